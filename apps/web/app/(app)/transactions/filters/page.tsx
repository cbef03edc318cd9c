import { listSavedFilters } from '@fintrack/contract';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { savedFilterHref } from '@/features/transactions/saved-filter-href.ts';
import { SavedFilterRow } from '@/features/transactions/saved-filter-row.tsx';
import styles from '@/features/transactions/saved-filters.module.css';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Saved filters' };

export default async function SavedFiltersPage({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const [{ canWrite }, { data: filters }] = await Promise.all([
    pageSession(),
    api.call(listSavedFilters, {}),
  ]);
  const own = filters.filter(({ isMine }) => isMine);
  const others = filters.filter(({ isMine }) => !isMine);
  return (
    <>
      <PageHeader title="Saved filters" />
      <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
      {own.length === 0 ? (
        <EmptyState
          sentence="You have saved no filter yet. Search or filter the transactions, then save it under a name."
          action={<LinkButton href="/transactions">Transactions</LinkButton>}
        />
      ) : (
        <div className={styles.list}>
          {own.map((filter) => (
            <SavedFilterRow key={`${filter.id} ${filter.version}`} filter={filter} canShare={canWrite} />
          ))}
        </div>
      )}
      {others.length === 0 ? null : (
        <Section title="Shared by others">
          <ul>
            {others.map((filter) => (
              <li key={filter.id}>
                <Link href={savedFilterHref(filter)}>{filter.name}</Link>
                {filter.ownerName ? ` by ${filter.ownerName}` : ''}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
