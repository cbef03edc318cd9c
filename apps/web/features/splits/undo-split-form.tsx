'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { undoSplit } from './actions.ts';

/** Makes a split one row again; the page after it offers Undo. */
export function UndoSplitForm({ id, version }: { id: string; version: number }) {
  const { form, problem, isPending } = useFormAction(undoSplit);
  return (
    <form {...form}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="transactionId" value={id} />
      <input type="hidden" name="version" value={version} />
      <Button type="submit" small isPending={isPending}>
        Make it one row again
      </Button>
    </form>
  );
}
