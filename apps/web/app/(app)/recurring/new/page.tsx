import { listAccounts, listCategories } from '@fintrack/contract';
import type { Metadata } from 'next';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { SeriesForm } from '@/features/recurring/series-form.tsx';
import { accountOptions, categoryOptions } from '@/features/transactions/entry-lists.ts';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'New series' };

export default async function NewSeriesPage({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const [{ today }, { data: accounts }, { data: categories }] = await Promise.all([
    pageSession(),
    api.call(listAccounts, {}),
    api.call(listCategories, {}),
  ]);
  const asked = await readParam(searchParams, 'accountId');
  const open = accounts.filter(({ isArchived }) => !isArchived);
  const account = open.find(({ id }) => id === asked) ?? open[0];
  return (
    <>
      <PageHeader title="New series" />
      {account === undefined ? (
        <EmptyState
          sentence="A series belongs to an account, and there is none."
          action={<LinkButton href="/accounts/new">Add an account</LinkButton>}
        />
      ) : (
        <SeriesForm
          series={null}
          accounts={accountOptions(open.filter(({ currency }) => currency === account.currency))}
          categories={categoryOptions(categories)}
          currency={account.currency}
          today={today}
        />
      )}
    </>
  );
}
