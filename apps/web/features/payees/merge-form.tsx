'use client';

import type { Payee } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { countOf } from '@/lib/count-of.ts';
import { FORM_ID, listQuery, type NameList, nameListHref } from '@/lib/name-list.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { mergeSelected } from './actions.ts';
import styles from './payees.module.css';

export interface MergeFormProps {
  /** Those that are ticked, the most used first. */
  payees: readonly Payee[];
  view: NameList;
}

/** Says in numbers what merging does, and asks which name stays. */
export function MergeForm({ payees, view }: MergeFormProps) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(mergeSelected);
  const rows = payees.reduce((sum, { transactionCount }) => sum + transactionCount, 0);
  return (
    <form {...form} className={styles.panel} id={FORM_ID} aria-label="Merge payees">
      <ProblemMessage problem={problem} />
      {payees.map(({ id }) => (
        <input key={id} type="hidden" name="select" value={id} />
      ))}
      <input type="hidden" name="back" value={listQuery(view)} />
      <p>
        {countOf(payees.length, 'payee', 'payees')} with {countOf(rows, 'transaction', 'transactions')} become
        one. The other names keep leading to it, when rows are entered or imported under them.
      </p>
      <div className={styles.fields}>
        <NativeSelect
          key={problem?.values['targetId']}
          label="The name that stays"
          name="targetId"
          options={payees.map(({ id, name, transactionCount }) => ({
            value: id,
            label: `${name} (${countOf(transactionCount, 'transaction', 'transactions')})`,
          }))}
          defaultValue={valueOf('targetId', payees[0]?.id)}
          error={errorOf('targetId')}
        />
      </div>
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={isPending}>
          Merge {countOf(payees.length, 'payee', 'payees')}
        </Button>
        <LinkButton href={nameListHref(view)} scroll={false}>
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}
