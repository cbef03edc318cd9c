import type { Reconciliation } from '@fintrack/contract';
import type { ReactNode } from 'react';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import styles from './reconciliation.module.css';
import type { StatementSums } from './statement-sums.ts';

export interface StatementHeadProps {
  reconciliation: Reconciliation;
  sums: Pick<StatementSums, 'count' | 'ticked' | 'difference' | 'isEven'>;
  finish?: ReactNode;
}

/** What the statement says, what is ticked, and what is between them. */
export function StatementHead({ reconciliation, sums, finish }: StatementHeadProps) {
  const { currency, openingBalance, closingBalance, openingDate, statementDate } = reconciliation;
  return (
    <div className={styles.head}>
      <dl className={styles.figures}>
        <div>
          <dt>
            {openingDate === null ? (
              'Begins with'
            ) : (
              <>
                Begins with, <Day date={openingDate} />
              </>
            )}
          </dt>
          <dd>
            <Amount value={openingBalance} currency={currency} size="section" />
          </dd>
        </div>
        <div>
          <dt>
            Ends with, <Day date={statementDate} />
          </dt>
          <dd>
            <Amount value={closingBalance} currency={currency} size="section" />
          </dd>
        </div>
        <div>
          <dt>{sums.count === 1 ? '1 row ticked' : `${sums.count.toLocaleString('en-US')} rows ticked`}</dt>
          <dd>
            <Amount value={sums.ticked} currency={currency} size="section" sign="always" />
          </dd>
        </div>
        <div className={styles.difference}>
          <dt>Difference</dt>
          <dd>
            <span role="status" aria-label="Difference">
              <Amount
                value={sums.difference}
                currency={currency}
                size="figure"
                sign="always"
                tone={sums.isEven ? 'plain' : 'danger'}
              />
            </span>
          </dd>
        </div>
      </dl>
      {finish === undefined ? null : <div className={styles.buttons}>{finish}</div>}
    </div>
  );
}
