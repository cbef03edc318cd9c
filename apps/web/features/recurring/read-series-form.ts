import { type createRecurring, recurringSchedule } from '@fintrack/contract';
import { dateParts, isCalendarDate } from '@fintrack/core/dates';
import type { z } from 'zod';
import { optionalTextOf, textOf } from '@/lib/form-action.ts';
import { readAmountField } from '@/lib/read-amount-field.ts';

type Fields = Omit<z.input<typeof createRecurring.body>, 'accountId'>;

/** The form as the API wants it, or what is wrong with which field. */
export type SeriesReading =
  | { readonly fields: Fields; readonly problems: null }
  | { readonly fields: null; readonly problems: Record<string, string> };

/** What the form's list of rhythms says: a frequency and every how many of it. */
export const RHYTHMS = [
  { value: 'weekly 1', label: 'Every week' },
  { value: 'biweekly 1', label: 'Every two weeks' },
  { value: 'weekly 4', label: 'Every four weeks' },
  { value: 'semi_monthly 1', label: 'Twice a month' },
  { value: 'monthly 1', label: 'Every month' },
  { value: 'monthly 2', label: 'Every two months' },
  { value: 'quarterly 1', label: 'Every quarter' },
  { value: 'quarterly 2', label: 'Every half year' },
  { value: 'yearly 1', label: 'Every year' },
  { value: 'daily', label: 'Every so many days' },
  { value: 'irregular', label: 'About every so many days' },
] as const;

export function readSeriesForm(
  form: FormData,
  format: { readonly currency: string; readonly locale: string },
): SeriesReading {
  const problems: Record<string, string> = {};
  const amounts = readAmounts(form, format, problems);
  const schedule = readSchedule(form, problems);
  if (schedule === null || amounts === null || Object.keys(problems).length > 0) {
    return { fields: null, problems };
  }
  return {
    problems: null,
    fields: {
      ...amounts,
      schedule,
      name: textOf(form, 'name'),
      categoryId: optionalTextOf(form, 'categoryId') ?? null,
      posting: postingOf(textOf(form, 'posting')),
      postAs: textOf(form, 'postAs') === 'cleared' ? 'cleared' : 'pending',
      startsOn: optionalTextOf(form, 'startsOn') ?? null,
      endsOn: optionalTextOf(form, 'endsOn') ?? null,
      notes: optionalTextOf(form, 'notes') ?? null,
    },
  };
}

function postingOf(text: string): 'none' | 'remind' | 'post' {
  return text === 'post' || text === 'none' ? text : 'remind';
}

function readAmounts(
  form: FormData,
  format: { readonly currency: string; readonly locale: string },
  problems: Record<string, string>,
): Pick<Fields, 'amount' | 'low' | 'high'> | null {
  const [amount, low, high] = (['amount', 'low', 'high'] as const).map((name) => {
    const { decimal, problem } = readAmountField(form, name, format);
    if (problem !== null) problems[name] = problem;
    return decimal === null ? null : signed(decimal, textOf(form, 'direction'));
  });
  if (amount === undefined || amount === null) {
    problems['amount'] ??= 'Give an amount.';
    return null;
  }
  return { amount, low: low ?? null, high: high ?? null };
}

/** People type magnitudes; which way the money goes is a field of its own. */
function signed(decimal: string, direction: string): string {
  const magnitude = decimal.replace(/^-/u, '');
  return direction === 'in' ? magnitude : `-${magnitude}`;
}

function readSchedule(
  form: FormData,
  problems: Record<string, string>,
): z.output<typeof recurringSchedule> | null {
  const anchorDate = textOf(form, 'anchorDate');
  if (!isCalendarDate(anchorDate)) {
    problems['anchorDate'] = 'Give a day on which it falls.';
    return null;
  }
  const [frequency = '', every = ''] = textOf(form, 'rhythm').split(' ');
  const isInDays = frequency === 'daily' || frequency === 'irregular';
  const interval = Number(isInDays ? textOf(form, 'everyDays') : every);
  if (isInDays && !(Number.isInteger(interval) && interval >= 1 && interval <= 366)) {
    problems['everyDays'] = 'Write a number of days from 1 to 366.';
    return null;
  }
  const weekend = textOf(form, 'weekend');
  const days = daysOf(form, { frequency, day: dateParts(anchorDate).day });
  const read = recurringSchedule.safeParse({ frequency, interval, anchorDate, days, weekend });
  if (read.success) return read.data;
  problems['rhythm'] = 'Choose how often it comes.';
  return null;
}

/** The days of the month, from the date that was given. */
function daysOf(form: FormData, { frequency, day }: { frequency: string; day: number }): number[] {
  const first = form.has('lastDay') ? 31 : day;
  if (frequency === 'semi_monthly') {
    const second = Number(textOf(form, 'secondDay'));
    return [day, form.has('lastDay') ? 31 : second].sort((left, right) => left - right);
  }
  return ['monthly', 'quarterly', 'yearly'].includes(frequency) ? [first] : [];
}
