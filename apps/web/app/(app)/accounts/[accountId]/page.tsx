import { getAccount, getBalance, getBalanceAt, listAnchors } from '@fintrack/contract';
import { isCalendarDate } from '@fintrack/core/dates';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { ACCOUNT_TYPE_NAMES } from '@/features/accounts/account-types.ts';
import styles from '@/features/accounts/accounts.module.css';
import { AnchorsSection } from '@/features/accounts/anchors-section.tsx';
import { BalanceFigures } from '@/features/accounts/balance-figures.tsx';
import { readPeriod } from '@/features/accounts/history-points.ts';
import { HistorySection } from '@/features/accounts/history-section.tsx';
import { RowExportLinks } from '@/features/exports/row-export-links.tsx';
import { FilterBar } from '@/features/transactions/filter-bar.tsx';
import {
  loadEntryLists,
  loadSearchLists,
  loadTransactions,
} from '@/features/transactions/load-transactions.ts';
import { readFilter } from '@/features/transactions/transaction-filter.ts';
import { TransactionList } from '@/features/transactions/transaction-list.tsx';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Account' };

interface AccountPageProps {
  params: Promise<{ accountId: string }>;
  searchParams: SearchParams;
}

export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  const { accountId } = await params;
  const at = await readParam(searchParams, 'at');
  const isExplained = (await readParam(searchParams, 'explain')) === 'true';
  const [{ canWrite, today, locale }, account, balance, anchors] = await Promise.all([
    pageSession(),
    findOr404((api) => api.call(getAccount, { params: { accountId } })),
    loadBalance(accountId, at),
    findOr404((api) => api.call(listAnchors, { params: { accountId } })),
  ]);
  const period = readPeriod(await readParam(searchParams, 'period'));
  return (
    <>
      <PageHeader
        title={account.name}
        detail={`${ACCOUNT_TYPE_NAMES[account.type]}${account.isArchived ? ', archived' : ''}`}
        actions={canWrite ? <AccountLinks accountId={accountId} /> : null}
      />
      <div className={styles.page}>
        <ChangeNotice
          changeSetId={await readParam(searchParams, 'changed')}
          kept={await readParam(searchParams, 'kept')}
        />
        <BalanceFigures {...{ account, balance, isExplained }} />
        <HistorySection {...{ accountId, period, today, locale }} />
        <AnchorsSection {...{ account, anchors, canWrite }} />
        <AccountRows
          accountId={accountId}
          canWrite={canWrite && !account.isArchived}
          searchParams={searchParams}
        />
      </div>
    </>
  );
}

/** Today's balance with its proof, or that of a day of the address. */
function loadBalance(accountId: string, at: string | undefined) {
  const query = { explain: 'true' } as const;
  if (at === undefined || !isCalendarDate(at)) {
    return findOr404((api) => api.call(getBalance, { params: { accountId }, query }));
  }
  return findOr404((api) => api.call(getBalanceAt, { params: { accountId, date: at }, query }));
}

function AccountLinks({ accountId }: { accountId: string }) {
  return (
    <>
      <LinkButton href={`/accounts/${accountId}/reconcile`}>Reconcile</LinkButton>
      <LinkButton href={`/import?accountId=${accountId}`}>Import</LinkButton>
      <LinkButton href={`/accounts/${accountId}/edit`}>Edit</LinkButton>
    </>
  );
}

interface AccountRowsProps {
  accountId: string;
  canWrite: boolean;
  searchParams: SearchParams;
}

async function AccountRows({ accountId, canWrite, searchParams }: AccountRowsProps) {
  const { accountId: _other, ...shown } = readFilter(await searchParams);
  const cursor = await readParam(searchParams, 'cursor');
  const filter = { ...shown, accountId };
  const [lists, searchLists, page] = await Promise.all([
    loadEntryLists(),
    loadSearchLists(),
    loadTransactions(filter, cursor),
  ]);
  const basePath = `/accounts/${accountId}`;
  return (
    <Section
      title="Transactions"
      action={
        page.rows.length === 0 ? null : (
          <RowExportLinks filter={filter} label="Export the transactions of this account" />
        )
      }
    >
      <div className={styles.list}>
        <FilterBar
          {...{ basePath, lists, searchLists, canWrite }}
          filter={shown}
          withAccount={false}
          reading={page.reading}
        />
        <TransactionList
          key={JSON.stringify([filter, cursor])}
          {...{ basePath, filter, page, lists, canWrite, accountId }}
          showsAccount={false}
          empty={<EmptyState sentence="No transaction is listed here." />}
        />
      </div>
    </Section>
  );
}
