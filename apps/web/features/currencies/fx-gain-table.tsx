import type { getFxGain } from '@fintrack/contract';
import Link from 'next/link';
import type { z } from 'zod';
import { Amount } from '@/components/amount.tsx';
import { Table, TableCell, TableHead, TableRow } from '@/components/table.tsx';
import styles from './currencies.module.css';

export type FxGainReport = z.output<typeof getFxGain.data>;
type GainAccount = FxGainReport['accounts'][number];

/** A line for each account: opening, flows, closing and gain, in the base currency with the account's own beneath. */
export function FxGainTable({ report }: { report: FxGainReport }) {
  const { baseCurrency } = report;
  const withUnexplained = report.accounts.some(({ unexplained }) => /[1-9]/u.test(unexplained.amount));
  const head = (
    <>
      <TableHead>Account</TableHead>
      <TableHead figure>Opening</TableHead>
      <TableHead figure>In and out</TableHead>
      {withUnexplained ? <TableHead figure>Unexplained</TableHead> : null}
      <TableHead figure>Closing</TableHead>
      <TableHead figure>Gain</TableHead>
    </>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Gain by account">
      <Table caption={`Gain from exchange rates in ${baseCurrency}`} head={head} stacks={false}>
        {report.accounts.map((account) => (
          <TableRow key={account.accountId}>
            <TableCell>
              <Link href={`/accounts/${account.accountId}`}>{account.accountName}</Link>
            </TableCell>
            <Figure figure={account.opening} account={account} base={baseCurrency} />
            <Figure figure={account.flows} account={account} base={baseCurrency} />
            {withUnexplained ? (
              <Figure figure={account.unexplained} account={account} base={baseCurrency} />
            ) : null}
            <Figure figure={account.closing} account={account} base={baseCurrency} />
            <TableCell figure>
              {account.gain === null ? (
                'unknown'
              ) : (
                <Amount value={account.gain} currency={baseCurrency} sign="always" tone="flow" />
              )}
            </TableCell>
          </TableRow>
        ))}
      </Table>
    </div>
  );
}

function Figure({
  figure,
  account,
  base,
}: {
  figure: GainAccount['opening'];
  account: GainAccount;
  base: string;
}) {
  return (
    <TableCell figure>
      {figure.inBase === null ? 'unknown' : <Amount value={figure.inBase} currency={base} />}
      <br />
      <Amount value={figure.amount} currency={account.currency} tone="muted" />
    </TableCell>
  );
}
