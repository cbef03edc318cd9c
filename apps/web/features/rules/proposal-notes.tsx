import { countOf } from '@/lib/count-of.ts';
import { describeProposal } from './describe-proposal.ts';
import type { Proposal } from './load-rules.ts';
import { ProposalAnswers } from './proposal-answers.tsx';
import styles from './rules.module.css';

/** The others are a click away. */
const SHOWN = 2;

/** The first proposed rules, to be answered where they are mentioned. */
export function ProposalNotes({
  proposals,
  canWrite,
}: {
  proposals: readonly Proposal[];
  canWrite: boolean;
}) {
  return (
    <ul className={styles.notes} aria-label="Proposed rules">
      {proposals.slice(0, SHOWN).map((proposal) => (
        <li key={proposal.id} className={styles.note}>
          <span className={styles.text}>
            {describeProposal(proposal)}
            <span className={styles.sentence}>{countOf(proposal.rows, 'row', 'rows')} corrected so</span>
          </span>
          {canWrite ? <ProposalAnswers proposal={proposal} from="dashboard" /> : null}
        </li>
      ))}
    </ul>
  );
}
