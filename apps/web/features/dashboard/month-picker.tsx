'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { useShortcuts } from '@/components/frame/keyboard.tsx';
import styles from './month-picker.module.css';

/** A month and where it leads. */
interface MonthLink {
  /** "March 2026". */
  readonly name: string;
  readonly href: string;
}

export interface MonthPickerProps {
  current: string;
  previous: MonthLink;
  /** Null in the month that it is now. */
  next: MonthLink | null;
  /** Back to the month that it is now; null there. */
  now: MonthLink | null;
}

/** One month back and forth, by link or by `[` and `]`. */
export function MonthPicker({ current, previous, next, now }: MonthPickerProps) {
  useMonthKeys(previous.href, next?.href ?? null);
  return (
    <nav aria-label="Month" className={styles.picker}>
      <Link href={previous.href} className={styles.step} aria-label={previous.name} title={previous.name}>
        <ChevronLeft aria-hidden="true" />
      </Link>
      <span className={styles.current} aria-current="date">
        {current}
      </span>
      {next === null ? (
        <span className={styles.step} aria-hidden="true">
          <ChevronRight />
        </span>
      ) : (
        <Link href={next.href} className={styles.step} aria-label={next.name} title={next.name}>
          <ChevronRight aria-hidden="true" />
        </Link>
      )}
      {now === null ? null : (
        <Link href={now.href} className={styles.now}>
          This month
        </Link>
      )}
    </nav>
  );
}

function useMonthKeys(previousHref: string, nextHref: string | null): void {
  const router = useRouter();
  const shortcuts = useMemo(
    () => [
      { keys: '[', label: 'Previous month', group: 'This page', run: () => router.push(previousHref) },
      {
        keys: ']',
        label: 'Next month',
        group: 'This page',
        run: () => {
          if (nextHref !== null) router.push(nextHref);
        },
      },
    ],
    [router, previousHref, nextHref],
  );
  useShortcuts(shortcuts);
}
