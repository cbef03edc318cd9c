import { type CalendarDate, toEpochDay } from '../dates/index.ts';
import type { Currency, Money } from '../money/index.ts';
import { convertMoney, type ExactRate } from '../rates/index.ts';
import { type Evidence, judgePair } from './judge-pair.ts';
import { type Pairable, stablePairs } from './stable-pairs.ts';

/** A row that is no transfer yet and might be one leg of one. */
export interface TransferCandidate {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly date: CalendarDate;
  /** Negative leaves the account. */
  readonly amount: Money;
  /** The amount in another currency, as the bank's line had it. */
  readonly original: Money | null;
  /** Description and payee, to look for names and words in. */
  readonly text: string;
  /** The row was said to be a transfer and has no other leg. */
  readonly isTransfer: boolean;
}

/** What pairing has to know beyond the rows. */
export interface PairingRules {
  /** How many days may lie between the two rows. */
  readonly days: number;
  /** The known rate of a day; null when there is none. */
  readonly rateOf: (from: Currency, to: Currency, date: CalendarDate) => ExactRate | null;
  /** What earlier transfers between the two currencies usually got; null when there were none. */
  readonly usualRateOf: (from: Currency, to: Currency) => ExactRate | null;
  /** The user has said that these two are no transfer. */
  readonly isRejected: (paid: TransferCandidate, received: TransferCandidate) => boolean;
}

/** Two rows that look like one transfer. */
export interface TransferPair {
  readonly paid: TransferCandidate;
  readonly received: TransferCandidate;
  /** 0 to 100. */
  readonly score: number;
  /** What speaks for the pair and against it, as texts for the user. */
  readonly reasons: readonly string[];
  /** Another row would fit one of the two as well. */
  readonly isContested: boolean;
}

/** A bank keeps a few per cent of an exchange; percent of the amount that the rate gives. */
const RATE_TOLERANCE_PERCENT = 3n;
const USUAL_TOLERANCE_PERCENT = 5n;
/** A row of a very common amount is compared with so many nearest ones only. */
const NEAREST = 20;

/**
 * Finds rows of two accounts that look like the two legs of one transfer: one pays and the other receives, within
 * `days`, with opposite amounts in one currency, or across currencies by the original amount, by the known rate of the
 * day, or by what earlier transfers got. Each row stands in its best pair only. Rules: docs/specs/transfers.md.
 * @returns pairs, the newest first.
 */
export function pairTransfers(rows: readonly TransferCandidate[], rules: PairingRules): TransferPair[] {
  const dated = rows.map((row) => ({ row, day: toEpochDay(row.date) }));
  const received = indexReceived(dated.filter(({ row }) => row.amount.minor > 0n));
  const found = dated
    .filter(({ row }) => row.amount.minor < 0n)
    .flatMap((paid) => partnersOf(paid, received, rules));
  const rivals = countRivals(found);
  const scored = found.map(({ paid, received: other, daysLater, evidence }): Scored => {
    const isContested = (rivals.get(paid.id) ?? 0) > 1 || (rivals.get(other.id) ?? 0) > 1;
    const verdict = judgePair({ paid, received: other, daysLater, evidence, isContested });
    const pair = { paid, received: other, isContested, ...verdict };
    return { left: paid.id, right: other.id, daysApart: Math.abs(daysLater), pair };
  });
  return stablePairs(scored, betterFirst)
    .map(({ pair }) => pair)
    .toSorted(newestFirst);
}

/** A row with the number of its day, which is compared often. */
interface Dated {
  readonly row: TransferCandidate;
  readonly day: number;
}

interface Found {
  readonly paid: TransferCandidate;
  readonly received: TransferCandidate;
  /** Days from the paying row to the receiving one. */
  readonly daysLater: number;
  readonly evidence: Evidence;
}

interface Received {
  /** By currency and amount, and by currency and original amount. */
  readonly exact: ReadonlyMap<string, readonly Dated[]>;
  /** By currency, the smallest amount first. */
  readonly byCurrency: ReadonlyMap<Currency, readonly Dated[]>;
}

