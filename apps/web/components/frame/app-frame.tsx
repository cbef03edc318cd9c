import type { ReactNode } from 'react';
import { AccountList, type RailAccount } from './account-list.tsx';
import styles from './app-frame.module.css';
import { BottomBar } from './bottom-bar.tsx';
import { FrameKeyboard } from './frame-keyboard.tsx';
import { PhoneMenu } from './phone-menu.tsx';
import { PlaceLink } from './place-link.tsx';
import { ALL_PLACES } from './places.ts';
import { Rail } from './rail.tsx';
import { SearchButton } from './search-button.tsx';
import { TenantMark } from './tenant-mark.tsx';

export interface AppFrameProps {
  tenantName: string;
  /** In place of the name: a switch between tenants. */
  tenantSwitch?: ReactNode;
  accounts: readonly RailAccount[];
  /** Below Settings: who is signed in, sign out. */
  user?: ReactNode;
  children: ReactNode;
}

/** Rail, phone bars, keyboard and the page. It goes inside AppProviders. */
export function AppFrame({ tenantName, tenantSwitch, accounts, user, children }: AppFrameProps) {
  const tenant = tenantSwitch ?? <TenantMark name={tenantName} />;
  return (
    <FrameKeyboard accounts={accounts}>
      <a href="#content" className={styles.skip}>
        Skip to content
      </a>
      <div className={styles.frame}>
        <header className={styles.railPlace}>
          <Rail tenant={tenant} accounts={accounts} user={user} />
        </header>
        <header className={styles.phoneTop}>
          {tenant}
          <div className={styles.phoneTools}>
            <SearchButton />
            <PhoneMenu>
              <nav aria-label="All pages" className={styles.menuPlaces}>
                {ALL_PLACES.map(({ href, label, icon: Icon }) => (
                  <PlaceLink key={href} href={href} className={styles.menuPlace}>
                    <Icon aria-hidden="true" />
                    {label}
                  </PlaceLink>
                ))}
              </nav>
              <AccountList accounts={accounts} />
              {user}
            </PhoneMenu>
          </div>
        </header>
        <main id="content" tabIndex={-1} className={styles.main}>
          {children}
        </main>
        <BottomBar />
      </div>
    </FrameKeyboard>
  );
}
