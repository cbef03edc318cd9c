'use client';

import type { CalendarDate } from '@fintrack/core/dates';
import { Button } from '@/components/button.tsx';
import { DateField } from '@/components/date-field.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { setRate } from './actions.ts';
import styles from './currencies.module.css';
import { SET_FORM_ID } from './hrefs.ts';

export interface SetRateFormProps {
  /** The currency whose rate is set; empty while it is still to be chosen. */
  currency: string;
  base: string;
  date: CalendarDate;
  currencies: readonly SelectOption[];
}

/** One unit of a currency is so much of another, on a day. */
export function SetRateForm({ currency, base, date, currencies }: SetRateFormProps) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(setRate);
  return (
    <form {...form} className={styles.form} id={SET_FORM_ID} aria-label="Set a rate">
      <ProblemMessage problem={problem} />
      <div className={styles.fields}>
        <NativeSelect
          label="One"
          name="base"
          options={currencies}
          placeholder="Choose a currency"
          defaultValue={valueOf('base', currency)}
          error={errorOf('base')}
          required
        />
        <TextField
          label="is"
          name="rate"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={valueOf('rate')}
          error={errorOf('rate')}
          required
        />
        <NativeSelect
          label="of"
          name="quote"
          options={currencies}
          defaultValue={valueOf('quote', base)}
          error={errorOf('quote')}
          required
        />
        <DateField label="On" name="date" defaultValue={date} error={errorOf('date')} />
      </div>
      <p className={styles.note}>
        It goes before what is published for that day, and counts for the days after it until a nearer rate is
        known, a week at most.
      </p>
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={isPending}>
          Set rate
        </Button>
        <LinkButton href="/currencies" scroll={false}>
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}
