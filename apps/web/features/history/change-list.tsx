import type { ChangeSet } from '@fintrack/contract';
import { type CalendarDate, dateInZone } from '@fintrack/core/dates';
import Link from 'next/link';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { UndoForm } from '@/components/undo-form.tsx';
import { changeWords } from '@/lib/change-words.ts';
import styles from './history.module.css';

export interface ChangeListProps {
  changes: readonly ChangeSet[];
  locale: string;
  timezone: string;
  canWrite: boolean;
  /** Whose own changes need no name. */
  userId: string;
}

/** What was changed in more than one row, or by whom other than by hand. */
const KIND_NAMES: Partial<Record<ChangeSet['kind'], string>> = {
  import: 'Import',
  bulk: 'Several rows',
  rule: 'Rule',
  sync: 'Bank sync',
  assistant: 'Assistant',
  revert: 'Undo',
};

/** Change sets by day, newest first, each with its Undo. */
export function ChangeList({ changes, locale, timezone, canWrite, userId }: ChangeListProps) {
  const time = new Intl.DateTimeFormat(locale, { timeZone: timezone, timeStyle: 'short' });
  return byDay(changes, timezone).map(([day, ofDay]) => (
    <section key={day} className={styles.day}>
      <h2 className={styles.date}>
        <Day date={day} />
      </h2>
      <ol className={styles.rows}>
        {ofDay.map((change) => (
          <li key={change.id} className={styles.row} id={change.id}>
            <time dateTime={change.createdAt} className={styles.time}>
              {time.format(new Date(change.createdAt))}
            </time>
            <div className={styles.text}>
              <p className={styles.summary} data-undone={change.revertedById !== null}>
                <Link href={`/history/${change.id}`}>{changeWords(change, locale)}</Link>{' '}
                <KindChip kind={change.kind} />
                {change.undoneRows === 0 ? null : <Chip>Undone in part</Chip>}
              </p>
              {change.userId === userId ? null : <p className={styles.who}>{change.userName}</p>}
            </div>
            <Undo {...{ change, canWrite, locale }} />
          </li>
        ))}
      </ol>
    </section>
  ));
}

function KindChip({ kind }: Pick<ChangeSet, 'kind'>) {
  const name = KIND_NAMES[kind];
  return name === undefined ? null : <Chip>{name}</Chip>;
}

interface UndoProps {
  change: ChangeSet;
  canWrite: boolean;
  locale: string;
}

function Undo({ change, canWrite, locale }: UndoProps) {
  if (change.revertedById !== null) {
    return (
      <a href={`#${change.revertedById}`} className={styles.undone}>
        Undone
      </a>
    );
  }
  // The set-up of the tenant is where its history begins.
  if (!canWrite || change.kind === 'setup') return null;
  return <UndoForm changeSetId={change.id} of={changeWords(change, locale)} />;
}

function byDay(changes: readonly ChangeSet[], timezone: string): [CalendarDate, ChangeSet[]][] {
  return [...Map.groupBy(changes, ({ createdAt }) => dateInZone(new Date(createdAt), timezone))];
}
