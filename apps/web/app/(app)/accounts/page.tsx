import { type Account, getBalancesSummary, listAccounts } from '@fintrack/contract';
import { type CalendarDate, isCalendarDate } from '@fintrack/core/dates';
import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { Day } from '@/components/day.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { AccountTable } from '@/features/accounts/account-table.tsx';
import styles from '@/features/accounts/accounts.module.css';
import { NetWorth } from '@/features/accounts/net-worth.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Accounts' };

export default async function AccountsPage({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const showsAll = (await readParam(searchParams, 'all')) === 'true';
  const at = readDay(await readParam(searchParams, 'at'));
  const [{ canWrite, locale }, { data: summary }, { data: accounts }] = await Promise.all([
    pageSession(),
    api.call(getBalancesSummary, { query: { at } }),
    api.call(listAccounts, { query: { includeArchived: 'true', includeHidden: 'true' } }),
  ]);
  const shown = accounts.filter(({ isArchived, isHidden }) => showsAll || !(isArchived || isHidden));
  const others = accounts.length - shown.length;
  return (
    <>
      <PageHeader title="Accounts" actions={canWrite ? <AddLink /> : null} />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        {accounts.length === 0 ? (
          <EmptyState
            sentence="There are no accounts yet."
            action={
              canWrite ? (
                <LinkButton href="/accounts/new" look="primary">
                  Add an account
                </LinkButton>
              ) : null
            }
          />
        ) : (
          <>
            {at === undefined ? null : <PastDay at={at} />}
            <NetWorth summary={summary} locale={locale} />
            <AccountTable accounts={balancesOf(summary, shown)} inBase={inBaseOf(summary)} at={at} />
          </>
        )}
        {others > 0 ? (
          <p>
            <LinkButton href="/accounts?all=true" scroll={false}>
              Show {others} archived or hidden
            </LinkButton>
          </p>
        ) : null}
      </div>
    </>
  );
}

function PastDay({ at }: { at: CalendarDate }) {
  return (
    <p>
      As it was at the end of <Day date={at} format="full" />. <Link href="/accounts">Show today</Link>
    </p>
  );
}

/** The accounts with what they held on the day of the summary. */
function balancesOf(
  { at, accounts }: (typeof getBalancesSummary.data)['_output'],
  shown: readonly Account[],
): Account[] {
  const held = new Map(accounts.map((account) => [account.id, account]));
  return shown.map((account) => {
    const then = held.get(account.id);
    if (then === undefined) return account;
    return {
      ...account,
      balance: { ...account.balance, date: at, posted: then.balance, pending: then.pending },
    };
  });
}

/** A day of the address; one that does not exist counts as not there. */
function readDay(text: string | undefined): CalendarDate | undefined {
  return text !== undefined && isCalendarDate(text) ? text : undefined;
}

/** The balances of accounts in other currencies in the base currency, where there is a rate. */
function inBaseOf({ baseCurrency, accounts }: (typeof getBalancesSummary.data)['_output']) {
  const foreign = accounts.flatMap(({ id, currency, inBase }) =>
    currency === baseCurrency || inBase === null ? [] : [[id, inBase] as const],
  );
  return { currency: baseCurrency, balances: new Map(foreign) };
}

function AddLink() {
  return (
    <LinkButton href="/accounts/new">
      <Plus aria-hidden="true" />
      New account
    </LinkButton>
  );
}
