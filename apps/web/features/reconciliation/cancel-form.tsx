'use client';

import type { Reconciliation } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { cancelStatement } from './actions.ts';

/** Gives the open statement up; no row was touched by it. */
export function CancelForm({ statement }: { statement: Reconciliation }) {
  const { form, problem, isPending } = useFormAction(cancelStatement);
  return (
    <form {...form}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="accountId" value={statement.accountId} />
      <input type="hidden" name="reconciliationId" value={statement.id} />
      <Button type="submit" look="quiet" isPending={isPending}>
        Cancel this statement
      </Button>
    </form>
  );
}