function indexReceived(rows: readonly Dated[]): Received {
  const exact = new Map<string, Dated[]>();
  const byCurrency = new Map<Currency, Dated[]>();
  for (const dated of rows) {
    for (const amount of amountsOf(dated.row)) push(exact, keyOf(amount), dated);
    push(byCurrency, dated.row.amount.currency, dated);
  }
  for (const list of byCurrency.values()) {
    list.sort((left, right) => compareMinor(left, right.row.amount.minor));
  }
  return { exact, byCurrency };
}

function partnersOf({ row: paid, day }: Dated, received: Received, rules: PairingRules): Found[] {
  const found = new Map<string, Found>();
  const add = ({ row: other, day: otherDay }: Dated, evidence: Evidence) => {
    const daysLater = otherDay - day;
    if (Math.abs(daysLater) > rules.days || paid.accountId === other.accountId || found.has(other.id)) return;
    if (!rules.isRejected(paid, other)) found.set(other.id, { paid, received: other, daysLater, evidence });
  };
  for (const amount of amountsOf(paid)) {
    for (const other of received.exact.get(keyOf(amount)) ?? []) {
      const isSameCurrency = other.row.amount.currency === paid.amount.currency;
      // Two rows of one currency are compared by their own amounts alone.
      if (isSameCurrency && other.row.amount.minor !== -paid.amount.minor) continue;
      add(other, { kind: isSameCurrency ? 'opposite' : 'original' });
    }
  }
  for (const [currency, rows] of received.byCurrency) {
    if (currency === paid.amount.currency) continue;
    addByRate({ paid, currency, rows, rules, add });
  }
  return [...found.values()]
    .toSorted((left, right) => Math.abs(left.daysLater) - Math.abs(right.daysLater))
    .slice(0, NEAREST);
}

interface ByRate {
  readonly paid: TransferCandidate;
  readonly currency: Currency;
  readonly rows: readonly Dated[];
  readonly rules: PairingRules;
  readonly add: (other: Dated, evidence: Evidence) => void;
}

function addByRate({ paid, currency, rows, rules, add }: ByRate): void {
  const { amount, date } = paid;
  const known = rules.rateOf(amount.currency, currency, date);
  const rate = known ?? rules.usualRateOf(amount.currency, currency);
  if (rate === null) return;
  const kind = known ? 'rate' : 'usualRate';
  const tolerance = known ? RATE_TOLERANCE_PERCENT : USUAL_TOLERANCE_PERCENT;
  const expected = -convertMoney(amount, rate, currency).minor;
  const slack = (expected * tolerance + 99n) / 100n;
  for (let at = firstFrom(rows, expected - slack); at < rows.length; at += 1) {
    const other = rows[at];
    if (!other || other.row.amount.minor > expected + slack) return;
    const off = other.row.amount.minor - expected;
    // A tenth of a per cent is one; against nothing to compare with, nothing is off.
    const offPermille = expected === 0n ? 0 : Number((off * 1000n) / expected);
    add(other, { kind, offPermille, tolerancePercent: Number(tolerance) });
  }
}

/** The magnitudes by which two rows can agree exactly. */
function amountsOf({ amount, original }: TransferCandidate): Money[] {
  return original === null ? [amount] : [amount, original];
}

function keyOf({ minor, currency }: Money): string {
  return `${currency} ${minor < 0n ? -minor : minor}`;
}

/** Index of the first row whose amount is not below `minor`. */
function firstFrom(rows: readonly Dated[], minor: bigint): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const dated = rows[middle];
    if (dated && compareMinor(dated, minor) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareMinor({ row }: Dated, minor: bigint): number {
  if (row.amount.minor === minor) return 0;
  return row.amount.minor < minor ? -1 : 1;
}

function countRivals(found: readonly Found[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { paid, received } of found) {
    for (const { id } of [paid, received]) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

interface Scored extends Pairable {
  readonly daysApart: number;
  readonly pair: TransferPair;
}

/** By score, then by nearness, then newest first; the ids decide what nothing else does. */
function betterFirst(first: Scored, second: Scored): number {
  const byScore = second.pair.score - first.pair.score;
  return byScore || first.daysApart - second.daysApart || newestFirst(first.pair, second.pair);
}

function newestFirst(first: TransferPair, second: TransferPair): number {
  if (first.paid.date !== second.paid.date) return first.paid.date < second.paid.date ? 1 : -1;
  const [left, right] = [first.paid.id + first.received.id, second.paid.id + second.received.id];
  if (left === right) return 0;
  return left < right ? 1 : -1;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
