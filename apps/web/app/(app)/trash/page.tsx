import { listAccounts, listTrash, listTrashedThings } from '@fintrack/contract';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { ThingList } from '@/features/trash/thing-list.tsx';
import styles from '@/features/trash/trash.module.css';
import { TrashFilter } from '@/features/trash/trash-filter.tsx';
import { TrashForm } from '@/features/trash/trash-form.tsx';
import { TrashList } from '@/features/trash/trash-list.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { momentFormatter } from '@/lib/format-moment.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Trash' };

export default async function TrashPage({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const [accountId, text, cursor] = await Promise.all([
    readParam(searchParams, 'accountId'),
    readParam(searchParams, 'text'),
    readParam(searchParams, 'cursor'),
  ]);
  const things = await readParam(searchParams, 'things');
  const [session, { data: accounts }, { data: rows, pagination }, named] = await Promise.all([
    pageSession(),
    api.call(listAccounts, {}),
    api.call(listTrash, { query: { limit: 50, accountId, text, cursor } }),
    api.call(listTrashedThings, { query: { limit: 50, cursor: things } }),
  ]);
  const older = pagination?.nextCursor ?? null;
  const isNarrowed = accountId !== undefined || text !== undefined;
  const list = (
    <TrashList
      rows={rows}
      canWrite={session.canWrite}
      userId={session.user.id}
      formatMoment={momentFormatter(session)}
    />
  );
  return (
    <>
      <PageHeader
        title="Trash"
        detail="what was deleted"
        actions={<LinkButton href="/history">History</LinkButton>}
      />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        {rows.length === 0 && !isNarrowed ? null : (
          <TrashFilter accounts={accounts} accountId={accountId} text={text} />
        )}
        {rows.length === 0 ? (
          <EmptyState
            sentence={isNarrowed ? 'Nothing in the trash fits.' : 'The trash has no transactions.'}
          />
        ) : null}
        {rows.length > 0 && session.canWrite ? <TrashForm>{list}</TrashForm> : null}
        {rows.length > 0 && !session.canWrite ? list : null}
        {older === null ? null : (
          <span className={styles.more}>
            <LinkButton href={olderHref({ accountId, text, cursor: older })}>Older</LinkButton>
          </span>
        )}
        {named.data.length === 0 ? null : (
          <Section title="Accounts, categories, payees and tags">
            <ThingList
              things={named.data}
              canWrite={session.canWrite}
              userId={session.user.id}
              formatMoment={momentFormatter(session)}
            />
            {named.pagination?.nextCursor ? (
              <LinkButton href={olderHref({ accountId, text, things: named.pagination.nextCursor })}>
                Deleted earlier
              </LinkButton>
            ) : null}
          </Section>
        )}
      </div>
    </>
  );
}

function olderHref(query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/trash?${new URLSearchParams(pairs).toString()}`;
}
