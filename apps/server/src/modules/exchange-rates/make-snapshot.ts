import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type CalendarDate, isCalendarDate } from '@fintrack/core/dates';
import { type Currency, parseCurrency } from '@fintrack/core/money';
import {
  type ExactRate,
  parseRate,
  type RateSeries,
  REFERENCE_BASE,
  writeSnapshot,
} from '@fintrack/core/rates';
import { z } from 'zod';
import { readRateFile } from './read-rate-file.ts';
import { SNAPSHOT_FOLDER } from './service.snapshot.ts';

/** The H.10 series of the Federal Reserve as FRED names them ("DEX" left out): the pair that each is quoted as. */
// biome-ignore format: a row for each way of quoting
const H10: Readonly<Record<string, readonly [base: string, quote: string]>> = {
  USEU: ['EUR', 'USD'], USUK: ['GBP', 'USD'], USAL: ['AUD', 'USD'], USNZ: ['NZD', 'USD'],
  BZUS: ['USD', 'BRL'], CAUS: ['USD', 'CAD'], CHUS: ['USD', 'CNY'], DNUS: ['USD', 'DKK'], HKUS: ['USD', 'HKD'],
  INUS: ['USD', 'INR'], JPUS: ['USD', 'JPY'], KOUS: ['USD', 'KRW'], MAUS: ['USD', 'MYR'], MXUS: ['USD', 'MXN'],
  NOUS: ['USD', 'NOK'], SDUS: ['USD', 'SEK'], SFUS: ['USD', 'ZAR'], SIUS: ['USD', 'SGD'], SLUS: ['USD', 'LKR'],
  SZUS: ['USD', 'CHF'], TAUS: ['USD', 'TWD'], THUS: ['USD', 'THB'],
};

/**
 * Makes the shipped file of a source anew, for whoever maintains FinTrack: from a file of the European Central Bank, or
 * from the Federal Reserve's series as JSON, `{"2024-11-29": {"USEU": 1.0547, ...}, ...}`.
 * @returns what it wrote.
 */
export async function makeSnapshot(
  bytes: Uint8Array,
): Promise<{ file: string; rates: number; until: string }> {
  const isJson = bytes[0] === '{'.charCodeAt(0);
  const series = isJson ? readH10(new TextDecoder().decode(bytes)) : readEuroSeries(bytes);
  const file = join(SNAPSHOT_FOLDER, isJson ? 'fed-h10.txt.gz' : 'ecb.txt.gz');
  await writeFile(file, gzipSync(writeSnapshot(series), { level: 9 }));
  const until =
    series
      .flatMap((each) => each.dates.slice(-1))
      .toSorted()
      .at(-1) ?? '';
  return { file, until, rates: series.reduce((count, each) => count + each.dates.length, 0) };
}

function readEuroSeries(bytes: Uint8Array): RateSeries[] {
  const found = new Map<Currency, Map<CalendarDate, ExactRate>>();
  for (const { quote, date, rate } of readRateFile(bytes).quotes) {
    found.set(quote, (found.get(quote) ?? new Map<CalendarDate, ExactRate>()).set(date, rate));
  }
  return [...found].map(([quote, rates]) => toSeries(REFERENCE_BASE, quote, rates));
}

/**
 * Days since the euro on which the euro was quoted: on others the United States had a holiday, and what a series says of
 * them is not of that day.
 */
function readH10(text: string): RateSeries[] {
  const days = z.record(z.string(), z.record(z.string(), z.number())).parse(JSON.parse(text));
  const wanted = Object.entries(days).flatMap(([date, values]) =>
    isCalendarDate(date) && date >= '1999-01-04' && values.USEU !== undefined ? [{ date, values }] : [],
  );
  return Object.entries(H10).map(([code, [base, quote]]) => {
    const rates = new Map<CalendarDate, ExactRate>();
    for (const { date, values } of wanted) {
      const value = values[code];
      // A JSON number is written with its shortest digits, which are those that were published.
      if (value !== undefined) rates.set(date, parseRate(String(value)));
    }
    return toSeries(parseCurrency(base), parseCurrency(quote), rates);
  });
}

function toSeries(base: Currency, quote: Currency, rates: ReadonlyMap<CalendarDate, ExactRate>): RateSeries {
  const sorted = [...rates].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return { base, quote, dates: sorted.map(([date]) => date), rates: sorted.map(([, rate]) => rate) };
}
