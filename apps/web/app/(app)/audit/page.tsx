import { getAuditHead, listAuditLogs, verifyAudit } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import type { Metadata } from 'next';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import styles from '@/features/audit/audit.module.css';
import { AuditFilter } from '@/features/audit/audit-filter.tsx';
import { readAuditQuery } from '@/features/audit/audit-query.ts';
import { AuditTable } from '@/features/audit/audit-table.tsx';
import { ChainCard } from '@/features/audit/chain-card.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { momentFormatter } from '@/lib/format-moment.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const session = await pageSession();
  if (!session.canManage) {
    return (
      <>
        <PageHeader title="Audit log" />
        <EmptyState sentence="Only an owner or an admin may look at the audit log." />
      </>
    );
  }
  const query = await readAuditQuery(searchParams);
  const cursor = await readParam(searchParams, 'cursor');
  const api = await serverApi();
  const [{ data: head }, { data: entries, pagination }, checked] = await Promise.all([
    api.call(getAuditHead, {}),
    api.call(listAuditLogs, { query: { limit: 50, cursor, ...query } }),
    verifyAsAsked(searchParams),
  ]);
  const formatMoment = momentFormatter(session);
  const older = pagination?.nextCursor ?? null;
  return (
    <>
      <PageHeader title="Audit log" detail="who did what, and proof of it" />
      <div className={styles.page}>
        <Section title="Proof">
          <ChainCard {...{ head, formatMoment }} {...checked} />
        </Section>
        <Section title="Log">
          <div className={styles.log}>
            <AuditFilter query={query} />
            {entries.length === 0 ? <EmptyState sentence="Nothing in the log fits." /> : null}
            <AuditTable entries={entries} formatMoment={formatMoment} />
            {older === null ? null : (
              <span>
                <LinkButton href={olderHref({ ...query, cursor: older })}>Older</LinkButton>
              </span>
            )}
          </div>
        </Section>
      </div>
    </>
  );
}

/** `?verify=1` begins, `?verify=<cursor>` goes on; what is wrong with a hash that was given is told beside it. */
async function verifyAsAsked(searchParams: SearchParams) {
  const [verify, knownHead] = [
    await readParam(searchParams, 'verify'),
    await readParam(searchParams, 'head'),
  ];
  if (verify === undefined) return { verification: null, knownHead, mistake: undefined };
  const api = await serverApi();
  try {
    const cursor = verify === '1' ? undefined : verify;
    const { data } = await api.call(verifyAudit, { query: { cursor, head: knownHead?.trim() } });
    return { verification: data, knownHead, mistake: undefined };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error;
    const mistake =
      error.envelope.code === 'VALIDATION_FAILED' ? 'A hash is 64 digits and letters a to f.' : error.message;
    return { verification: null, knownHead, mistake };
  }
}

function olderHref(query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/audit?${new URLSearchParams(pairs).toString()}`;
}
