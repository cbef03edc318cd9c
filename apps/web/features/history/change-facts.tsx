import type { ChangeSet } from '@fintrack/contract';
import Link from 'next/link';
import { FormMessage } from '@/components/form-message.tsx';
import styles from './history.module.css';

export interface ChangeFactsProps {
  change: ChangeSet;
  /** When it happened, in the tenant's locale and zone. */
  at: string;
  /** Rows that an undoing has left, with reasons that were told where it was asked for. */
  left: number;
}

/** Who changed something and when, and what undid it or was undone by it. */
export function ChangeFacts({ change, at, left }: ChangeFactsProps) {
  const { userName, importId, revertsId, revertedById, undoneRows } = change;
  return (
    <>
      {left === 0 ? null : (
        <FormMessage tone="warning">
          {left === 1 ? 'One row was left as it is' : `${left} rows were left as they are`}: they were changed
          since, or others need them. <Link href={`/history/${revertsId ?? change.id}`}>Look at them</Link>
        </FormMessage>
      )}
      <p className={styles.facts}>
        <span>
          {at}
          {userName === null || userName === '' ? null : ` · ${userName}`}
        </span>
        {importId === null ? null : <Link href={`/import/${importId}`}>The import with all its rows</Link>}
        {revertsId === null ? null : <Link href={`/history/${revertsId}`}>What it undid</Link>}
        {revertedById === null ? null : <Link href={`/history/${revertedById}`}>Undone by this</Link>}
        {undoneRows === 0 ? null : (
          <span>{undoneRows === 1 ? 'One row of it is undone' : `${undoneRows} rows of it are undone`}</span>
        )}
      </p>
    </>
  );
}
