'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { removeAnchor } from './actions.ts';

export interface RemoveAnchorFormProps {
  accountId: string;
  anchorId: string;
  /** Its date, for screen readers. */
  of: string;
}

/** Takes a stated balance back. */
export function RemoveAnchorForm({ accountId, anchorId, of }: RemoveAnchorFormProps) {
  const { form, problem, isPending } = useFormAction(removeAnchor);
  return (
    <form {...form}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="accountId" value={accountId} />
      <input type="hidden" name="anchorId" value={anchorId} />
      <Button type="submit" small look="quiet" isPending={isPending}>
        Remove<VisuallyHidden>: balance of {of}</VisuallyHidden>
      </Button>
    </form>
  );
}
