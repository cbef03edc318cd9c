import { listRecurring, listUpcoming, type RecurringSeries } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { Day } from '@/components/day.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { DetectForm } from '@/features/recurring/detect-form.tsx';
import { NEW_SERIES_HREF } from '@/features/recurring/hrefs.ts';
import { ProposalList } from '@/features/recurring/proposal-list.tsx';
import styles from '@/features/recurring/recurring.module.css';
import { RecurringSkeleton } from '@/features/recurring/recurring-skeleton.tsx';
import { SeriesTable } from '@/features/recurring/series-table.tsx';
import { UpcomingList } from '@/features/recurring/upcoming-list.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Recurring' };

export default function RecurringPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<RecurringSkeleton />}>
      <Recurring searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Recurring({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const [{ canWrite, locale }, { data: series }, { data: upcoming }] = await Promise.all([
    pageSession(),
    api.call(listRecurring, { query: { limit: 500 } }),
    api.call(listUpcoming, {}),
  ]);
  const isIn = (state: RecurringSeries['state'], hasStopped: boolean) =>
    series.filter((each) => each.state === state && each.hasStopped === hasStopped);
  const proposals = isIn('proposed', false);
  const accepted = series.filter((each) => each.state === 'accepted');
  const ended = [...series.filter((each) => each.state === 'ended'), ...isIn('proposed', true)];
  const dismissed = series.filter((each) => each.state === 'dismissed');
  return (
    <>
      <PageHeader title="Recurring" actions={canWrite ? <NewLink /> : null} />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        {canWrite ? <DetectForm /> : null}
        {series.length === 0 ? (
          <EmptyState sentence="Nothing that comes again and again was found yet. It takes three rows or so, or two a year apart." />
        ) : null}
        {upcoming.occurrences.length === 0 ? null : (
          <Section
            title="Coming up"
            description={
              <>
                What the accepted series bring until{' '}
                <Day date={parseCalendarDate(upcoming.until)} format="full" />.
              </>
            }
          >
            <UpcomingList occurrences={upcoming.occurrences} />
          </Section>
        )}
        {proposals.length === 0 ? null : (
          <Section
            title="Proposed"
            description="Found in your rows. Accept what is right; what you dismiss stays dismissed."
          >
            <ProposalList {...{ proposals, canWrite, locale }} />
          </Section>
        )}
        {accepted.length === 0 ? null : (
          <Section title="Active">
            <SeriesTable caption="Active series" series={accepted} />
          </Section>
        )}
        <Fold title="Ended" series={ended} />
        <Fold title="Dismissed" series={dismissed} />
      </div>
    </>
  );
}

function NewLink() {
  return (
    <LinkButton href={NEW_SERIES_HREF}>
      <Plus aria-hidden="true" />
      New series
    </LinkButton>
  );
}

function Fold({ title, series }: { title: string; series: readonly RecurringSeries[] }) {
  if (series.length === 0) return null;
  return (
    <details className={styles.fold}>
      <summary>
        {title} ({series.length})
      </summary>
      <SeriesTable caption={`${title} series`} series={series} />
    </details>
  );
}
