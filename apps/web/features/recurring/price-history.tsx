import type { RecurringSeries } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import { Section } from '@/components/section.tsx';
import styles from './recurring.module.css';

/** The prices one after another; nothing where there was only one. */
export function PriceHistory({ series }: { series: Pick<RecurringSeries, 'priceHistory' | 'currency'> }) {
  if (series.priceHistory.length < 2) return null;
  return (
    <Section title="Prices">
      <ol className={styles.prices}>
        {series.priceHistory.toReversed().map((step) => (
          <li key={step.from} className={styles.dueRow}>
            <span>
              from <Day date={parseCalendarDate(step.from)} format="full" />
            </span>
            <span className={styles.dueAmount}>
              <Amount value={step.amount} currency={series.currency} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
