import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Card } from '@/components/card.tsx';
import styles from './dashboard.module.css';
import type { DashboardSummary } from './load-dashboard.ts';

export function AccountsCard({
  accounts,
  baseCurrency,
}: Pick<DashboardSummary, 'accounts' | 'baseCurrency'>) {
  return (
    <Card title="Accounts" action={<Link href="/accounts">All accounts</Link>}>
      <ul className={styles.rows}>
        {accounts.map(({ id, name, balance, currency, inBase }) => (
          <li key={id}>
            <Link href={`/accounts/${id}`} className={styles.row}>
              <span className={styles.rowName}>{name}</span>
              <span className={styles.balance}>
                <Amount value={balance} currency={currency} />
                {currency === baseCurrency || inBase === null ? null : (
                  <span className={styles.inBase}>
                    {'\u2248 '}
                    <Amount value={inBase} currency={baseCurrency} tone="muted" />
                  </span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
