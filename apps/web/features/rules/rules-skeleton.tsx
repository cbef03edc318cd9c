import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';

/** The outline of the page, in its true layout. */
export function RulesSkeleton() {
  return (
    <>
      <PageHeader title="Rules" />
      <Skeleton label="Rules are loading" rows={8} />
    </>
  );
}
