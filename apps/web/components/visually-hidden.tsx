import type { ReactNode } from 'react';
import styles from './visually-hidden.module.css';

/** Text for screen readers only; it is left out when a person copies the line. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
