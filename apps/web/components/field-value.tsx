import { isCalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { isDecimalText } from '@/lib/decimal-text.ts';
import { Amount } from './amount.tsx';
import { Day } from './day.tsx';

export interface FieldValueProps {
  value: unknown;
  /** What the value is the id of. */
  name?: string | null;
  /** Of a value that is an amount. */
  currency?: string | null;
}

/** The value of any field in words: money as money, names for ids, nothing as a dash. */
export function FieldValue({ value, name = null, currency = null }: FieldValueProps) {
  if (name !== null) return name;
  if (value === null || value === undefined || value === '') return <span aria-label="nothing">–</span>;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'string') {
    if (currency !== null && isDecimalText(value)) return <Amount value={value} currency={currency} />;
    return isCalendarDate(value) ? <Day date={parseCalendarDate(value)} format="full" /> : value;
  }
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(String).join(', ');
  return typeof value === 'number' ? String(value) : <code>{JSON.stringify(value)}</code>;
}
