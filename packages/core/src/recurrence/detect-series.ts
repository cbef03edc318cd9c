import { type CalendarDate, fromEpochDay } from '../dates/index.ts';
import type { Currency } from '../money/index.ts';
import type { Expectation, PriceStep } from './expectation.ts';
import { brandOf, type MerchantGroup } from './group-merchants.ts';
import { hasStopped } from './has-stopped.ts';
import type { Stream, StreamRow } from './judge-stream.ts';
import { hintOf } from './merchant-words.ts';
import { reasonsFor } from './series-words.ts';
import { joinSuccessors, leftOver, splitStreams, totalBits } from './split-streams.ts';

/** Rows of one merchant under one text, in one account and direction. */
export interface MerchantRows extends MerchantGroup {
  readonly categoryName: string | null;
  /** Oldest first. */
  readonly rows: readonly Pick<StreamRow, 'id' | 'day' | 'amountMinor'>[];
  /** How many there are in all, where only the newest are given: of more, more are regular by chance. */
  readonly total?: number;
}

export interface DetectedSeries extends Expectation {
  readonly rows: readonly { readonly id: string; readonly dueDate: CalendarDate }[];
  readonly amountKind: 'fixed' | 'variable';
  readonly priceHistory: readonly PriceStep[];
  /** Percent. */
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly hasStopped: boolean;
  readonly firstDate: CalendarDate;
  readonly lastDate: CalendarDate;
  /** Words by which slightly other texts of the merchant are known again. */
  readonly merchantWords: readonly string[];
  /** The text and payee of the newest row. */
  readonly text: string;
}

export interface DetectionContext {
  readonly today: CalendarDate;
  readonly currency: Currency;
}

/** Of a merchant with more rows the newest are looked at: whatever comes that often follows no calendar. */
const MAX_ROWS = 4000;

/**
 * The series among the rows of one merchant, which may go by several texts ({@link groupMerchants}). The same rows give
 * the same answer, whatever their order and whatever else there is.
 */
export function detectSeries(merchant: readonly MerchantRows[], context: DetectionContext): DetectedSeries[] {
  const groups = merchant.map(rowsOf);
  const all = groups.flat().sort(byDay).slice(-MAX_ROWS);
  const together = splitStreams(all);
  if (groups.length === 1) return together.map((stream) => describe(stream, merchant, context));
  const apart = groups.flatMap((rows, index) =>
    splitStreams(rows.slice(-MAX_ROWS), merchant[index]?.total ?? rows.length),
  );
  const rest = splitStreams(leftOver(all, apart), all.length);
  const single = joinSuccessors([...apart, ...rest], all.length);
  const chosen = totalBits(together) + 2 >= totalBits(single) ? together : single;
  return chosen.map((stream) => describe(stream, merchant, context));
}

function rowsOf({ rows, text, payeeName, categoryName }: MerchantRows): StreamRow[] {
  const hint = hintOf([text, payeeName, categoryName]);
  return rows.map((row) => ({ ...row, text, hint }));
}

function byDay(left: StreamRow, right: StreamRow): number {
  if (left.day !== right.day) return left.day - right.day;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}

function describe(
  stream: Stream,
  merchant: readonly MerchantRows[],
  { today, currency }: DetectionContext,
): DetectedSeries {
  const { rows, fit, pattern } = stream;
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) throw new Error('A series has rows.');
  const deviations = fit.matches.map((match) => match.deviation);
  const isLoose = fit.schedule.frequency === 'irregular';
  const expectation: Expectation = {
    schedule: fit.schedule,
    expectedMinor: pattern.expectedMinor,
    lowMinor: pattern.lowMinor,
    highMinor: pattern.highMinor,
    earlyDays: isLoose ? fit.spread : Math.max(0, ...deviations.map((days) => -days)),
    lateDays: isLoose ? fit.spread : Math.max(0, ...deviations),
  };
  const lastDate = fromEpochDay(last.day);
  const isOver = hasStopped({ expectation, lastDate, today });
  const confidence = Math.min(
    Math.round(100 / (1 + 2 ** -stream.bits)),
    ceiling(rows.length),
    isOver ? 89 : 99,
  );
  return {
    ...expectation,
    rows: fit.matches.flatMap(({ nominal }, index) => {
      const row = rows[index];
      return row ? [{ id: row.id, dueDate: fromEpochDay(nominal) }] : [];
    }),
    amountKind: pattern.kind,
    priceHistory: pattern.steps.map((step) => ({
      from: fromEpochDay(rows[step.from]?.day ?? first.day),
      amountMinor: step.amountMinor,
      rows: step.rows,
    })),
    confidence,
    reasons: reasonsFor(stream, { currency, lastDate, isOver }),
    hasStopped: isOver,
    firstDate: fromEpochDay(first.day),
    lastDate,
    merchantWords: wordsOf(rows, merchant),
    text: last.text,
  };
}

/** However exact, two or three rows may be a coincidence. */
function ceiling(rows: number): number {
  if (rows === 2) return 75;
  return rows === 3 ? 90 : 99;
}

function wordsOf(rows: readonly StreamRow[], merchant: readonly MerchantRows[]): string[] {
  const texts = new Set(rows.map((row) => row.text));
  const names = merchant.flatMap(({ text, payeeName }) =>
    texts.has(text) ? [brandOf(text), payeeName === null ? null : brandOf(payeeName)] : [],
  );
  return [...new Set(names.filter((name) => name !== null))].sort();
}
