import type { ReactNode } from 'react';
import { AccountList, type RailAccount } from './account-list.tsx';
import { PlaceLink } from './place-link.tsx';
import { MAIN_PLACES, type Place, settingsPlace } from './places.ts';
import styles from './rail.module.css';

export interface RailProps {
  /** The tenant's name, or a switch between tenants. */
  tenant: ReactNode;
  accounts: readonly RailAccount[];
  /** Below Settings: who is signed in, sign out. */
  user?: ReactNode;
}

/** The left rail; between phone and desktop it folds to icons whose names show on hover and focus. */
export function Rail({ tenant, accounts, user }: RailProps) {
  return (
    <div className={styles.rail}>
      <div className={styles.tenant}>{tenant}</div>
      <nav aria-label="Main" className={styles.places}>
        {MAIN_PLACES.map((place) => (
          <RailLink key={place.href} {...place} />
        ))}
      </nav>
      <nav aria-label="Accounts and balances" className={styles.accounts}>
        <AccountList accounts={accounts} />
      </nav>
      <div className={styles.end}>
        <RailLink {...settingsPlace} />
        {user}
      </div>
    </div>
  );
}

function RailLink({ href, label, icon: Icon }: Place) {
  return (
    <PlaceLink href={href} className={styles.place}>
      <Icon aria-hidden="true" />
      <span className={styles.label}>{label}</span>
    </PlaceLink>
  );
}
