'use client';

import type { Tag } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { countOf } from '@/lib/count-of.ts';
import { FORM_ID, listQuery, type NameList, nameListHref } from '@/lib/name-list.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { mergeSelected } from './actions.ts';
import styles from './tags.module.css';

export interface MergeFormProps {
  /** Those that are ticked, the most used first. */
  tags: readonly Tag[];
  view: NameList;
}

/** Says in numbers what merging does, and asks which name stays. */
export function MergeForm({ tags, view }: MergeFormProps) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(mergeSelected);
  return (
    <form {...form} className={styles.panel} id={FORM_ID} aria-label="Merge tags">
      <ProblemMessage problem={problem} />
      {tags.map(({ id }) => (
        <input key={id} type="hidden" name="select" value={id} />
      ))}
      <input type="hidden" name="back" value={listQuery(view)} />
      <p>
        {countOf(tags.length, 'tag', 'tags')} become one. Transactions that have any of them have it once.
      </p>
      <div className={styles.fields}>
        <NativeSelect
          key={problem?.values['targetId']}
          label="The name that stays"
          name="targetId"
          options={tags.map(({ id, name, transactionCount }) => ({
            value: id,
            label: `${name} (${countOf(transactionCount, 'transaction', 'transactions')})`,
          }))}
          defaultValue={valueOf('targetId', tags[0]?.id)}
          error={errorOf('targetId')}
        />
      </div>
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={isPending}>
          Merge {countOf(tags.length, 'tag', 'tags')}
        </Button>
        <LinkButton href={nameListHref(view)} scroll={false}>
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}
