import { addDays, type CalendarDate, calendarDate, dateParts, toEpochDay } from '../dates/index.ts';
import type { Currency } from '../money/index.ts';
import { type AmountReading, readAmount } from './amount-text.ts';

/** What field 61 of a statement says. */
export interface Mt940Entry {
  readonly valueDate: CalendarDate;
  /** Null where the bank gives none. */
  readonly entryDate: CalendarDate | null;
  /** Minor units, negative leaves the account. */
  readonly amountMinor: bigint;
  /** RC and RD: a credit or debit taken back. */
  readonly isReversal: boolean;
  /** EC and ED: announced and not booked. */
  readonly isExpected: boolean;
  /** "TRF", "MSC", "CHK", ...: what kind of transaction, without the letter before it. */
  readonly kind: string;
  readonly customerReference: string;
  readonly bankReference: string;
}

type Refusal = Extract<AmountReading, { ok: false }>;

/** Field 61: value date, entry date, mark, third letter of the currency, amount, kind, and the rest. */
const ENTRY = /^(\d{4,16})(R[CD]|E[CD]|[CD]R?)([A-Z])?(\d[\d.]{0,20}(?:,\d{0,6})?|,\d{1,6})(.*)$/;
const KIND = /^([A-Z][A-Z0-9]{3})(.*)$/;

/**
 * Reads the first line of field 61.
 * @param near a day of the statement, which gives dates without a year their year.
 */
export function readMt940Entry(
  line: string,
  { currency, near }: { readonly currency: Currency; readonly near: CalendarDate | null },
): { readonly ok: true; readonly entry: Mt940Entry } | Refusal {
  const match = ENTRY.exec(line.trim());
  if (!match) return refuse('The line has not the form of field 61: dates, C or D, and an amount.');
  const [, digits = '', written = '', , amountText = '', rest = ''] = match;
  // "CR" and "DR" are C and D with the last letter of a currency that ends in R, such as EUR.
  const mark = /^[CD]R$/.test(written) ? written.charAt(0) : written;
  const dates = readEntryDates(digits, near);
  if (!dates) return refuse(`"${digits}" holds no date that exists.`);
  const amount = readSwiftAmount(amountText, currency);
  if (!amount.ok) return amount;
  const isNegative = mark === 'D' || mark === 'ED' || mark === 'RC';
  const [references = '', ...more] = (KIND.exec(rest)?.[2] ?? rest).split('//');
  return {
    ok: true,
    entry: {
      ...dates,
      amountMinor: isNegative ? -amount.minor : amount.minor,
      isReversal: mark.startsWith('R'),
      isExpected: mark.startsWith('E'),
      kind: KIND.exec(rest)?.[1]?.slice(1) ?? '',
      customerReference: references.trim(),
      bankReference: more.join('//').trim(),
    },
  };
}

/** SWIFT writes a decimal comma and no groups; a few banks write a point. */
export function readSwiftAmount(text: string, currency: Currency): AmountReading {
  const mark = text.includes('.') && !text.includes(',') ? '.' : ',';
  return readAmount(text, mark, currency);
}

interface EntryDates {
  readonly valueDate: CalendarDate;
  readonly entryDate: CalendarDate | null;
}

/**
 * The dates of field 61. The standard is YYMMDD and an optional MMDD; there are banks that write the year with four
 * digits, that leave it out, or that write it twice. Of readings that are possible, the one next to the statement's
 * own days is meant.
 */
function readEntryDates(digits: string, near: CalendarDate | null): EntryDates | null {
  const readings = (SHAPES[digits.length] ?? []).flatMap((shape) => {
    const [valueText, entryText] = [digits.slice(0, shape[0]), digits.slice(shape[0])];
    const valueDate = readDay(valueText, near);
    if (!valueDate) return [];
    const entryDate = entryText === '' ? null : readDay(entryText, valueDate);
    return entryText !== '' && entryDate === null ? [] : [{ valueDate, entryDate }];
  });
  if (near === null) return readings[0] ?? lenient(digits, near);
  const distance = ({ valueDate }: EntryDates): number => Math.abs(toEpochDay(valueDate) - toEpochDay(near));
  return readings.toSorted((left, right) => distance(left) - distance(right))[0] ?? lenient(digits, near);
}

/** An entry date that does not exist costs the entry date, not the row. */
function lenient(digits: string, near: CalendarDate | null): EntryDates | null {
  const valueDate = digits.length === 10 ? readDay(digits.slice(0, 6), near) : null;
  return valueDate ? { valueDate, entryDate: null } : null;
}

/** How many digits the value date has, likeliest first; the rest is the entry date. */
const SHAPES: Readonly<Record<number, readonly (readonly [number])[]>> = {
  4: [[4]],
  6: [[6]],
  8: [[8], [4]],
  10: [[6]],
  12: [[8], [6]],
  16: [[8]],
};

/** Reads YYYYMMDD, YYMMDD, or MMDD of the year that puts it next to `near`. */
export function readDay(digits: string, near: CalendarDate | null): CalendarDate | null {
  const [month, day] = [Number(digits.slice(-4, -2)), Number(digits.slice(-2))];
  if (digits.length === 8) {
    const year = Number(digits.slice(0, 4));
    return year >= 1900 && year < 2100 ? calendarDate(year, month, day) : null;
  }
  if (digits.length === 6) {
    const short = Number(digits.slice(0, 2));
    return calendarDate(short < 70 ? 2000 + short : 1900 + short, month, day);
  }
  return digits.length === 4 && near ? nearestYear(month, day, near) : null;
}

/** 30 December beside 2 January is in the year before, not eleven months ahead. */
function nearestYear(month: number, day: number, near: CalendarDate): CalendarDate | null {
  const { year } = dateParts(near);
  const days = [year, year - 1, year + 1].flatMap((each) => calendarDate(each, month, day) ?? []);
  const distance = (date: CalendarDate): number => Math.abs(toEpochDay(date) - toEpochDay(near));
  const [nearest] = days.toSorted((left, right) => distance(left) - distance(right));
  // A 29 February that is not within the neighbouring years is a slip.
  return nearest !== undefined && nearest >= addDays(near, -366) ? nearest : null;
}

function refuse(reason: string): Refusal {
  return { ok: false, reason };
}
