import type { RecurringDetail } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import { AmountRange, RangeNote } from './amount-range.tsx';
import styles from './recurring.module.css';

/** What is known of a series, and how it kept to it. */
export function SeriesFacts({ series }: { series: RecurringDetail }) {
  const { currency, next, variance, categoryName, accountId, accountName } = series;
  const { onTime, early, late, missing, trendPercent } = variance;
  return (
    <dl className={styles.facts}>
      <dt>Comes</dt>
      <dd>{series.rhythm}</dd>
      <dt>Amount</dt>
      <dd>
        <AmountRange {...series} /> <RangeNote {...series} />
      </dd>
      <dt>Account</dt>
      <dd>
        <Link href={`/accounts/${accountId}`}>{accountName}</Link>
      </dd>
      {categoryName === null ? null : (
        <>
          <dt>Category</dt>
          <dd>{categoryName}</dd>
        </>
      )}
      {next === null ? null : (
        <>
          <dt>Next</dt>
          <dd>
            <Day date={parseCalendarDate(next.date)} format="full" />
            {next.earliest === next.latest ? null : (
              <span className={styles.where}>
                between <Day date={parseCalendarDate(next.earliest)} /> and{' '}
                <Day date={parseCalendarDate(next.latest)} />
              </span>
            )}
          </dd>
        </>
      )}
      {series.rowCount === 0 ? null : (
        <>
          <dt>Kept to it</dt>
          <dd>
            {onTime} on time, {early} early, {late} late, {missing} missing
          </dd>
          <dt>Last 365 days</dt>
          <dd>
            <Amount value={variance.lastYear} currency={currency} />{' '}
            <span className={styles.where}>
              the year before <Amount value={variance.yearBefore} currency={currency} tone="muted" />
            </span>
          </dd>
        </>
      )}
      {trendPercent === null || trendPercent === 0 ? null : (
        <>
          <dt>Trend</dt>
          <dd>
            The last three are {Math.abs(trendPercent)}% {trendPercent > 0 ? 'larger' : 'smaller'} than the
            three before.
          </dd>
        </>
      )}
    </dl>
  );
}
