import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from './history.module.css';

/** The outline of the page, in its true layout. */
export function HistorySkeleton() {
  return (
    <>
      <PageHeader title="History" detail="what was changed, and Undo" />
      <div className={styles.page}>
        <Skeleton label="History is loading" rows={12} />
      </div>
    </>
  );
}
