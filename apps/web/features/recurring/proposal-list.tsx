import type { RecurringSeries } from '@fintrack/contract';
import Link from 'next/link';
import { localFigures } from '@/lib/local-figures.ts';
import { AmountRange, RangeNote } from './amount-range.tsx';
import { AnswerForms } from './answer-forms.tsx';
import { seriesHref } from './hrefs.ts';
import styles from './recurring.module.css';

export interface ProposalListProps {
  proposals: readonly RecurringSeries[];
  canWrite: boolean;
  locale: string;
}

/** What looks like a series, each with why, and the two answers. */
export function ProposalList({ proposals, canWrite, locale }: ProposalListProps) {
  return (
    <ol className={styles.proposals}>
      {proposals.map((series) => (
        <li key={series.id} className={styles.proposal} aria-label={series.name}>
          <div className={styles.proposalHead}>
            <h3 className={styles.name}>
              <Link href={seriesHref(series.id)}>{series.name}</Link>
            </h3>
            <span className={styles.dueAmount}>
              <AmountRange {...series} />
            </span>
          </div>
          <p className={styles.reasons}>{localFigures(series.reasons.join(' '), locale)}</p>
          <p className={styles.sure}>
            <span>{series.confidence} of 100 sure</span>
            {series.low === series.high ? null : (
              <span>
                <RangeNote {...series} />
              </span>
            )}
          </p>
          {canWrite ? <AnswerForms series={series} answers={['accepted', 'dismissed']} back="list" /> : null}
        </li>
      ))}
    </ol>
  );
}
