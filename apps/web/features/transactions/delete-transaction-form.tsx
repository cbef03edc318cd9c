'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { removeTransaction } from './actions.ts';
import styles from './transaction-form.module.css';

/** Deletes a transaction, and asks about the other row of a transfer; the page after it offers Undo. */
export function DeleteTransactionForm({ id, isTransfer }: { id: string; isTransfer: boolean }) {
  const { form, problem, isPending } = useFormAction(removeTransaction);
  return (
    <form {...form} className={styles.delete} aria-label="Delete">
      <ProblemMessage problem={problem} />
      <input type="hidden" name="transactionId" value={id} />
      {isTransfer ? (
        <fieldset className={styles.fates}>
          <legend>The other row of the transfer</legend>
          <label>
            <input type="radio" name="otherLeg" value="delete" defaultChecked /> goes, too
          </label>
          <label>
            <input type="radio" name="otherLeg" value="keep" /> stays as a row of its own
          </label>
        </fieldset>
      ) : null}
      <Button type="submit" look="danger" isPending={isPending}>
        {isTransfer ? 'Delete the transfer' : 'Delete transaction'}
      </Button>
    </form>
  );
}
