import { getBalancesSummary, listAccounts } from '@fintrack/contract';
import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
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
  const [{ canWrite }, { data: summary }, { data: accounts }] = await Promise.all([
    pageSession(),
    api.call(getBalancesSummary, {}),
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
            <NetWorth summary={summary} />
            <AccountTable accounts={shown} />
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

function AddLink() {
  return (
    <LinkButton href="/accounts/new">
      <Plus aria-hidden="true" />
      New account
    </LinkButton>
  );
}
