import type { Drift } from '@fintrack/contract';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import type { SelectOption } from '@/components/native-select.tsx';
import { Section } from '@/components/section.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { transactionsHref } from '@/lib/transactions-href.ts';
import { AdjustmentForm } from './adjustment-form.tsx';
import styles from './drift.module.css';
import { SuspectList } from './suspect-list.tsx';

export interface DriftSectionProps {
  accountName: string;
  accountId: string;
  drifts: readonly Drift[];
  canWrite: boolean;
  categories: readonly SelectOption[];
}

/** The times of an account that do not add up, and why that may be. */
export function DriftSection({ accountName, accountId, drifts, canWrite, categories }: DriftSectionProps) {
  return (
    <Section title={accountName} action={<Link href={`/accounts/${accountId}`}>Account</Link>}>
      <div className={styles.account}>
        <DriftTable accountName={accountName} drifts={drifts} />
        {drifts.map((drift) => (
          <section key={drift.to} className={styles.drift} aria-label={`Difference up to ${drift.to}`}>
            <h3 className={styles.heading}>
              Why <Amount value={drift.drift} currency={drift.currency} sign="always" /> up to{' '}
              <Day date={drift.to} format="full" />?
            </h3>
            <BadDay drift={drift} />
            {drift.suspects.length === 0 ? (
              <NoneFound drift={drift} />
            ) : (
              <SuspectList {...{ drift, canWrite }} />
            )}
            {canWrite ? <AdjustmentForm drift={drift} categories={categories} /> : null}
          </section>
        ))}
      </div>
    </Section>
  );
}

function DriftTable({ accountName, drifts }: { accountName: string; drifts: readonly Drift[] }) {
  const head = (
    <>
      <TableHead>Between</TableHead>
      <TableHead>And</TableHead>
      <TableHead figure>The bank says</TableHead>
      <TableHead figure>The rows say</TableHead>
      <TableHead figure>Difference</TableHead>
    </>
  );
  return (
    <Table caption={`Times of ${accountName} that do not add up`} head={head}>
      {drifts.map((drift) => (
        <TableRow key={drift.to}>
          <TableCell phone="detail" muted>
            <Day date={drift.from} format="full" />
          </TableCell>
          <TableCell phone="title">
            <Day date={drift.to} format="full" />
          </TableCell>
          <TableCell figure>
            <Amount value={drift.bank} currency={drift.currency} />
          </TableCell>
          <TableCell phone="note" figure>
            <Link href={transactionsHref({ accountId: drift.accountId, from: drift.from, to: drift.to })}>
              <Amount value={drift.books} currency={drift.currency} />
            </Link>
          </TableCell>
          <TableCell phone="figure" figure>
            <Amount value={drift.drift} currency={drift.currency} sign="always" tone="danger" />
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}

function BadDay({ drift }: { drift: Drift }) {
  const { firstBadDay, accountId } = drift;
  if (firstBadDay === null) return null;
  const { date, lastGoodDay } = firstBadDay;
  if (date === null) {
    return (
      <p>
        The bank's files agree up to <Day date={lastGoodDay} format="full" />; it happened afterwards.
      </p>
    );
  }
  return (
    <p>
      Bank and rows agree up to <Day date={lastGoodDay} format="full" />, and first part on{' '}
      <Link href={transactionsHref({ accountId, from: date, to: date })}>
        <Day date={date} format="full" />
      </Link>
      .
    </p>
  );
}

function NoneFound({ drift: { isSearched, isSearchComplete } }: { drift: Drift }) {
  if (!isSearched) return <p>Mend the differences before it first; then this one is looked into.</p>;
  return (
    <p>
      No row here explains it{isSearchComplete ? '' : ' among those that were looked at'}. Compare the rows
      with your bank's statement: one may be missing that no file has.
    </p>
  );
}
