import type { RateUsed } from '@fintrack/contract';
import Link from 'next/link';
import { rateText } from '@/lib/format-rate.ts';
import { Amount } from './amount.tsx';
import { RateMark } from './rate-mark.tsx';
import styles from './rates-used.module.css';

export interface RatesUsedProps {
  /** What was converted, each with its rate; nothing is drawn for none. */
  converted: readonly {
    currency: string;
    netWorth: string;
    inBase: { netWorth: string };
    rate: RateUsed;
  }[];
  locale: string;
}

/** What of a total was converted, and at which rates: folded away under one line. */
export function RatesUsed({ converted, locale }: RatesUsedProps) {
  if (converted.length === 0) return null;
  const names = converted.map(({ currency }) => currency).join(', ');
  return (
    <details className={styles.used}>
      <summary>Converted from {names}: see the rates</summary>
      <ul className={styles.list}>
        {converted.map(({ currency, netWorth, inBase, rate }) => (
          <li key={currency} className={styles.item}>
            <Amount value={netWorth} currency={currency} currencyDisplay="code" />
            <Amount value={inBase.netWorth} currency={rate.to} />
            <span className={styles.rate}>
              1 {rate.from} = {rateText(rate.rate, locale)} {rate.to}, <RateMark rate={rate} />
            </span>
          </li>
        ))}
      </ul>
      <Link href="/currencies">All currencies</Link>
    </details>
  );
}
