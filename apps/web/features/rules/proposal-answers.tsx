'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { acceptProposal, dismissProposal } from './actions.ts';
import type { Proposal } from './load-rules.ts';
import styles from './rules.module.css';

interface ProposalAnswersProps {
  proposal: Pick<Proposal, 'id' | 'value'>;
  /** The page that is shown again afterwards. */
  from: 'rules' | 'dashboard';
}

/** Yes and no to a proposed rule: two plain forms. */
export function ProposalAnswers({ proposal, from }: ProposalAnswersProps) {
  const accepting = useFormAction(acceptProposal);
  const dismissing = useFormAction(dismissProposal);
  const fields = (
    <>
      <input type="hidden" name="proposalId" value={proposal.id} />
      <input type="hidden" name="from" value={from} />
    </>
  );
  return (
    <div className={styles.answers}>
      <ProblemMessage problem={accepting.problem ?? dismissing.problem} />
      <div className={styles.tools}>
        <form {...accepting.form}>
          {fields}
          <Button type="submit" small look="primary" isPending={accepting.isPending}>
            Make the rule<VisuallyHidden> for {proposal.value}</VisuallyHidden>
          </Button>
        </form>
        <form {...dismissing.form}>
          {fields}
          <Button type="submit" small isPending={dismissing.isPending}>
            No<VisuallyHidden> rule for {proposal.value}</VisuallyHidden>
          </Button>
        </form>
      </div>
    </div>
  );
}
