'use client';

import type { CalendarDate } from '@fintrack/core/dates';
import { formatDay, formatFullDay } from '@/lib/format-day.ts';
import { useFormat } from './format-provider.tsx';

export interface DayProps {
  date: CalendarDate;
  /** `full` writes the month out and always gives the year. */
  format?: 'near' | 'full';
}

/** A calendar date as people say it: "today", "Friday", "12 Mar". */
export function Day({ date, format = 'near' }: DayProps) {
  const settings = useFormat();
  const full = formatFullDay(date, settings.locale);
  return (
    <time dateTime={date} title={format === 'near' ? full : undefined} suppressHydrationWarning>
      {format === 'near' ? formatDay(date, settings) : full}
    </time>
  );
}
