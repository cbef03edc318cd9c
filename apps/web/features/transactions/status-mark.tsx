import { Check, CircleDashed, Lock } from 'lucide-react';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import type { ListedTransaction } from './listed-transaction.ts';
import styles from './transaction-row.module.css';

const MARKS = {
  pending: { icon: CircleDashed, label: 'Pending' },
  cleared: { icon: Check, label: 'Cleared' },
  reconciled: { icon: Lock, label: 'Reconciled' },
} as const;

/** A row's status as a small mark. */
export function StatusMark({ status }: Pick<ListedTransaction, 'status'>) {
  const { icon: Icon, label } = MARKS[status];
  return (
    <span className={styles.status} data-status={status} title={label}>
      <Icon aria-hidden="true" />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
