import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';

/** The outline of the page, in its true layout. */
export function TagsSkeleton() {
  return (
    <>
      <PageHeader title="Tags" />
      <Skeleton label="Tags are loading" rows={14} />
    </>
  );
}
