import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from './categories.module.css';

/** The outline of the page, in its true layout. */
export function CategoriesSkeleton() {
  return (
    <>
      <PageHeader title="Categories" />
      <div className={styles.columns}>
        <Skeleton label="Categories are loading" rows={14} />
        <Skeleton label="Income is loading" rows={6} />
      </div>
    </>
  );
}
