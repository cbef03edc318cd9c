import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from './recurring.module.css';

/** The outline of the page, in its true layout. */
export function RecurringSkeleton() {
  return (
    <>
      <PageHeader title="Recurring" />
      <div className={styles.page}>
        <Skeleton label="What comes next is loading" rows={5} />
        <Skeleton label="Series are loading" rows={6} />
      </div>
    </>
  );
}
