import { Paperclip } from 'lucide-react';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import styles from './transaction-row.module.css';

/** A paper clip on a row that has files. */
export function AttachmentMark({ count }: { count: number }) {
  const label = count === 1 ? '1 attachment' : `${count} attachments`;
  return (
    <span className={styles.clip} title={label}>
      <Paperclip aria-hidden="true" />
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
