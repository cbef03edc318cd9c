import type { listUpcoming } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import type { z } from 'zod';
import { Chip } from '@/components/chip.tsx';
import { Day } from '@/components/day.tsx';
import { AmountRange } from './amount-range.tsx';
import { seriesHref } from './hrefs.ts';
import styles from './recurring.module.css';

export type Upcoming = z.output<typeof listUpcoming.data>['occurrences'][number];

/** What comes next, day by day, as in a calendar. */
export function UpcomingList({ occurrences }: { occurrences: readonly Upcoming[] }) {
  const days = Map.groupBy(occurrences, ({ date }) => date);
  return (
    <ol className={styles.days}>
      {[...days].map(([date, due]) => (
        <li key={date} className={styles.day}>
          <h3 className={styles.date}>
            <Day date={parseCalendarDate(date)} />
          </h3>
          <ul className={styles.due}>
            {due.map((each) => (
              <UpcomingRow key={each.seriesId} occurrence={each} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function UpcomingRow({ occurrence }: { occurrence: Upcoming }) {
  const { seriesId, name, accountName, posting, isOverdue } = occurrence;
  return (
    <li className={styles.dueRow}>
      <span className={styles.dueName}>
        <Link href={seriesHref(seriesId)}>{name}</Link>{' '}
        {isOverdue ? <Chip tone="warning">Overdue</Chip> : null}
        {posting === 'post' ? <Chip>Posts by itself</Chip> : null}
        <span className={styles.where}>{accountName}</span>
      </span>
      <span className={styles.dueAmount}>
        <AmountRange {...occurrence} />
      </span>
    </li>
  );
}
