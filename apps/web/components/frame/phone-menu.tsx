'use client';

import { Menu, X } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { KeyboardEvent, ReactNode } from 'react';
import styles from './phone-menu.module.css';

/**
 * The phone's full-screen menu. It is a details element, so that it opens without JavaScript; going to a page
 * replaces it with a closed one.
 */
export function PhoneMenu({ children }: { children: ReactNode }) {
  return (
    <details key={usePathname()} className={styles.menu} onKeyDown={closeOnEscape}>
      <summary className={styles.toggle} aria-label="Menu">
        <Menu className={styles.whenClosed} aria-hidden="true" />
        <X className={styles.whenOpen} aria-hidden="true" />
      </summary>
      <div className={styles.panel}>{children}</div>
    </details>
  );
}

function closeOnEscape(event: KeyboardEvent<HTMLDetailsElement>): void {
  if (event.key !== 'Escape') return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector('summary')?.focus();
}
