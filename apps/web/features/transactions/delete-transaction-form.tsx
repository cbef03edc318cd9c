'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { removeTransaction } from './actions.ts';

/** Deletes a transaction; the page after it offers Undo. */
export function DeleteTransactionForm({ id, isTransfer }: { id: string; isTransfer: boolean }) {
  const { form, problem, isPending } = useFormAction(removeTransaction);
  return (
    <form {...form}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="transactionId" value={id} />
      <Button type="submit" look="danger" isPending={isPending}>
        {isTransfer ? 'Delete both rows of the transfer' : 'Delete transaction'}
      </Button>
    </form>
  );
}
