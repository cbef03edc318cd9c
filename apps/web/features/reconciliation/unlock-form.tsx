'use client';

import type { Reconciliation } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { unlockStatement } from './actions.ts';
import styles from './reconciliation.module.css';

/** Frees the rows of a statement; says why. */
export function UnlockForm({ statement }: { statement: Reconciliation }) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(unlockStatement);
  const { id, accountId, statementDate, tickedCount } = statement;
  return (
    <details className={styles.unlock} open={problem !== null}>
      <summary>
        Unlock<VisuallyHidden> the statement of {statementDate}</VisuallyHidden>
      </summary>
      <form {...form} aria-label={`Unlock the statement of ${statementDate}`} className={styles.unlockForm}>
        <ProblemMessage problem={problem} />
        <input type="hidden" name="accountId" value={accountId} />
        <input type="hidden" name="reconciliationId" value={id} />
        <TextField
          label="Why"
          name="reason"
          required
          description="It stays in the history."
          defaultValue={valueOf('reason')}
          error={errorOf('reason')}
        />
        <Button type="submit" isPending={isPending}>
          Unlock {tickedCount === 1 ? '1 row' : `${tickedCount} rows`}
        </Button>
      </form>
    </details>
  );
}
