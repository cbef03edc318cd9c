import type { ReactNode } from 'react';
import styles from './public.module.css';

/** The frame of the pages that nobody has to be signed in for. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={styles.mark}>
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" className={styles.sign}>
          <rect width="32" height="32" rx="7" />
          <path d="M7 22.5h5.5v-6H18v-5h7" />
          <circle cx="25" cy="11.5" r="2.6" />
        </svg>
        FinTrack
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}
