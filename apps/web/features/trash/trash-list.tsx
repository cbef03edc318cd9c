import type { TrashedTransaction } from '@fintrack/contract';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Amount } from '@/components/amount.tsx';
import { Button } from '@/components/button.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import styles from './trash.module.css';

export interface TrashListProps {
  rows: readonly TrashedTransaction[];
  canWrite: boolean;
  /** Whose own deletions need no name. */
  userId: string;
  formatMoment: (instant: string) => string;
}

export function TrashList({ rows, canWrite, userId, formatMoment }: TrashListProps) {
  return (
    <ul className={styles.rows}>
      {rows.map((row) => {
        const title = row.payeeName ?? (row.description === '' ? 'Transaction' : row.description);
        const by = row.deletedById === userId || row.deletedByName === null ? '' : ` by ${row.deletedByName}`;
        return (
          <li key={row.id} className={styles.row}>
            {canWrite ? (
              <Checkbox
                label={`Choose ${title}, ${row.amount} ${row.currency}, ${row.date}`}
                hideLabel
                name="row"
                value={row.id}
                disabled={row.isAccountDeleted}
              />
            ) : null}
            <div className={styles.text}>
              <p>
                {title} {row.type === 'transfer' ? <Chip>Transfer</Chip> : null}
                {row.isSplit ? <Chip>Split</Chip> : null}
              </p>
              <p className={styles.detail}>
                <Day date={row.date} /> · {row.accountName}
                {row.isAccountDeleted ? ' (deleted)' : ''}
                {row.categoryName === null ? '' : ` · ${row.categoryName}`}
              </p>
              <p className={styles.detail}>
                <Deleted changeSetId={row.changeSetId}>
                  deleted {formatMoment(row.deletedAt)}
                  {by}
                </Deleted>
              </p>
            </div>
            <span className={styles.amount}>
              <Amount value={row.amount} currency={row.currency} tone="flow" />
            </span>
            {canWrite && !row.isAccountDeleted ? (
              <Button type="submit" small name="one" value={row.id}>
                Bring back <VisuallyHidden>{title}</VisuallyHidden>
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function Deleted({ changeSetId, children }: { changeSetId: string | null; children: ReactNode }) {
  return changeSetId === null ? children : <Link href={`/history/${changeSetId}`}>{children}</Link>;
}
