import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What a list says when there is nothing in it: one sentence, one action. */
export function EmptyState({ sentence, action }: { sentence: string; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{sentence}</p>
      {action}
    </div>
  );
}
