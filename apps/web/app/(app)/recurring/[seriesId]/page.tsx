import { getRecurring, listCategories, type RecurringDetail } from '@fintrack/contract';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { AmountChart } from '@/features/recurring/amount-chart.tsx';
import { AnswerForms } from '@/features/recurring/answer-forms.tsx';
import { OccurrenceTable } from '@/features/recurring/occurrence-table.tsx';
import { PriceHistory } from '@/features/recurring/price-history.tsx';
import styles from '@/features/recurring/recurring.module.css';
import { SeriesFacts } from '@/features/recurring/series-facts.tsx';
import { SeriesForm } from '@/features/recurring/series-form.tsx';
import { categoryOptions } from '@/features/transactions/entry-lists.ts';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { serverApi } from '@/lib/api/server-api.ts';
import { localFigures } from '@/lib/local-figures.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Recurring series' };

interface SeriesPageProps {
  params: Promise<{ seriesId: string }>;
  searchParams: SearchParams;
}

export default async function SeriesPage({ params, searchParams }: SeriesPageProps) {
  const { seriesId } = await params;
  const api = await serverApi();
  const [{ canWrite, locale, today }, series, { data: categories }] = await Promise.all([
    pageSession(),
    findOr404((found) => found.call(getRecurring, { params: { seriesId } })),
    api.call(listCategories, {}),
  ]);
  const { occurrences, currency } = series;
  return (
    <>
      <PageHeader title={series.name} detail={STATES[series.state]} />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        <Section title="What it is" description={localFigures(series.reasons.join(' '), locale)}>
          <SeriesFacts series={series} />
          {canWrite ? <AnswerForms series={series} answers={answersTo(series)} back="series" /> : null}
        </Section>
        <AmountChart {...{ occurrences, currency, locale }} />
        <PriceHistory series={series} />
        {occurrences.length === 0 ? null : (
          <Section title="Expected and actual">
            <OccurrenceTable occurrences={occurrences} currency={currency} />
          </Section>
        )}
        {canWrite ? (
          <Section title="Edit">
            <SeriesForm
              key={series.version}
              series={series}
              accounts={[]}
              categories={categoryOptions(categories)}
              currency={currency}
              today={today}
            />
          </Section>
        ) : null}
      </div>
    </>
  );
}

const STATES: Readonly<Record<RecurringDetail['state'], string>> = {
  proposed: 'proposed',
  accepted: 'active',
  dismissed: 'dismissed',
  ended: 'ended',
};

/** What a person may say to it, the likeliest first. */
function answersTo({ state }: RecurringDetail): ('accepted' | 'dismissed' | 'ended')[] {
  if (state === 'proposed') return ['accepted', 'dismissed'];
  return state === 'accepted' ? ['ended', 'dismissed'] : ['accepted'];
}
