import { PageHeader } from '../page-header.tsx';
import { Skeleton } from '../skeleton.tsx';

/** The outline of a page of named things, in its true layout. */
export function NameListSkeleton({ title }: { title: string }) {
  return (
    <>
      <PageHeader title={title} />
      <Skeleton label={`${title} are loading`} rows={14} />
    </>
  );
}
