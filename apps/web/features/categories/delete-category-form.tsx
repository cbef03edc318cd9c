'use client';

import type { Category } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { removeCategory } from './actions.ts';
import styles from './categories.module.css';
import { countOf } from './count-of.ts';
import { FORM_ID } from './hrefs.ts';

export interface DeleteCategoryFormProps {
  category: Pick<Category, 'id' | 'name' | 'transactionCount'>;
  /** Categories directly below it. */
  childCount: number;
  /** Where its rows and children may go. */
  targets: readonly SelectOption[];
}

/** Says in numbers what will be moved, and asks where to. */
export function DeleteCategoryForm({ category, childCount, targets }: DeleteCategoryFormProps) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(removeCategory);
  const { id, name, transactionCount } = category;
  const hasOwn = transactionCount > 0 || childCount > 0;
  // Recurring series and rules that name it are known to the server alone.
  const asksWhere = hasOwn || problem?.code === 'REASSIGNMENT_NEEDED' || problem?.values['asksWhere'] === '1';
  return (
    <form {...form} className={styles.panel} id={FORM_ID} aria-label={`Delete ${name}`}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="id" value={id} />
      <p>{hasOwn ? movedText(category, childCount) : `Nothing is booked under “${name}”.`}</p>
      {asksWhere ? (
        <>
          <input type="hidden" name="asksWhere" value="1" />
          <div className={styles.fields}>
            <NativeSelect
              key={problem?.values['reassignTo']}
              label="They go to"
              name="reassignTo"
              required
              placeholder="Choose"
              options={[{ value: 'none', label: 'No category, and the top' }, ...targets]}
              defaultValue={valueOf('reassignTo', '')}
              error={errorOf('reassignTo')}
            />
          </div>
        </>
      ) : null}
      <div className={styles.buttons}>
        <Button type="submit" look="danger" isPending={isPending}>
          Delete “{name}”
        </Button>
        <LinkButton href="/categories" scroll={false}>
          Keep it
        </LinkButton>
      </div>
    </form>
  );
}

function movedText(
  { name, transactionCount }: Pick<Category, 'name' | 'transactionCount'>,
  childCount: number,
): string {
  const parts = [
    ...(transactionCount === 0 ? [] : [countOf(transactionCount, 'transaction', 'transactions')]),
    ...(childCount === 0 ? [] : [countOf(childCount, 'category below it', 'categories below it')]),
  ];
  return `“${name}” has ${parts.join(' and ')}. Say where they go.`;
}
