import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { REVIEW_HREF } from '@/features/categorising/hrefs.ts';
import { RowExportLinks } from '@/features/exports/row-export-links.tsx';
import { firstAccountId } from '@/features/transactions/entry-lists.ts';
import { FilterBar } from '@/features/transactions/filter-bar.tsx';
import {
  loadEntryLists,
  loadSearchLists,
  loadTransactions,
} from '@/features/transactions/load-transactions.ts';
import { isFiltered, readFilter } from '@/features/transactions/transaction-filter.ts';
import { TransactionList } from '@/features/transactions/transaction-list.tsx';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Transactions' };

const PATH = '/transactions';

export default async function TransactionsPage({ searchParams }: { searchParams: SearchParams }) {
  const filter = readFilter(await searchParams);
  const cursor = await readParam(searchParams, 'cursor');
  const [{ canWrite }, lists, searchLists, page] = await Promise.all([
    pageSession(),
    loadEntryLists(),
    loadSearchLists(),
    loadTransactions(filter, cursor),
  ]);
  return (
    <>
      <PageHeader
        title="Transactions"
        actions={
          page.rows.length === 0 ? null : (
            <>
              {filter.uncategorised ? (
                <LinkButton href={REVIEW_HREF}>Review with suggestions</LinkButton>
              ) : null}
              <RowExportLinks filter={filter} label="Export the transactions below" />
            </>
          )
        }
      />
      <ChangeNotice
        changeSetId={await readParam(searchParams, 'changed')}
        kept={await readParam(searchParams, 'kept')}
      />
      <FilterBar basePath={PATH} reading={page.reading} {...{ filter, lists, searchLists, canWrite }} />
      <TransactionList
        key={JSON.stringify([filter, cursor])}
        {...{ filter, page, lists, canWrite }}
        basePath={PATH}
        accountId={firstAccountId(lists.accounts, filter.accountId ?? page.rows[0]?.accountId)}
        empty={page.reading?.problem ? <NotRead /> : isFiltered(filter) ? <NothingFound /> : <NothingYet />}
      />
    </>
  );
}

function NotRead() {
  return <EmptyState sentence="The search cannot be read. It says above what is wrong." />;
}

function NothingFound() {
  return (
    <EmptyState
      sentence="No transaction fits these filters."
      action={<LinkButton href={PATH}>Clear the filters</LinkButton>}
    />
  );
}

function NothingYet() {
  return (
    <EmptyState
      sentence="There are no transactions yet. Bring them in from your bank's file, or add the first one."
      action={
        <LinkButton href="/import" look="primary">
          Import a file
        </LinkButton>
      }
    />
  );
}
