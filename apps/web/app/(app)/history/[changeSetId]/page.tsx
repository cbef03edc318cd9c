import { getChangeSet, listChangeSetEntries } from '@fintrack/contract';
import type { Metadata } from 'next';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { canBeChosen } from '@/features/history/can-be-chosen.ts';
import { ChangeFacts } from '@/features/history/change-facts.tsx';
import { EntryForm } from '@/features/history/entry-form.tsx';
import { EntryList } from '@/features/history/entry-list.tsx';
import styles from '@/features/history/history.module.css';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { serverApi } from '@/lib/api/server-api.ts';
import { changeWords } from '@/lib/change-words.ts';
import { momentFormatter } from '@/lib/format-moment.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Change' };

interface ChangePageProps {
  params: Promise<{ changeSetId: string }>;
  searchParams: SearchParams;
}

export default async function ChangePage({ params, searchParams }: ChangePageProps) {
  const { changeSetId } = await params;
  const cursor = await readParam(searchParams, 'cursor');
  const api = await serverApi();
  const change = await findOr404((found) => found.call(getChangeSet, { params: { changeSetId } }));
  const [session, { data: entries, pagination }] = await Promise.all([
    pageSession(),
    api.call(listChangeSetEntries, { params: { changeSetId }, query: { limit: 50, cursor } }),
  ]);
  const canUndo = session.canWrite && change.revertedById === null && change.kind !== 'setup';
  const choices = new Set(canUndo ? entries.filter(canBeChosen).map((entry) => entry.id) : []);
  const isOne = change.entryCount === 1;
  const list = <EntryList entries={entries} choices={isOne ? new Set() : choices} />;
  const more = pagination?.nextCursor ?? null;
  return (
    <>
      <PageHeader title={changeWords(change, session.locale)} detail={rowCount(change.entryCount)} />
      <div className={styles.page}>
        <ChangeFacts
          change={change}
          at={momentFormatter(session)(change.createdAt)}
          left={Number((await readParam(searchParams, 'left')) ?? 0) || 0}
        />
        {entries.length === 0 ? <EmptyState sentence="This change has no rows." /> : null}
        {canUndo && entries.length > 0 ? (
          <EntryForm changeSetId={change.id} isOne={isOne} canChoose={!isOne && choices.size > 0}>
            {list}
          </EntryForm>
        ) : (
          list
        )}
        <p className={styles.facts}>
          {more === null ? null : (
            <LinkButton href={`/history/${change.id}?${new URLSearchParams({ cursor: more }).toString()}`}>
              More rows
            </LinkButton>
          )}
          <LinkButton href="/history">All changes</LinkButton>
        </p>
      </div>
    </>
  );
}

function rowCount(count: number): string {
  return count === 1 ? 'one row' : `${count} rows`;
}
