import type { TenantRate } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { Day } from '@/components/day.tsx';
import { Section } from '@/components/section.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { rateText } from '@/lib/format-rate.ts';
import styles from './currencies.module.css';
import { RemoveRateForm } from './remove-rate-form.tsx';

export interface PinnedRatesProps {
  rates: readonly TenantRate[];
  total: number;
  locale: string;
  canWrite: boolean;
}

/** The rates that were set by hand, the newest day first. */
export function PinnedRates({ rates, total, locale, canWrite }: PinnedRatesProps) {
  if (rates.length === 0) return null;
  const head = (
    <>
      <TableHead>Day</TableHead>
      <TableHead>Pair</TableHead>
      <TableHead figure>Rate</TableHead>
      <TableHead figure>Take back</TableHead>
    </>
  );
  const shown = total > rates.length ? `The newest ${rates.length} of ${total}.` : undefined;
  return (
    <Section title="Set by hand" description={shown}>
      <Table caption="Rates set by hand" head={head}>
        {rates.map((rate) => (
          <TableRow key={rate.id}>
            <TableCell phone="detail">
              <Day date={parseCalendarDate(rate.date)} format="full" />
            </TableCell>
            <TableCell phone="title">
              1 {rate.base} in {rate.quote}
            </TableCell>
            <TableCell phone="figure" figure>
              <span className={styles.rate}>{rateText(rate.rate, locale)}</span>
            </TableCell>
            <TableCell phone="note" figure>
              {canWrite ? (
                <RemoveRateForm rateId={rate.id} of={`${rate.base} in ${rate.quote} of ${rate.date}`} />
              ) : null}
            </TableCell>
          </TableRow>
        ))}
      </Table>
    </Section>
  );
}
