import type { balanceExplanation } from '@fintrack/contract';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import { transactionsHref } from '@/lib/transactions-href.ts';
import styles from './accounts.module.css';

export interface BalanceProofProps {
  explanation: (typeof balanceExplanation)['_output'];
  currency: string;
  posted: string;
  accountId: string;
}

/** A balance step by step: what the bank has stated, and the rows since. */
export function BalanceProof({ explanation, currency, posted, accountId }: BalanceProofProps) {
  const { anchor, direction, from, to, sum, rowCount } = explanation;
  const rows = rowCount === 1 ? '1 row' : `${rowCount} rows`;
  const head = (
    <>
      <TableHead>Step</TableHead>
      <TableHead figure>Amount, {currency}</TableHead>
    </>
  );
  return (
    <div className={styles.proof}>
      <Table caption="How the balance comes about" head={head} stacks={false}>
        <TableRow>
          <TableCell>
            {anchor === null ? (
              'Counted from zero: the bank has stated no balance yet'
            ) : (
              <>
                The bank's balance at the end of <Day date={anchor.date} format="full" />
              </>
            )}
          </TableCell>
          <TableCell figure>
            {anchor === null ? (
              '0'
            ) : (
              <Amount value={anchor.balance} currency={currency} currencyDisplay="none" />
            )}
          </TableCell>
        </TableRow>
        <TableRow>
          <TableCell>
            {direction === 'forward' ? 'Plus' : 'Less'}{' '}
            {from === null || to === null ? (
              rows
            ) : (
              <Link href={transactionsHref({ accountId, from, to })}>
                {rows} from <Day date={from} /> to <Day date={to} />
              </Link>
            )}
          </TableCell>
          <TableCell figure>
            <Amount value={sum} currency={currency} currencyDisplay="none" sign="always" />
          </TableCell>
        </TableRow>
        <TableRow kind="total">
          <TableCell>Balance</TableCell>
          <TableCell figure>
            <Amount value={posted} currency={currency} currencyDisplay="none" />
          </TableCell>
        </TableRow>
      </Table>
      <ProofDays {...{ explanation, currency, accountId }} />
    </div>
  );
}

function ProofDays({ explanation, currency, accountId }: Omit<BalanceProofProps, 'posted'>) {
  const { days, daysAreCapped } = explanation;
  if (days.length === 0) return null;
  const head = (
    <>
      <TableHead>Day</TableHead>
      <TableHead figure>Rows</TableHead>
      <TableHead figure>Posted</TableHead>
      <TableHead figure>Pending</TableHead>
    </>
  );
  return (
    <details>
      <summary>Day by day</summary>
      <div className={styles.scroll} role="region" aria-label="Days of this balance" tabIndex={0}>
        <Table caption="Sums of the days" head={head} stacks={false}>
          {days.map(({ date, posted, pending, rowCount }) => (
            <TableRow key={date}>
              <TableCell>
                <Link href={transactionsHref({ accountId, from: date, to: date })}>
                  <Day date={date} />
                </Link>
              </TableCell>
              <TableCell figure>{rowCount}</TableCell>
              <TableCell figure>
                <Amount value={posted} currency={currency} currencyDisplay="none" />
              </TableCell>
              <TableCell figure muted>
                <Amount value={pending} currency={currency} currencyDisplay="none" />
              </TableCell>
            </TableRow>
          ))}
        </Table>
        {daysAreCapped ? <p>Older days are left out here; they are in the sum.</p> : null}
      </div>
    </details>
  );
}
