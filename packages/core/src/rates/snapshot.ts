import { addDays, type CalendarDate, daysBetween, isCalendarDate } from '../dates/index.ts';
import { type Currency, parseCurrency } from '../money/index.ts';
import { type ExactRate, exactRate, formatRate } from './exact-rate.ts';

/** The rates of one pair, oldest first: one `base` was `rates[i]` of `quote` on `dates[i]`. */
export interface RateSeries {
  readonly base: Currency;
  readonly quote: Currency;
  readonly dates: readonly CalendarDate[];
  readonly rates: readonly ExactRate[];
}

const HEADER = 'fintrack-rates 1';

/**
 * Writes series as a small text, which packs well: the days once, as steps in days; of each series the steps between
 * its values in units of its last decimal, nothing where a day has no value.
 * @throws {RangeError} for a rate that no decimal says exactly.
 */
export function writeSnapshot(series: readonly RateSeries[]): string {
  const days = [...new Set(series.flatMap((each) => each.dates))].toSorted();
  return [HEADER, writeDays(days), ...series.map((each) => writeSeries(each, days)), ''].join('\n');
}

/** Reads what {@link writeSnapshot} wrote, series by series. @throws {RangeError} for another text. */
export function* readSnapshot(text: string): Generator<RateSeries> {
  const [header, dayLine = '', ...lines] = text.split('\n');
  if (header !== HEADER)
    throw new RangeError(`This is not a file of rates: it does not begin with "${HEADER}".`);
  const days = readDays(dayLine);
  for (const line of lines) if (line !== '') yield readSeries(line, days);
}

function writeDays(days: readonly CalendarDate[]): string {
  return days
    .map((day, index) => {
      const before = days[index - 1];
      return before === undefined ? day : daysBetween(before, day);
    })
    .join(',');
}

function readDays(line: string): CalendarDate[] {
  const [first = '', ...steps] = line.split(',');
  if (!isCalendarDate(first)) throw new RangeError(`"${first.slice(0, 20)}" is not a date.`);
  const days = [first];
  let day = first;
  for (const step of steps) {
    day = addDays(day, Number(readInteger(step)));
    days.push(day);
  }
  return days;
}

function writeSeries({ base, quote, dates, rates }: RateSeries, days: readonly CalendarDate[]): string {
  const texts = new Map(dates.map((date, index) => [date, decimalOf(rates[index])]));
  const places = Math.max(0, ...[...texts.values()].map((text) => fractionOf(text).length));
  let last = 0n;
  const steps = days.map((day) => {
    const text = texts.get(day);
    if (text === undefined) return '';
    const value = BigInt((text.split('.')[0] ?? '') + fractionOf(text).padEnd(places, '0'));
    const step = value - last;
    last = value;
    return step.toString();
  });
  return `${base} ${quote} ${places} ${steps.join(',')}`;
}

function readSeries(line: string, days: readonly CalendarDate[]): RateSeries {
  const [base = '', quote = '', places = '', steps = ''] = line.split(' ');
  const denominator = 10n ** readInteger(places);
  const dates: CalendarDate[] = [];
  const rates: ExactRate[] = [];
  let value = 0n;
  steps.split(',').forEach((step, index) => {
    const day = days[index];
    if (step === '') return;
    if (day === undefined) throw new RangeError(`The series ${base} ${quote} has more values than days.`);
    value += readInteger(step);
    dates.push(day);
    rates.push(exactRate(value, denominator));
  });
  return { base: parseCurrency(base), quote: parseCurrency(quote), dates, rates };
}

function decimalOf(rate: ExactRate | undefined): string {
  if (rate === undefined) throw new RangeError('A series has as many rates as days.');
  const text = formatRate(rate);
  const [whole = '', fraction = ''] = text.split('.');
  const isExact =
    BigInt(whole + fraction) * rate.denominator === rate.numerator * 10n ** BigInt(fraction.length);
  if (!isExact) throw new RangeError('No decimal says this rate exactly.');
  return text;
}

function fractionOf(text: string): string {
  return text.split('.')[1] ?? '';
}

function readInteger(text: string): bigint {
  if (!/^-?\d{1,30}$/.test(text)) throw new RangeError(`"${text.slice(0, 20)}" is not a whole number.`);
  return BigInt(text);
}
