import { type CalendarDate, isCalendarDate } from '../dates/index.ts';
import { type Currency, isCurrency, parseCurrency } from '../money/index.ts';
import { type ExactRate, parseRate, RateFormatError } from './exact-rate.ts';

/** A published rate: one euro was `rate` units of `quote` on `date`. */
export interface ReferenceQuote {
  readonly quote: Currency;
  readonly date: CalendarDate;
  readonly rate: ExactRate;
}

/** What a file of euro reference rates says. */
export interface ReferenceRates {
  readonly quotes: readonly ReferenceQuote[];
  /** Currencies that ISO 4217 does not have any more (the mark before the euro, the kuna): left out. */
  readonly leftOut: readonly string[];
}

/** The file is not one of euro reference rates, or broken; the text says where. */
export class ReferenceFileError extends Error {
  override readonly name = 'ReferenceFileError';
}

/** The currency that the European Central Bank quotes against. */
export const REFERENCE_BASE: Currency = parseCurrency('EUR');

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * Reads the European Central Bank's CSV, `eurofxref.csv` and `eurofxref-hist.csv`: a header "Date,USD,JPY,...", a line
 * a day, "N/A" or nothing where there is no rate. The daily file writes its date "20 November 2026".
 * @throws {ReferenceFileError} with the line; nothing of a broken file is taken.
 */
export function readReferenceCsv(text: string): ReferenceRates {
  const [header, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const codes = (header ?? '').split(',').map((cell) => cell.trim());
  if (codes[0]?.toLowerCase() !== 'date' || codes.length < 2) {
    throw new ReferenceFileError('Line 1 should be "Date,USD,JPY,..." as in the file eurofxref-hist.csv.');
  }
  const collected = collectRates();
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const [first = '', ...cells] = line.split(',').map((cell) => cell.trim());
    const date = readDate(first);
    if (date === null) throw new ReferenceFileError(`Line ${index + 2}: "${first}" is not a date.`);
    cells.forEach((cell, column) => {
      const code = codes[column + 1] ?? '';
      if (code === '' || cell === '' || cell === 'N/A') return;
      collected.add({ code, date, text: cell, place: `Line ${index + 2}` });
    });
  });
  return collected.finish();
}

/** A rate as it stands in a file. */
interface RawReferenceQuote {
  readonly code: string;
  readonly date: CalendarDate;
  readonly text: string;
  /** Where it stands, for the message when it cannot be read. */
  readonly place: string;
}

/** Takes rates one by one, of whatever format. */
export interface ReferenceCollector {
  /** @throws {ReferenceFileError} when the rate is not one. */
  add(raw: RawReferenceQuote): void;
  /** @throws {ReferenceFileError} when there was no rate. */
  finish(): ReferenceRates;
}

/** Collects the rates of a file of euro reference rates. */
export function collectRates(): ReferenceCollector {
  const quotes: ReferenceQuote[] = [];
  const leftOut = new Set<string>();
  return {
    add: ({ code, date, text, place }) => {
      if (!isCurrency(code) || code === REFERENCE_BASE) {
        leftOut.add(code.slice(0, 10));
        return;
      }
      quotes.push({ quote: code, date, rate: readRate(text, place) });
    },
    finish: () => {
      if (quotes.length === 0) throw new ReferenceFileError('There is no rate in it.');
      return { quotes, leftOut: [...leftOut].toSorted() };
    },
  };
}

function readRate(text: string, place: string): ExactRate {
  try {
    return parseRate(text);
  } catch (error) {
    if (error instanceof RateFormatError) throw new ReferenceFileError(`${place}: ${error.message}`);
    throw error;
  }
}

/** "2026-11-20", or "20 November 2026" as in the daily CSV. */
function readDate(text: string): CalendarDate | null {
  if (isCalendarDate(text)) return text;
  const match = /^(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})$/.exec(text);
  const month = MONTHS.indexOf(match?.[2] ?? '') + 1;
  if (!match || month === 0) return null;
  const iso = `${match[3]}-${String(month).padStart(2, '0')}-${(match[1] ?? '').padStart(2, '0')}`;
  return isCalendarDate(iso) ? iso : null;
}
