import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from './currencies.module.css';

/** The outline of the page, in its true layout. */
export function CurrenciesSkeleton() {
  return (
    <>
      <PageHeader title="Currencies" />
      <div className={styles.page}>
        <Skeleton label="Rates are loading" rows={4} />
        <Skeleton label="The line is loading" shape="chart" />
      </div>
    </>
  );
}
