import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { isCurrency } from '@fintrack/core/money';
import { isDecimalText } from './decimal-text.ts';
import { amountText } from './format-amount.ts';
import { formatFullDay } from './format-day.ts';

const AMOUNTS = /(-?\b\d+(?:\.\d+)?) ([A-Z]{3})\b/gu;
const DAYS = /\b\d{4}-\d\d-\d\d\b/gu;

/**
 * A sentence of FinTrack with its days and its amounts as the reader writes them: "from 2845.30 EUR, since 2025-11-27"
 * becomes "from €2,845.30, since November 27, 2025". Not for what people have typed.
 */
export function localFigures(text: string, locale: string): string {
  return text
    .replace(AMOUNTS, (figure: string, amount: string, currency: string) =>
      isDecimalText(amount) && isCurrency(currency) ? amountText(amount, { locale, currency }) : figure,
    )
    .replace(DAYS, (day) => localDay(day, locale));
}

/** A day in full; what is no day stays as it is. */
export function localDay(text: string, locale: string): string {
  let date: CalendarDate;
  try {
    date = parseCalendarDate(text);
  } catch {
    return text;
  }
  return formatFullDay(date, locale);
}
