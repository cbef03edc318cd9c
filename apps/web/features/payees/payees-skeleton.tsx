import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';

/** The outline of the page, in its true layout. */
export function PayeesSkeleton() {
  return (
    <>
      <PageHeader title="Payees" />
      <Skeleton label="Payees are loading" rows={14} />
    </>
  );
}
