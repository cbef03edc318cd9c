import { fromEpochDay } from '../dates/index.ts';

/** Day 0 of the two date systems of spreadsheets, in days since 1970-01-01: 1899-12-30 and 1904-01-01. */
const EPOCH_1900 = -25_569;
const EPOCH_1904 = -24_107;
/** The last day of the year 9999, which is as far as spreadsheets go. */
const LAST_SERIAL = 2_958_465;
const SECONDS_A_DAY = 86_400;
/** A spreadsheet shows and computes with this many digits; what is behind them is noise of binary fractions. */
const SIGNIFICANT_DIGITS = 15;

/**
 * A number cell as exact decimal text with a point: the shortest text that is the same number to the 15 digits that a
 * spreadsheet keeps ("0.1" for the sum that binary arithmetic makes 0.1 + 1e-17). Three digits behind the point get a
 * zero after them, so that nobody takes the point for a mark between thousands.
 * @returns an empty text for what is no number.
 */
export function spreadsheetNumber(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '0' : String(value);
  const [mantissa = '', exponent = '0'] = value.toExponential(SIGNIFICANT_DIGITS - 1).split('e');
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  const point = Number(exponent) + 1;
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const fraction = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  const text = fraction === '' ? whole : `${whole}.${fraction.length === 3 ? `${fraction}0` : fraction}`;
  return negative ? `-${text}` : text;
}

/**
 * A date cell as "YYYY-MM-DD", with " hh:mm:ss" where it has a time, or as the time alone.
 * @param serial days since the epoch of the workbook's date system; the fraction is the time of day.
 * @returns null for a number that is no day, such as the 29 February 1900 that spreadsheets believe in.
 */
export function spreadsheetDate(serial: number, date1904: boolean): string | null {
  if (!(serial >= 0 && serial <= LAST_SERIAL + 1)) return null;
  const seconds = Math.round(serial * SECONDS_A_DAY);
  const day = Math.floor(seconds / SECONDS_A_DAY);
  const time = clockText(seconds - day * SECONDS_A_DAY);
  if (day === 0 && !date1904) return time ?? null;
  if (day > LAST_SERIAL || (day === 60 && !date1904)) return null;
  // Days before the invented 29 February 1900 are one off.
  const epochDay = date1904 ? EPOCH_1904 + day : EPOCH_1900 + day + (day < 60 ? 1 : 0);
  const date = fromEpochDay(epochDay);
  return time === null ? date : `${date} ${time}`;
}

/** True for a number format that shows a date or a time ("dd/mm/yyyy", "[$-407]mmm yy;@"). */
export function isDateFormat(format: string): boolean {
  const letters = format.slice(0, 200).replace(/"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/general/i.test(letters) && /[ymdhs]/i.test(letters);
}

function clockText(seconds: number): string | null {
  if (seconds === 0) return null;
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`;
}
