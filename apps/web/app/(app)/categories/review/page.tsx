import { listCategorySuggestions } from '@fintrack/contract';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from '@/features/categorising/categorising.module.css';
import { ACCURACY_HREF, REVIEW_HREF } from '@/features/categorising/hrefs.ts';
import { SuggestionKeys } from '@/features/categorising/suggestion-keys.tsx';
import { SuggestionList } from '@/features/categorising/suggestion-list.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Categories to review' };

const PAGE = 25;

export default function ReviewPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<Skeleton label="Loading rows without a category" rows={8} />}>
      <Review searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Review({ searchParams }: { searchParams: SearchParams }) {
  const cursor = await readParam(searchParams, 'cursor');
  const api = await serverApi();
  const [{ canWrite }, { data, pagination }] = await Promise.all([
    pageSession(),
    api.call(listCategorySuggestions, { query: { limit: PAGE, cursor } }),
  ]);
  const next = pagination?.nextCursor ?? null;
  return (
    <>
      <PageHeader
        title="Categories to review"
        detail={pagination?.total}
        actions={<LinkButton href={ACCURACY_HREF}>How well these do</LinkButton>}
      />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        {data.length === 0 ? (
          <EmptyState sentence="Every row has a category." />
        ) : (
          <SuggestionList rows={data} canWrite={canWrite} />
        )}
        {next === null ? null : (
          <div className={styles.foot}>
            <LinkButton href={`${REVIEW_HREF}?${new URLSearchParams({ cursor: next }).toString()}`}>
              More rows
            </LinkButton>
          </div>
        )}
      </div>
      {canWrite ? <SuggestionKeys /> : null}
    </>
  );
}
