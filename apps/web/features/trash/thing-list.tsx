import type { TrashedThing } from '@fintrack/contract';
import Link from 'next/link';
import { Chip } from '@/components/chip.tsx';
import { UndoForm } from '@/components/undo-form.tsx';
import { resourceName } from '@/lib/field-words.ts';
import styles from './trash.module.css';

export interface ThingListProps {
  things: readonly TrashedThing[];
  canWrite: boolean;
  /** Whose own deletions need no name. */
  userId: string;
  formatMoment: (moment: string) => string;
}

/** Deleted things that have a name. One comes back by undoing what deleted it, with all that went with it. */
export function ThingList({ things, canWrite, userId, formatMoment }: ThingListProps) {
  return (
    <ul className={styles.rows}>
      {things.map((thing) => (
        <li key={thing.id} className={styles.row}>
          <div className={styles.text}>
            <p>
              {thing.name} <Chip>{resourceName(thing.resourceType)}</Chip>
            </p>
            <p className={styles.detail}>
              <Link href={`/history/${thing.changeSetId}`}>
                {thing.changeSummary}, {formatMoment(thing.deletedAt)}
                {thing.deletedById === userId || thing.deletedByName === null
                  ? ''
                  : ` by ${thing.deletedByName}`}
              </Link>
            </p>
          </div>
          {canWrite ? <UndoForm changeSetId={thing.changeSetId} of={thing.name} label="Bring back" /> : null}
        </li>
      ))}
    </ul>
  );
}
