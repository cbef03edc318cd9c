import type { Transaction } from '@fintrack/contract';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Card } from '@/components/card.tsx';
import { Day } from '@/components/day.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import styles from './dashboard.module.css';

export function RecentCard({ transactions }: { transactions: readonly Transaction[] }) {
  return (
    <Card title="Newest transactions" action={<Link href="/transactions">All transactions</Link>}>
      {transactions.length === 0 ? (
        <EmptyState
          sentence="Nothing is booked yet."
          action={<LinkButton href="/transactions/new">Add a transaction</LinkButton>}
        />
      ) : (
        <ul className={styles.rows}>
          {transactions.map((transaction) => (
            <li key={transaction.id}>
              <RecentRow {...transaction} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function RecentRow(transaction: Transaction) {
  const { id, date, payeeName, description, categoryName, accountName, amount, currency } = transaction;
  return (
    <Link href={`/transactions/${id}`} className={styles.row}>
      <span className={styles.rowText}>
        <span className={styles.rowName}>
          {payeeName ?? (description === '' ? 'No description' : description)}
        </span>
        <span className={styles.rowDetail}>
          <Day date={date} /> · {categoryName ?? accountName}
        </span>
      </span>
      <Amount value={amount} currency={currency} tone="flow" />
    </Link>
  );
}
