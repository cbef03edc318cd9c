import {
  getImport,
  getImportReplay,
  type ImportSummary,
  listAccounts,
  listImportRows,
} from '@fintrack/contract';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { ErrorNotice } from '@/components/error-notice.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { ActionButton } from '@/features/imports/action-button.tsx';
import { discardImport } from '@/features/imports/actions.ts';
import { CommitBar } from '@/features/imports/commit-bar.tsx';
import { FileSide } from '@/features/imports/file-side.tsx';
import { StatusChip } from '@/features/imports/import-list.tsx';
import { ImportProgress } from '@/features/imports/import-progress.tsx';
import { ImportSummary as Summary } from '@/features/imports/import-summary.tsx';
import styles from '@/features/imports/imports.module.css';
import { Questions } from '@/features/imports/questions.tsx';
import { RowTable } from '@/features/imports/row-table.tsx';
import { readRowView } from '@/features/imports/row-view.ts';
import { StatementCard } from '@/features/imports/statement-card.tsx';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { serverApi } from '@/lib/api/server-api.ts';
import { currencyOptions } from '@/lib/currency-options.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Import' };

interface ImportPageProps {
  params: Promise<{ importId: string }>;
  searchParams: SearchParams;
}

const ROWS = 100;

export default async function ImportPage({ params, searchParams }: ImportPageProps) {
  const { importId } = await params;
  const [{ canWrite }, draft] = await Promise.all([
    pageSession(),
    findOr404((api) => api.call(getImport, { params: { importId } })),
  ]);
  return (
    <>
      <PageHeader title={draft.fileName} detail={<StatusChip status={draft.status} />} />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readChanged(draft, searchParams)} />
        <State draft={draft} canWrite={canWrite} />
        {draft.status === 'reading' || draft.status === 'failed' ? null : (
          <>
            <Statements draft={draft} searchParams={searchParams} />
            <Sides {...{ draft, searchParams, canWrite }} />
          </>
        )}
        {draft.status === 'failed' && draft.mapping !== null ? <FileSide draft={draft} /> : null}
        {draft.status === 'draft' && canWrite ? <CommitBar draft={draft} /> : null}
      </div>
    </>
  );
}

/** What was just done; reading a large file again ends after its page was opened. */
async function readChanged(draft: ImportSummary, searchParams: SearchParams): Promise<string | undefined> {
  const isReplayed = (await readParam(searchParams, 'replayed')) !== undefined;
  if (!isReplayed || draft.replayedAt === null || draft.status !== 'committed')
    return readParam(searchParams, 'changed');
  const replay = await findOr404((api) =>
    api.call(getImportReplay, { params: { importId: draft.id }, query: {} }),
  );
  return replay.changeSetId ?? undefined;
}

function State({ draft, canWrite }: { draft: ImportSummary; canWrite: boolean }) {
  switch (draft.status) {
    case 'reading':
    case 'committing':
    case 'replaying':
      return <ImportProgress key={draft.status} running={draft} canWrite={canWrite} />;
    case 'draft':
      return <Questions draft={draft} />;
    case 'failed':
      return <Failure draft={draft} canWrite={canWrite} />;
    case 'committed':
    case 'reverted':
      return (
        <>
          {draft.error === null ? null : (
            <ErrorNotice happened="The file could not be read again." todo={draft.error.message} />
          )}
          <Summary done={draft} canWrite={canWrite} />
        </>
      );
  }
}

function Failure({ draft: { id, error }, canWrite }: { draft: ImportSummary; canWrite: boolean }) {
  const where = error?.line === null || error?.line === undefined ? '' : ` (line ${error.line})`;
  return (
    <ErrorNotice
      happened={`The file could not be taken${where}.`}
      todo={error?.message ?? 'Send it again.'}
      action={
        canWrite ? (
          <ActionButton action={discardImport} fields={{ importId: id }}>
            Throw away
          </ActionButton>
        ) : null
      }
    />
  );
}

async function Statements({ draft, searchParams }: { draft: ImportSummary; searchParams: SearchParams }) {
  const api = await serverApi();
  const [{ currency }, { data: accounts }, wanted] = await Promise.all([
    pageSession(),
    api.call(listAccounts, { query: { includeArchived: 'true' } }),
    readParam(searchParams, 'account'),
  ]);
  return (
    <div className={styles.statements}>
      {draft.statements.map((statement) => (
        <StatementCard
          key={statement.index}
          {...{ draft, statement, accounts, currency }}
          opensNew={wanted === 'new'}
          currencies={currencyOptions()}
        />
      ))}
    </div>
  );
}

interface SidesProps {
  draft: ImportSummary;
  searchParams: SearchParams;
  canWrite: boolean;
}

async function Sides({ draft, searchParams, canWrite }: SidesProps) {
  const api = await serverApi();
  const view = readRowView({
    fate: await readParam(searchParams, 'fate'),
    after: await readParam(searchParams, 'after'),
    edit: await readParam(searchParams, 'edit'),
  });
  const { data: rows, pagination } = await api.call(listImportRows, {
    params: { importId: draft.id },
    query: { limit: ROWS, fate: view.fate, cursor: view.after },
  });
  const table = <RowTable {...{ draft, rows, view, canWrite }} nextCursor={pagination?.nextCursor ?? null} />;
  if (draft.status !== 'draft') return table;
  return (
    <div className={styles.sides}>
      <FileSide draft={draft} />
      {table}
    </div>
  );
}
