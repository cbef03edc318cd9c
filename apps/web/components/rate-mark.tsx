import type { RateSourceName, RateUsed } from '@fintrack/contract';
import { Chip } from './chip.tsx';
import { Day } from './day.tsx';
import styles from './rates-used.module.css';

const SOURCES: Readonly<Record<RateSourceName, string>> = {
  manual: 'set by hand',
  ecb: 'European Central Bank',
  file: 'European Central Bank (file)',
  fed: 'Federal Reserve',
};

/** Where a rate is from, of which day, and whether it stands in for a day without one. */
export function RateMark({ rate }: { rate: RateUsed }) {
  const sources = [...new Set(rate.legs.map((leg) => SOURCES[leg.source]))].join(' and ');
  return (
    <span className={styles.mark}>
      <span>
        {sources}, <Day date={rate.date} />
        {rate.via === null ? null : `, through ${rate.via}`}
      </span>
      {rate.isFallback ? <Chip tone="warning">Last known</Chip> : null}
      {rate.isPinned ? <Chip tone="accent">Set by hand</Chip> : null}
    </span>
  );
}
