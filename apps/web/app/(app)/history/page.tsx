import { listChangePeople, listChangeSets } from '@fintrack/contract';
import type { Metadata } from 'next';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { ChangeList } from '@/features/history/change-list.tsx';
import styles from '@/features/history/history.module.css';
import { HistoryFilter } from '@/features/history/history-filter.tsx';
import { historyHref, readHistoryQuery } from '@/features/history/history-query.ts';
import { HistorySkeleton } from '@/features/history/history-skeleton.tsx';
import { KindLinks } from '@/features/history/kind-links.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'History' };

export default function HistoryPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<HistorySkeleton />}>
      <History searchParams={searchParams} />
    </PageBoundary>
  );
}

async function History({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const cursor = await readParam(searchParams, 'cursor');
  const query = await readHistoryQuery(searchParams);
  const [{ locale, timezone, canWrite, user }, { data: changes, pagination }, { data: people }] =
    await Promise.all([
      pageSession(),
      api.call(listChangeSets, { query: { limit: 50, cursor, ...query } }),
      api.call(listChangePeople, {}),
    ]);
  const isNarrowed = Object.values(query).some((value) => value !== undefined);
  const older = pagination?.nextCursor ?? null;
  return (
    <>
      <PageHeader
        title="History"
        detail="what was changed, and Undo"
        actions={<LinkButton href="/trash">Trash</LinkButton>}
      />
      <div className={styles.page}>
        <KindLinks query={query} />
        <HistoryFilter query={query} people={people} />
        {changes.length === 0 ? (
          <EmptyState sentence={isNarrowed ? 'There is no such change.' : 'Nothing has been changed yet.'} />
        ) : (
          <ChangeList {...{ changes, locale, timezone, canWrite }} userId={user.id} />
        )}
        {older === null ? null : (
          <span className={styles.more}>
            <LinkButton href={historyHref(query, { cursor: older })}>Older</LinkButton>
          </span>
        )}
      </div>
    </>
  );
}
