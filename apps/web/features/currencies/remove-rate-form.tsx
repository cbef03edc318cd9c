'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { removeRate } from './actions.ts';

export function RemoveRateForm({ rateId, of }: { rateId: string; of: string }) {
  const { form, problem, isPending } = useFormAction(removeRate);
  return (
    <form {...form}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="rateId" value={rateId} />
      <Button type="submit" look="quiet" small isPending={isPending}>
        Remove <VisuallyHidden>{of}</VisuallyHidden>
      </Button>
    </form>
  );
}
