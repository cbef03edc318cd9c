'use client';

import type { RecurringSchedule } from '@fintrack/contract';
import { isCalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { Checkbox } from '@/components/checkbox.tsx';
import { DateField } from '@/components/date-field.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import type { FormControl } from '@/lib/use-form-action.ts';
import { RHYTHMS } from './read-series-form.ts';
import styles from './recurring.module.css';

export interface ScheduleFieldsProps extends Pick<FormControl, 'errorOf' | 'valueOf'> {
  /** Null for a new series. */
  schedule: RecurringSchedule | null;
  today: string;
}

const WEEKENDS = [
  { value: 'keep', label: 'Stays on that day' },
  { value: 'before', label: 'Moves to the Friday before' },
  { value: 'after', label: 'Moves to the Monday after' },
];

/** How often, on which day, and what happens on weekends. */
export function ScheduleFields({ schedule, today, errorOf, valueOf }: ScheduleFieldsProps) {
  const known = RHYTHMS.find(
    ({ value }) => value === `${schedule?.frequency} ${schedule?.interval}` || value === schedule?.frequency,
  );
  const isInDays = schedule?.frequency === 'daily' || schedule?.frequency === 'irregular';
  const anchor = valueOf('anchorDate', schedule?.anchorDate ?? today) ?? '';
  return (
    <>
      <div className={styles.fields}>
        <NativeSelect
          label="How often"
          name="rhythm"
          options={RHYTHMS}
          defaultValue={valueOf('rhythm', known?.value ?? 'monthly 1')}
          error={errorOf('rhythm') ?? errorOf('schedule')}
        />
        <DateField
          label="One of its days"
          name="anchorDate"
          defaultValue={isCalendarDate(anchor) ? anchor : parseCalendarDate(today)}
          error={errorOf('anchorDate')}
        />
        <NativeSelect
          label="A Saturday or Sunday"
          name="weekend"
          options={WEEKENDS}
          defaultValue={valueOf('weekend', schedule?.weekend ?? 'keep')}
        />
      </div>
      <div className={styles.fields}>
        <TextField
          label="Days in between"
          description="Where it comes every so many days."
          name="everyDays"
          optional
          inputMode="numeric"
          defaultValue={valueOf('everyDays', isInDays ? String(schedule.interval) : '')}
          error={errorOf('everyDays')}
        />
        <TextField
          label="Second day of the month"
          description="Where it comes twice a month."
          name="secondDay"
          optional
          inputMode="numeric"
          defaultValue={valueOf('secondDay', schedule?.days[1] === undefined ? '' : String(schedule.days[1]))}
          error={errorOf('secondDay')}
        />
      </div>
      <Checkbox
        label="On the last day of the month"
        name="lastDay"
        defaultChecked={schedule?.days.includes(31) ?? false}
      />
    </>
  );
}
