import { type CalendarDate, fromEpochDay, parseCalendarDate, toEpochDay } from '@fintrack/core/dates';

/** What the index of words is asked for. Words are folded: they hold letters and figures only. */
export type Terms =
  | { readonly op: 'word'; readonly word: string; readonly isPrefix: boolean }
  /** Rows of a payee. */
  | { readonly op: 'payee'; readonly id: string }
  | { readonly op: 'all' | 'any'; readonly items: readonly Terms[] }
  | { readonly op: 'not'; readonly item: Terms };

/** The terms as a tsquery whose words stand behind a prefix; '' for the words of one row alone. */
export function toTsquery(terms: Terms, prefix: string): string {
  switch (terms.op) {
    case 'word':
      return `'${prefix}${terms.word}'${terms.isPrefix ? ':*' : ''}`;
    case 'payee':
      return `'${prefix}.${terms.id.slice(-12)}'`;
    case 'all':
    case 'any':
      return `(${terms.items.map((item) => toTsquery(item, prefix)).join(terms.op === 'all' ? '&' : '|')})`;
    case 'not':
      return `!${toTsquery(terms.item, prefix)}`;
  }
}

/** True when a row has to have something to fit: only then the index knows where such rows are. */
export function isPositive(terms: Terms): boolean {
  switch (terms.op) {
    case 'word':
    case 'payee':
      return true;
    case 'all':
      return terms.items.some(isPositive);
    case 'any':
      return terms.items.every(isPositive);
    case 'not':
      return false;
  }
}

/** How many entries of the index the terms touch, about: words that begin so are many. */
export function costOf(terms: Terms): number {
  switch (terms.op) {
    case 'word':
      return terms.isPrefix ? 30 : 1;
    case 'payee':
      return 1;
    case 'all':
    case 'any':
      return terms.items.reduce((sum, item) => sum + costOf(item), 0);
    case 'not':
      return costOf(terms.item);
  }
}

/** Days of a period of the index; the same number as in search_prefix of the database. */
const PERIOD_DAYS = 32;
const DAY_ZERO = toEpochDay(parseCalendarDate('0001-01-01'));

/** The period of the index that a date is in. */
export function periodOf(date: CalendarDate): number {
  return Math.floor((toEpochDay(date) - DAY_ZERO) / PERIOD_DAYS);
}

export function firstDayOf(period: number): CalendarDate {
  return fromEpochDay(DAY_ZERO + period * PERIOD_DAYS);
}

export function lastDayOf(period: number): CalendarDate {
  return fromEpochDay(DAY_ZERO + (period + 1) * PERIOD_DAYS - 1);
}

/** What stands in a template in place of a tenant's prefix: no word has it. */
const PREFIX_MARK = '\u00a7';

/** The terms for search_places of the database, which puts the prefix of tenant and period in. */
export function toTemplate(terms: Terms): string {
  return toTsquery(terms, PREFIX_MARK);
}
