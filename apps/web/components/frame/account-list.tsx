import { ChevronRight } from 'lucide-react';
import { Amount } from '../amount.tsx';
import styles from './account-list.module.css';
import { PlaceLink } from './place-link.tsx';

export interface RailAccount {
  id: string;
  name: string;
  href: string;
  /** A decimal string. */
  balance: string;
  /** ISO 4217. */
  currency: string;
}

/** The accounts with their balances; folding it away works without JavaScript. */
export function AccountList({ accounts }: { accounts: readonly RailAccount[] }) {
  if (accounts.length === 0) return null;
  return (
    <details className={styles.accounts} open>
      <summary className={styles.summary}>
        Balances
        <ChevronRight aria-hidden="true" />
      </summary>
      <ul className={styles.list}>
        {accounts.map((account) => (
          <li key={account.id}>
            <PlaceLink href={account.href} className={styles.account}>
              <span className={styles.name}>{account.name}</span>
              <Amount value={account.balance} currency={account.currency} tone="muted" />
            </PlaceLink>
          </li>
        ))}
      </ul>
    </details>
  );
}
