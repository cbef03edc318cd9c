'use client';

import { type CalendarDate, isCalendarDate, parseShorthand } from '@fintrack/core/dates';
import { Calendar } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { formatNumericDay } from '@/lib/format-day.ts';
import { dateOrder, weekdayNames } from '@/lib/notation.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import { classNames } from './class-names.ts';
import styles from './date-field.module.css';
import fieldStyles from './field.module.css';
import { type ControlAttributes, Field, type FieldProps } from './field.tsx';
import { type FormatSettings, useFormat } from './format-provider.tsx';

export interface DateFieldProps extends FieldProps {
  name: string;
  defaultValue?: CalendarDate | undefined;
  required?: boolean | undefined;
  onDate?: ((date: CalendarDate | null) => void) | undefined;
}

/**
 * A date typed in short: `15`, `-1`, `mon`, `3/12`, or ISO. The form posts ISO. Without JavaScript it is the browser's
 * own date input, which stays behind the calendar button later.
 */
export function DateField(props: DateFieldProps) {
  const hydrated = useHydrated();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  return (
    <Field {...props} error={problem ?? props.error}>
      {(control) =>
        hydrated ? (
          <TypedDate {...props} control={control} onProblem={setProblem} />
        ) : (
          <input
            {...control}
            type="date"
            className={classNames(fieldStyles.control, styles.plain)}
            name={props.name}
            defaultValue={props.defaultValue}
            required={props.required}
          />
        )
      }
    </Field>
  );
}

type TypedDateProps = DateFieldProps & {
  control: ControlAttributes;
  onProblem: (problem: string | undefined) => void;
};

function TypedDate({ control, name, required, defaultValue, onDate, onProblem }: TypedDateProps) {
  const settings = useFormat();
  const native = useRef<HTMLInputElement>(null);
  const [date, setDate] = useState<CalendarDate | null>(defaultValue ?? null);
  const [text, setText] = useState(date === null ? '' : formatNumericDay(date, settings.locale));

  function choose(next: CalendarDate | null): void {
    onProblem(undefined);
    setDate(next);
    setText(next === null ? '' : formatNumericDay(next, settings.locale));
    onDate?.(next);
  }

  function settle(): void {
    const next = text.trim() === '' ? null : readShorthand(text, settings);
    if (next !== undefined) choose(next);
    else {
      setDate(null);
      onProblem(
        `"${text}" is not a date. Write it like ${formatNumericDay(settings.today, settings.locale)}, 15 or -1.`,
      );
    }
  }

  return (
    <span className={classNames(fieldStyles.control, styles.wrap)}>
      <input
        {...control}
        className={styles.figures}
        type="text"
        autoComplete="off"
        required={required}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={settle}
        onKeyDown={(event: KeyboardEvent) => {
          // The form reads the hidden input right after this event.
          if (event.key === 'Enter') flushSync(settle);
        }}
      />
      <button
        type="button"
        className={styles.picker}
        aria-label="Open calendar"
        onClick={() => native.current?.showPicker()}
      >
        <Calendar aria-hidden="true" />
      </button>
      <input
        ref={native}
        className={styles.native}
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        name={name}
        value={date ?? ''}
        onChange={(event) => choose(isCalendarDate(event.target.value) ? event.target.value : null)}
      />
    </span>
  );
}

/** The date that the text means, or undefined when it means none. */
function readShorthand(text: string, settings: FormatSettings): CalendarDate | undefined {
  const { locale, today } = settings;
  return (
    parseShorthand(text, { today, order: dateOrder(locale), weekdays: weekdayNames(locale) }) ?? undefined
  );
}
