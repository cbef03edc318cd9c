import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from '@/features/categories/categories.module.css';

export default function CategoriesLoading() {
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
