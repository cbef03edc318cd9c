import type { ListedRate } from '@fintrack/contract';
import Link from 'next/link';
import { FormMessage } from '@/components/form-message.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { RateMark } from '@/components/rate-mark.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { rateText } from '@/lib/format-rate.ts';
import styles from './currencies.module.css';
import { historyHref, setRateHref } from './hrefs.ts';

export interface RateTableProps {
  base: string;
  rates: readonly ListedRate[];
  locale: string;
  canWrite: boolean;
}

/** What one unit of each currency in use is today, and where that is known from. */
export function RateTable({ base, rates, locale, canWrite }: RateTableProps) {
  const head = (
    <>
      <TableHead>Currency</TableHead>
      <TableHead>From</TableHead>
      <TableHead figure>In {base}</TableHead>
      <TableHead figure>Set</TableHead>
    </>
  );
  return (
    <>
      <Table caption={`Rates to ${base}`} head={head}>
        {rates.map((rate) => (
          <RateRow key={rate.currency} rate={rate} locale={locale} canWrite={canWrite} />
        ))}
      </Table>
      {rates.map(({ currency, unknown }) =>
        unknown === null ? null : (
          <FormMessage key={currency} tone="warning">
            <p>{unknown.reason} Until then what is held in it stands apart from totals.</p>
          </FormMessage>
        ),
      )}
    </>
  );
}

function RateRow({ rate, locale, canWrite }: { rate: ListedRate; locale: string; canWrite: boolean }) {
  const { currency, toBase } = rate;
  return (
    <TableRow>
      <TableCell phone="title">
        <Link href={historyHref(currency)} className={styles.code} scroll={false}>
          {currency}
        </Link>{' '}
        <span className={styles.muted}>{currencyName(currency)}</span>
      </TableCell>
      <TableCell phone="detail" muted>
        {toBase === null ? 'No rate' : <RateMark rate={toBase} />}
      </TableCell>
      <TableCell phone="figure" figure>
        {toBase === null ? (
          'unknown'
        ) : (
          <span className={styles.rate} title={toBase.rate}>
            {rateText(toBase.rate, locale)}
          </span>
        )}
      </TableCell>
      <TableCell phone="note" figure>
        {canWrite ? (
          <LinkButton href={setRateHref(currency)} small look="quiet" scroll={false}>
            {toBase === null ? 'Set a rate' : 'Change'}
          </LinkButton>
        ) : null}
      </TableCell>
    </TableRow>
  );
}

function currencyName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'currency' }).of(code) ?? code;
}
