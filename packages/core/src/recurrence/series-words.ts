import { type CalendarDate, fromEpochDay } from '../dates/index.ts';
import { type Currency, formatMinor } from '../money/index.ts';
import type { Stream } from './judge-stream.ts';
import { rhythmWords, type Schedule } from './schedule.ts';

export interface WordsContext {
  readonly currency: Currency;
  readonly lastDate: CalendarDate;
  readonly isOver: boolean;
}

/** Why rows count as a series, in whole sentences for the user. */
export function reasonsFor(stream: Stream, { currency, lastDate, isOver }: WordsContext): string[] {
  const { rows, fit, hint } = stream;
  const texts = new Set(rows.map((row) => row.text)).size;
  return [
    `It came ${rows.length} times, ${rhythmWords(fit.schedule)}${dayWords(fit.schedule, fit.spread)}.`,
    amountWords(stream, currency),
    ...(fit.missed > 0 ? [`It was left out ${timesWords(fit.missed)} in between.`] : []),
    ...(texts > 1 ? [`The bank wrote it in ${texts} ways.`] : []),
    ...(hint === 'recurring' ? ['Its text or category names something that is paid regularly.'] : []),
    ...(rows.length < 4 ? ['Few rows speak for it yet.'] : []),
    ...(isOver ? [`Nothing came after ${lastDate}.`] : []),
  ];
}

function dayWords({ frequency, days, weekend }: Schedule, spread: number): string {
  if (frequency === 'irregular') return '';
  const on = days.length === 0 ? '' : ` on ${days.map(ordinal).join(' and ')}`;
  const moved = weekend === 'keep' ? '' : `, moved off weekends to the working day ${weekend}`;
  const within = spread === 0 ? '' : `, within ${spread === 1 ? 'a day' : `${spread} days`}`;
  return `${on}${moved}${within}`;
}

function ordinal(day: number): string {
  if (day === 31) return 'the last day';
  const ending = day % 100 >= 11 && day % 100 <= 13 ? 'th' : (ENDINGS[day % 10] ?? 'th');
  return `the ${day}${ending}`;
}

const ENDINGS: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };

function amountWords({ rows, pattern }: Stream, currency: Currency): string {
  const write = (minor: bigint) => `${formatMinor(minor < 0n ? -minor : minor, currency)} ${currency}`;
  const [first, last] = [pattern.steps[0], pattern.steps.at(-1)];
  if (pattern.kind === 'variable' || !first || !last) {
    return `The amounts go from ${write(pattern.lowMinor)} to ${write(pattern.highMinor)}.`;
  }
  if (pattern.steps.length === 1) return `It was ${write(last.amountMinor)} each time.`;
  const since = fromEpochDay(rows[last.from]?.day ?? 0);
  return `The price went from ${write(first.amountMinor)} to ${write(last.amountMinor)}, the latest since ${since}.`;
}

function timesWords(times: number): string {
  if (times === 1) return 'once';
  return times === 2 ? 'twice' : `${times} times`;
}
