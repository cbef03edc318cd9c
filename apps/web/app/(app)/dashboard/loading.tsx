import { Card } from '@/components/card.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import styles from '@/features/dashboard/dashboard.module.css';

export default function DashboardLoading() {
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
          <Card title="Accounts">
            <Skeleton label="Accounts are loading" rows={5} />
          </Card>
        </div>
      </div>
    </>
  );
}
