import { getImport, type ImportSummary, replayImport } from '@fintrack/contract';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { ErrorNotice } from '@/components/error-notice.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { ActionButton } from '@/features/imports/action-button.tsx';
import { retryReplay } from '@/features/imports/actions.ts';
import { ImportProgress } from '@/features/imports/import-progress.tsx';
import styles from '@/features/imports/imports.module.css';
import { Outcome } from '@/features/imports/outcome.tsx';
import { readReplay } from '@/features/imports/read-replay.ts';
import { ReplayForm } from '@/features/imports/replay-form.tsx';
import { ReplayResult } from '@/features/imports/replay-result.tsx';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { serverApi } from '@/lib/api/server-api.ts';
import type { SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Read a file again' };

interface ReplayPageProps {
  params: Promise<{ importId: string }>;
  searchParams: SearchParams;
}

/** A booked file read again: first what would be different, then the button that makes it so. */
export default async function ReplayPage({ params, searchParams }: ReplayPageProps) {
  const { importId } = await params;
  const [{ canWrite }, done] = await Promise.all([
    pageSession(),
    findOr404((api) => api.call(getImport, { params: { importId } })),
  ]);
  const isRunning = done.status === 'replaying';
  if (done.status !== 'committed' && !isRunning) notFound();
  const reading = toFields(await searchParams);
  return (
    <>
      <PageHeader title="Read it again" detail={<Link href={`/import/${importId}`}>{done.fileName}</Link>} />
      <div className={styles.page}>
        <Section
          title="The file as it is"
          description="The file was kept. Say how it is read this time; what you have edited since stays as you made it."
        >
          <ReplayForm done={withReading(done, reading)} reading={reading} />
        </Section>
        <Outcome isAsked={reading.has('show')}>
          {isRunning ? <ImportProgress running={done} canWrite={canWrite} /> : null}
          {reading.has('show') && canWrite && !isRunning ? (
            <Result {...{ importId, reading, canWrite }} />
          ) : null}
        </Outcome>
      </div>
    </>
  );
}

/** The form shows the reading that was asked for. */
function withReading(done: ImportSummary, reading: URLSearchParams): ImportSummary {
  const { mapping } = done;
  return mapping === null ? done : { ...done, mapping: { ...mapping, ...readReplay(reading, done).mapping } };
}

interface ResultProps {
  importId: string;
  reading: URLSearchParams;
  canWrite: boolean;
}

async function Result({ importId, reading, canWrite }: ResultProps) {
  const api = await serverApi();
  const { data: done } = await api.call(getImport, { params: { importId } });
  const from = reading.get('from') ?? '';
  const offset = /^\d{1,8}$/u.test(from) ? Number(from) : 0;
  const { data: replay } = await api.call(replayImport, {
    params: { importId },
    body: { ...readReplay(reading, done), apply: false, offset },
  });
  if (replay.isRunning) return <ImportProgress running={replay.import} canWrite={canWrite} />;
  if (replay.error !== null) return <Failure {...{ importId, reading }} message={replay.error.message} />;
  const hrefFrom = (place: number): string => {
    const fields = new URLSearchParams(reading);
    fields.set('from', String(place));
    return `/import/${importId}/replay?${fields.toString()}`;
  };
  return <ReplayResult {...{ replay, canWrite, offset, hrefFrom }} reading={reading.toString()} />;
}

interface FailureProps {
  importId: string;
  reading: URLSearchParams;
  message: string;
}

function Failure({ importId, reading, message }: FailureProps) {
  return (
    <ErrorNotice
      happened="The file could not be read again."
      todo={message}
      action={
        <ActionButton action={retryReplay} fields={{ importId, reading: reading.toString() }}>
          Try again
        </ActionButton>
      }
    />
  );
}

function toFields(params: Awaited<SearchParams>): URLSearchParams {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return new URLSearchParams(pairs);
}
