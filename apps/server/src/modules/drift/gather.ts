import { addDays, type CalendarDate } from '@fintrack/core/dates';
import {
  type BankLine,
  decimalSlipsOf,
  type Evidence,
  firstBadDay,
  type OtherRate,
  type Segment,
} from '@fintrack/core/drift';
import { type Currency, isCurrency, money, parseCurrency } from '@fintrack/core/money';
import { convertMoney } from '@fintrack/core/rates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { loadRates } from '../exchange-rates/index.ts';
import * as repo from './repo.evidence.ts';

/** Rows of the weeks around tell a rhythm, a twin and a wrong side of the anchor. */
const DAYS_BEFORE = 45;
const DAYS_AFTER = 20;
/** What comes regularly is looked for by its amount, this far. */
const RHYTHM_DAYS = 400;
/** A bank books a payment abroad by the rate of one of the days around. */
const RATE_DAYS = 3;
const MAX_FOREIGN = 100;

/** A time of an account that does not add up. */
export interface BadSegment extends Segment {
  readonly accountId: string;
  readonly currency: Currency;
  readonly rowCount: number;
  readonly previousDriftMinor: bigint | null;
  readonly nextDriftMinor: bigint | null;
}

/** The evidence with what a mend needs of it. */
export interface Gathered {
  readonly evidence: Evidence;
  /** Version and account of a row that a mend may change, by its id. */
  readonly facts: ReadonlyMap<string, { readonly version: number; readonly accountId: string }>;
  /** False where the segment has more rows than are read; those of telling amounts were looked up all the same. */
  readonly hasAllRows: boolean;
}

/** Reads what may explain a drift. */
export async function gatherEvidence(tx: TenantTransaction, segment: BadSegment): Promise<Gathered> {
  const span = { accountId: segment.accountId, after: segment.since, upTo: segment.until };
  const around = { ...span, after: addDays(span.after, -DAYS_BEFORE), upTo: addDays(span.upTo, DAYS_AFTER) };
  const [lines, days] = await Promise.all([repo.findLines(tx, widen(span)), repo.findDaySums(tx, span)]);
  const telling = tellingAmounts(segment, lines, days);
  const far = { ...span, after: addDays(span.after, -RHYTHM_DAYS), upTo: addDays(span.upTo, RHYTHM_DAYS) };
  const [inside, before, after, byAmount, deleted, legs] = await Promise.all([
    repo.findRows(tx, span, repo.MAX_ROWS),
    repo.findRows(tx, { ...around, upTo: span.after }),
    repo.findRows(tx, { ...around, after: span.upTo }),
    repo.findRowsByAmount(tx, far, telling),
    repo.findDeleted(tx, span, telling),
    repo.findLoneLegs(tx, { ...span, currency: segment.currency }, telling),
  ]);
  const rows = [
    ...new Map([...inside, ...before, ...after, ...byAmount].map((row) => [row.id, row])).values(),
  ];
  const rates = await otherRates(tx, segment, inside);
  const own = [...rows, ...deleted].map(
    (row) => [row.id, { version: row.version, accountId: segment.accountId }] as const,
  );
  return {
    evidence: {
      segment,
      previousDriftMinor: segment.previousDriftMinor,
      nextDriftMinor: segment.nextDriftMinor,
      rows: rows.map((row) => ({ ...row, atOtherRates: rates.get(row.id) ?? [] })),
      deleted,
      lines,
      legs,
      days,
    },
    facts: new Map([...own, ...legs.map((leg) => [leg.id, leg] as const)]),
    hasAllRows: inside.length < repo.MAX_ROWS,
  };
}

/** A file tells of a payment some days before or after the books do. */
function widen(span: repo.Span): repo.Span {
  return { ...span, after: addDays(span.after, -5), upTo: addDays(span.upTo, 5) };
}

/** Amounts of single rows that would explain the drift, or a step of it that the bank's balances show. */
function tellingAmounts(segment: BadSegment, lines: readonly BankLine[], days: Evidence['days']): bigint[] {
  const steps = [segment.driftMinor, ...stepsOf(segment, lines, days)];
  const amounts = steps.flatMap((step) => [
    step,
    -step,
    ...(step % 2n === 0n ? [-step / 2n] : []),
    ...decimalSlipsOf(step),
  ]);
  return [...new Set(amounts)].filter((amount) => amount !== 0n);
}

function stepsOf(segment: Segment, lines: readonly BankLine[], days: Evidence['days']): bigint[] {
  const evidence: Evidence = {
    segment,
    lines,
    days,
    previousDriftMinor: null,
    nextDriftMinor: null,
    rows: [],
    deleted: [],
    legs: [],
  };
  const bad = firstBadDay(evidence);
  return bad ? [bad.stepMinor] : [];
}

/** What rows with an original amount would be at the rates of the days around. */
async function otherRates(
  tx: TenantTransaction,
  segment: BadSegment,
  rows: readonly repo.EvidenceRow[],
): Promise<ReadonlyMap<string, readonly OtherRate[]>> {
  const foreign = rows
    .filter((row) => row.originalMinor !== null && row.originalCurrency !== null)
    .slice(0, MAX_FOREIGN);
  if (foreign.length === 0) return new Map();
  const currencies = foreign.flatMap((row) =>
    row.originalCurrency !== null && isCurrency(row.originalCurrency) ? [row.originalCurrency] : [],
  );
  const from = addDays(segment.since, -RATE_DAYS);
  const table = await loadRates(tx, {
    currencies: [segment.currency, ...currencies],
    from,
    to: addDays(segment.until, RATE_DAYS),
  });
  return new Map(
    foreign.map((row) => {
      const original = money(
        row.originalMinor ?? 0n,
        parseCurrency(row.originalCurrency ?? segment.currency),
      );
      const found = nearDays(row.date).flatMap((date): OtherRate[] => {
        const rate = table.lookup(original.currency, segment.currency, date);
        if (rate.kind === 'unknown') return [];
        const { minor } = convertMoney(original, rate.rate, segment.currency);
        const isOpposite = minor < 0n !== row.amountMinor < 0n;
        return [{ amountMinor: isOpposite ? -minor : minor, source: `the rate of ${rate.date}` }];
      });
      return [row.id, found];
    }),
  );
}

function nearDays(date: CalendarDate): CalendarDate[] {
  return Array.from({ length: 2 * RATE_DAYS + 1 }, (_, index) => addDays(date, index - RATE_DAYS));
}
