'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { unlinkRows } from './actions.ts';

/** Makes the two legs rows of their own; the page after it offers Undo. */
export function UnlinkForm({ id }: { id: string }) {
  const { form, problem, isPending } = useFormAction(unlinkRows);
  return (
    <form {...form}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="transactionId" value={id} />
      <Button type="submit" small isPending={isPending}>
        Unlink: these are no transfer
      </Button>
    </form>
  );
}
