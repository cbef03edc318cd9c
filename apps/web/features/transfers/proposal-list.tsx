import type { TransferProposal } from '@fintrack/contract';
import { ProposalForms } from './proposal-forms.tsx';
import { RelatedLine, relatedTitle } from './related-line.tsx';
import styles from './transfers.module.css';

export interface ProposalListProps {
  proposals: readonly TransferProposal[];
  canWrite: boolean;
}

/** Pairs that look like one transfer, each with why, and the two answers. */
export function ProposalList({ proposals, canWrite }: ProposalListProps) {
  return (
    <ol className={styles.proposals}>
      {proposals.map(({ paid, received, reasons, rate, score }) => (
        <li
          key={paid.id}
          className={styles.proposal}
          aria-label={`${relatedTitle(paid)} and ${relatedTitle(received)}`}
        >
          <div className={styles.pair}>
            <RelatedLine row={paid} />
            <RelatedLine row={received} />
          </div>
          <p className={styles.reasons}>
            {rate === null ? null : `1 ${paid.currency} = ${rate} ${received.currency}. `}
            {reasons.join(' ')} <span className={styles.score}>{score} of 100</span>
          </p>
          {canWrite ? (
            <ProposalForms
              firstId={paid.id}
              secondId={received.id}
              name={`${relatedTitle(paid)} and ${relatedTitle(received)}`}
            />
          ) : null}
        </li>
      ))}
    </ol>
  );
}
