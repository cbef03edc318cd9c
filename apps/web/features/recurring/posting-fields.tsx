'use client';

import type { RecurringSeries } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { DateField } from '@/components/date-field.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { TextArea } from '@/components/text-area.tsx';
import type { FormControl } from '@/lib/use-form-action.ts';
import styles from './recurring.module.css';

export interface PostingFieldsProps extends Pick<FormControl, 'errorOf' | 'valueOf'> {
  /** Null for a new one. */
  series: RecurringSeries | null;
}

const POSTINGS = [
  { value: 'remind', label: 'Show it as coming' },
  { value: 'post', label: 'Book it on its day' },
  { value: 'none', label: 'Do nothing' },
];
const POST_AS = [
  { value: 'pending', label: 'Pending at first' },
  { value: 'cleared', label: 'Cleared at once' },
];

/** What happens on a due day, and from when until when. */
export function PostingFields({ series, errorOf, valueOf }: PostingFieldsProps) {
  return (
    <fieldset className={styles.group}>
      <legend>On its day</legend>
      <div className={styles.fields}>
        <NativeSelect
          label="What happens"
          name="posting"
          options={POSTINGS}
          defaultValue={valueOf('posting', series?.posting ?? 'remind')}
        />
        <NativeSelect
          label="Booked as"
          name="postAs"
          options={POST_AS}
          defaultValue={valueOf('postAs', series?.postAs ?? 'pending')}
        />
        <DateField
          label="First day"
          name="startsOn"
          optional
          defaultValue={series?.startsOn ? parseCalendarDate(series.startsOn) : undefined}
          error={errorOf('startsOn')}
        />
        <DateField
          label="Last day"
          name="endsOn"
          optional
          defaultValue={series?.endsOn ? parseCalendarDate(series.endsOn) : undefined}
          error={errorOf('endsOn')}
        />
      </div>
      <TextArea
        label="Notes"
        name="notes"
        optional
        rows={2}
        defaultValue={valueOf('notes', series?.notes ?? '')}
      />
    </fieldset>
  );
}
