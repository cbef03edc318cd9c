import { Card } from '@/components/card.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from './dashboard.module.css';

/** The outline of the page, in its true layout. */
export function DashboardSkeleton() {
  return (
    <>
      <PageHeader title="Dashboard" />
      <div className={styles.page}>
        <div className={styles.column}>
          <Card title="Net worth">
            <Skeleton label="Net worth is loading" shape="figure" />
            <Skeleton label="Its line is loading" shape="chart" />
          </Card>
          <Card title="Cash flow">
            <Skeleton label="Cash flow is loading" shape="chart" />
          </Card>
        </div>
        <div className={styles.column}>
          <Card title="Spending">
            <Skeleton label="Spending is loading" rows={8} />
          </Card>
          <Card title="Newest transactions">
            <Skeleton label="The newest transactions are loading" rows={8} />
          </Card>
        </div>
      </div>
    </>
  );
}
