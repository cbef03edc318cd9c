import { listTransferProposals } from '@fintrack/contract';
import { addDays, isCalendarDate } from '@fintrack/core/dates';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { Day } from '@/components/day.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import { ProposalList } from '@/features/transfers/proposal-list.tsx';
import styles from '@/features/transfers/transfers.module.css';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Transfers to review' };

const PAGE = 50;

export default function TransfersPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<Skeleton label="Loading transfers" rows={8} />}>
      <Transfers searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Transfers({ searchParams }: { searchParams: SearchParams }) {
  const [to, cursor] = await Promise.all(['to', 'cursor'].map((name) => readParam(searchParams, name)));
  const query = { limit: PAGE, cursor, to: to !== undefined && isCalendarDate(to) ? to : undefined };
  const api = await serverApi();
  const [{ canWrite }, { data, pagination }] = await Promise.all([
    pageSession(),
    api.call(listTransferProposals, { query }),
  ]);
  const next = pagination?.nextCursor ?? null;
  return (
    <>
      <PageHeader title="Transfers to review" detail="rows of two accounts that look like one transfer" />
      <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
      <div className={styles.page}>
        {data.proposals.length === 0 ? (
          <EmptyState sentence="No two rows of this time look like a transfer that is not linked yet." />
        ) : (
          <ProposalList proposals={data.proposals} canWrite={canWrite} />
        )}
        <div className={styles.foot}>
          <p>
            Looked at <Day date={data.from} format="full" /> to <Day date={data.to} format="full" />.
          </p>
          {next === null ? (
            // A day twice, so that no pair is missed that reaches over the edge.
            <LinkButton href={`/transfers?to=${addDays(data.from, 5)}`}>Look further back</LinkButton>
          ) : (
            <LinkButton href={`/transfers?${new URLSearchParams({ cursor: next, to: data.to }).toString()}`}>
              More pairs
            </LinkButton>
          )}
        </div>
      </div>
    </>
  );
}
