import { type CalendarDate, fromEpochDay, toEpochDay } from '@fintrack/core/dates';
import { extent } from 'd3-array';
import { type ScaleLinear, scaleLinear, scaleUtc } from 'd3-scale';

const MS_PER_DAY = 86_400_000;
const TICKS = 4;
/** Least height of an axis, as a part of its largest value. */
const MIN_EXTENT = 0.04;

/** Room above the highest and below the lowest mark, for labels. */
export interface Margins {
  top: number;
  bottom: number;
}

/** Pixels from the top for a value; `withZero` keeps the zero line in sight, as bars need. */
export function verticalScale(
  values: readonly number[],
  { height, margins, withZero }: { height: number; margins: Margins; withZero: boolean },
): ScaleLinear<number, number> {
  const [low = 0, high = 0] = extent(withZero ? [...values, 0] : values);
  // A flat line is shown flat, in the middle, and on an axis whose short labels ("$18.2K") still differ.
  const extentNeeded = Math.max(Math.abs(low), Math.abs(high)) * MIN_EXTENT || 2;
  const slack = Math.max(0, extentNeeded - (high - low)) / 2;
  return scaleLinear()
    .domain([low - slack, high + slack])
    .nice(TICKS)
    .range([height - margins.bottom, margins.top]);
}

/** A tick of an axis: where it stands and what it says. */
export interface Tick {
  position: number;
  label: string;
}

/** About four round values, in the locale's short notation ("$12K"). */
export function valueTicks(
  scale: ScaleLinear<number, number>,
  {
    locale,
    currency,
    figureText,
  }: { locale: string; currency: string; figureText?: ((value: string) => string) | undefined },
): Tick[] {
  if (figureText !== undefined) {
    const label = (value: number) => figureText(String(Number(value.toPrecision(12))));
    return scale.ticks(TICKS).map((value) => ({ position: scale(value), label: label(value) }));
  }
  const values = scale.ticks(TICKS);
  const labels = shortLabels(values, { locale, currency });
  return values.map((value, index) => ({ position: scale(value), label: labels[index] ?? '' }));
}

/** With as few digits as tell them apart. */
function shortLabels(
  values: readonly number[],
  { locale, currency }: { locale: string; currency: string },
): string[] {
  const labelsWith = (digits: number): string[] => {
    const format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: digits,
    });
    return values.map((value) => format.format(value).replace('-', '\u2212'));
  };
  const distinct = [1, 2, 3].map(labelsWith).find((labels) => new Set(labels).size === labels.length);
  return distinct ?? labelsWith(4);
}

/** Per cent of the width for a day. */
export function dayScale(first: CalendarDate, last: CalendarDate): (date: CalendarDate) => number {
  const scale = scaleLinear()
    .domain([toEpochDay(first), toEpochDay(last)])
    .range([0, 100]);
  return (date) => (first === last ? 50 : scale(toEpochDay(date)));
}

/** About four round days: months where there is room for them, else days; years where months would be too many. */
export function dayTicks(first: CalendarDate, last: CalendarDate, locale: string): Tick[] {
  const position = dayScale(first, last);
  const span = toEpochDay(last) - toEpochDay(first);
  const days = scaleUtc()
    .domain([new Date(toEpochDay(first) * MS_PER_DAY), new Date(toEpochDay(last) * MS_PER_DAY)])
    .ticks(TICKS);
  const format = new Intl.DateTimeFormat(locale, { ...tickStyle(span), timeZone: 'UTC' });
  return days.map((day) => ({
    position: position(fromEpochDay(Math.floor(day.getTime() / MS_PER_DAY))),
    label: format.format(day),
  }));
}

function tickStyle(spanDays: number): Intl.DateTimeFormatOptions {
  if (spanDays <= 120) return { day: 'numeric', month: 'short' };
  return spanDays <= 1500 ? { month: 'short', year: '2-digit' } : { year: 'numeric' };
}
