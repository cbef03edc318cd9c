import type { Account } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Chip } from '@/components/chip.tsx';
import { Table, TableCell, TableGroup, TableHead, TableRow } from '@/components/table.tsx';
import { ACCOUNT_TYPE_NAMES } from './account-types.ts';
import styles from './accounts.module.css';
import { groupAccounts } from './group-accounts.ts';

export interface AccountTableProps {
  accounts: readonly Account[];
  /** Balances in the base currency, of accounts in another one whose rate is known, by account. */
  inBase: { currency: string; balances: ReadonlyMap<string, string> };
  /** The day that the balances are of; undefined for today. */
  at?: CalendarDate | undefined;
}

/** All accounts under their types, with subtotals per currency. */
export function AccountTable({ accounts, inBase, at }: AccountTableProps) {
  const head = (
    <>
      <TableHead>Account</TableHead>
      <TableHead>Institution</TableHead>
      <TableHead figure>Pending</TableHead>
      <TableHead figure>Balance</TableHead>
    </>
  );
  return (
    <Table caption="Accounts and their balances" head={head}>
      {groupAccounts(accounts).map(({ type, accounts: members, subtotals }) => [
        <TableGroup
          key={type}
          columns={4}
          title={ACCOUNT_TYPE_NAMES[type]}
          figure={<Amounts amounts={subtotals} />}
        />,
        ...members.map((account) => <AccountRow key={account.id} {...{ account, inBase, at }} />),
      ])}
    </Table>
  );
}

function AccountRow({
  account,
  inBase,
  at,
}: Pick<AccountTableProps, 'inBase' | 'at'> & { account: Account }) {
  const converted = inBase.balances.get(account.id);
  const { id, name, balance, institutionName, accountNumberLast4, isArchived, isHidden } = account;
  const number = accountNumberLast4 === null ? null : `••${accountNumberLast4}`;
  return (
    <TableRow>
      <TableCell phone="title">
        <Link href={`/accounts/${id}`} className={styles.name}>
          {name}
        </Link>
        {isArchived ? <Chip>Archived</Chip> : null}
        {isHidden ? <Chip>Hidden</Chip> : null}
      </TableCell>
      <TableCell phone="detail" muted>
        {[institutionName, number].filter((text) => text !== null).join(' ')}
      </TableCell>
      <TableCell phone="note" figure muted>
        {isZero(balance.pending) ? null : (
          <Amount value={balance.pending} currency={balance.currency} sign="always" />
        )}
      </TableCell>
      <TableCell phone="figure" figure>
        <Link href={proofHref(id, at)} className={styles.figureLink}>
          <Amount value={balance.posted} currency={balance.currency} />
        </Link>
        {converted === undefined ? null : (
          <span className={styles.inBase}>
            {'\u2248 '}
            <Amount value={converted} currency={inBase.currency} tone="muted" />
          </span>
        )}
      </TableCell>
    </TableRow>
  );
}

/** The account's page with the proof of its balance open. */
function proofHref(id: string, at: CalendarDate | undefined): string {
  return `/accounts/${id}?explain=true${at === undefined ? '' : `&at=${at}`}`;
}

/** Sums of several currencies beside each other. */
function Amounts({ amounts }: { amounts: readonly { currency: string; amount: string }[] }) {
  return (
    <span className={styles.amounts}>
      {amounts.map(({ currency, amount }) => (
        <Amount key={currency} value={amount} currency={currency} />
      ))}
    </span>
  );
}

function isZero(decimal: string): boolean {
  return !/[1-9]/u.test(decimal);
}
