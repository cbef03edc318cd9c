import { getCategoriserAccuracy, getCategoriserModel } from '@fintrack/contract';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import { BoldnessForm } from '@/features/categorising/boldness-form.tsx';
import styles from '@/features/categorising/categorising.module.css';
import { REVIEW_HREF } from '@/features/categorising/hrefs.ts';
import { ModelSection } from '@/features/categorising/model-section.tsx';
import { MonthSection } from '@/features/categorising/month-section.tsx';
import { ReliabilitySection } from '@/features/categorising/reliability-section.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { momentFormatter } from '@/lib/format-moment.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Categories set by themselves' };

export default function AccuracyPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<Skeleton label="Loading how well categories are set" rows={8} />}>
      <Accuracy searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Accuracy({ searchParams }: { searchParams: SearchParams }) {
  const api = await serverApi();
  const [session, { data: model }, { data: accuracy }] = await Promise.all([
    pageSession(),
    api.call(getCategoriserModel, {}),
    api.call(getCategoriserAccuracy, { query: {} }),
  ]);
  const { canWrite, locale } = session;
  return (
    <>
      <PageHeader
        title="Categories set by themselves"
        actions={<LinkButton href={REVIEW_HREF}>Review rows without one</LinkButton>}
      />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        <Section title="How sure it has to be" description={model.inWords}>
          {canWrite ? <BoldnessForm boldness={model.boldness} version={model.settingsVersion} /> : null}
        </Section>
        <MonthSection months={accuracy.months} total={accuracy.total} locale={locale} />
        <ModelSection
          model={model}
          canWrite={canWrite}
          locale={locale}
          formatMoment={momentFormatter(session)}
        />
        <ReliabilitySection model={model} locale={locale} />
      </div>
    </>
  );
}
