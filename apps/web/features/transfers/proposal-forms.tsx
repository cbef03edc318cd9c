'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { acceptPair, rejectPair } from './actions.ts';
import styles from './transfers.module.css';

export interface ProposalFormsProps {
  firstId: string;
  secondId: string;
  /** Which pair, for screen readers: the buttons stand there many times. */
  name: string;
}

/** "Is this one transfer?" */
export function ProposalForms({ firstId, secondId, name }: ProposalFormsProps) {
  const accept = useFormAction(acceptPair);
  const reject = useFormAction(rejectPair);
  const ids = (
    <>
      <input type="hidden" name="firstId" value={firstId} />
      <input type="hidden" name="secondId" value={secondId} />
    </>
  );
  return (
    <div className={styles.answers}>
      <ProblemMessage problem={accept.problem ?? reject.problem} />
      <form {...accept.form}>
        {ids}
        <Button type="submit" small isPending={accept.isPending}>
          One transfer <VisuallyHidden>: {name}</VisuallyHidden>
        </Button>
      </form>
      <form {...reject.form}>
        {ids}
        <Button type="submit" small look="quiet" isPending={reject.isPending}>
          Not a transfer <VisuallyHidden>: {name}</VisuallyHidden>
        </Button>
      </form>
    </div>
  );
}
