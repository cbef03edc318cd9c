import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Card } from '@/components/card.tsx';
import styles from './dashboard.module.css';
import type { DashboardSummary } from './load-dashboard.ts';

export function AccountsCard({ accounts }: Pick<DashboardSummary, 'accounts'>) {
  return (
    <Card title="Accounts" action={<Link href="/accounts">All accounts</Link>}>
      <ul className={styles.rows}>
        {accounts.map(({ id, name, balance, currency }) => (
          <li key={id}>
            <Link href={`/accounts/${id}`} className={styles.row}>
              <span className={styles.rowName}>{name}</span>
              <Amount value={balance} currency={currency} />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
