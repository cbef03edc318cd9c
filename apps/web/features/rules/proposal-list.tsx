import { Day } from '@/components/day.tsx';
import { Section } from '@/components/section.tsx';
import { countOf } from '@/lib/count-of.ts';
import { describeProposal } from './describe-proposal.ts';
import type { Proposal } from './load-rules.ts';
import { ProposalAnswers } from './proposal-answers.tsx';
import styles from './rules.module.css';

/** Rules that would have spared equal corrections. */
export function ProposalList({ proposals, canWrite }: { proposals: readonly Proposal[]; canWrite: boolean }) {
  if (proposals.length === 0) return null;
  return (
    <Section title="Proposed" description="You have given these rows the same category by hand.">
      <ul className={styles.list}>
        {proposals.map((proposal) => (
          <ProposalItem key={proposal.id} proposal={proposal} canWrite={canWrite} />
        ))}
      </ul>
    </Section>
  );
}

function ProposalItem({ proposal, canWrite }: { proposal: Proposal; canWrite: boolean }) {
  const { value, rows, examples } = proposal;
  return (
    <li className={styles.item}>
      <div className={styles.text}>
        <span className={styles.title}>{describeProposal(proposal)}</span>
        <span className={styles.sentence}>
          {countOf(rows, 'row', 'rows')}, such as {examples[0]?.description || value}
          {examples[0] ? (
            <>
              {' '}
              on <Day date={examples[0].date} />
            </>
          ) : null}
        </span>
      </div>
      {canWrite ? <ProposalAnswers proposal={proposal} from="rules" /> : null}
    </li>
  );
}
