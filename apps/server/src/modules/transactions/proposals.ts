import type { TransferProposal } from '@fintrack/contract';
import { addDays, type CalendarDate } from '@fintrack/core/dates';
import { impliedRate } from '@fintrack/core/ledger';
import { pairTransfers, type TransferCandidate, type TransferPair } from '@fintrack/core/matching';
import { type Currency, money, parseCurrency } from '@fintrack/core/money';
import type { ExactRate, RateTable } from '@fintrack/core/rates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { loadRates } from '../exchange-rates/index.ts';
import { refuseField } from './checks.ts';
import { rateOf, toRelated } from './detail.ts';
import * as repo from './repo.transfers.ts';
import { findStored } from './repo.ts';
import { linkTransfer } from './transfers.ts';

/** Rows that the page of proposals looks at, and that the dashboard does. */
const PAGE_ROWS = 3_000;
const GLANCE_ROWS = 500;
const DEFAULT_DAYS_BACK = 90;
const DEFAULT_DAYS_APART = 5;

export interface ProposalQuery {
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  /** How many days may lie between the two rows. */
  readonly days: number;
  readonly today: CalendarDate;
}

export interface ProposalPage {
  readonly limit: number;
  /** The last pair of the page before. */
  readonly after?: ProposalPosition | undefined;
}

interface ProposalPosition {
  readonly date: string;
  readonly paidId: string;
}

export interface ProposalList {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly proposals: TransferProposal[];
  readonly next: ProposalPosition | null;
}

/** A page of the pairs that look like transfers, newest first. */
export async function listProposals(
  tx: TenantTransaction,
  query: ProposalQuery,
  { limit, after }: ProposalPage,
): Promise<ProposalList> {
  const to = query.to ?? query.today;
  const from = query.from ?? addDays(to, -DEFAULT_DAYS_BACK);
  const found = await findPairs(tx, { from, to, days: query.days, rows: PAGE_ROWS });
  const rest = after ? found.pairs.filter((pair) => isAfter(pair, after)) : found.pairs;
  const shown = rest.slice(0, limit);
  const last = rest.length > limit ? shown.at(-1) : undefined;
  return {
    from: found.from,
    to,
    proposals: await present(tx, shown),
    next: last ? { date: last.paid.date, paidId: last.paid.id } : null,
  };
}

/** How many pairs of the last 90 days look like transfers, among the newest rows. */
export async function countProposals(tx: TenantTransaction, today: CalendarDate): Promise<number> {
  const from = addDays(today, -DEFAULT_DAYS_BACK);
  const { pairs } = await findPairs(tx, { from, to: today, days: DEFAULT_DAYS_APART, rows: GLANCE_ROWS });
  return pairs.length;
}

/** Links a pair. Answers the rows that changed. */
export function acceptProposal(tx: TenantTransaction, firstId: string, secondId: string): Promise<string[]> {
  return linkTransfer(tx, { id: firstId, otherId: secondId });
}

/** Remembers that two rows are no transfer. */
export async function rejectProposal(
  tx: TenantTransaction,
  firstId: string,
  secondId: string,
): Promise<void> {
  if (!(await findStored(tx, firstId))) refuseField('firstId', 'There is no such transaction.');
  if (firstId === secondId || !(await findStored(tx, secondId))) {
    refuseField('secondId', 'There is no such other transaction.');
  }
  await repo.insertRejectedPair(tx, { id: newId(), rowIds: [firstId, secondId] });
}

/** The pairs of a period that look like transfers, as they would be proposed. */
export async function findTransferPairs(
  tx: TenantTransaction,
  window: repo.CandidateWindow,
): Promise<readonly TransferPair[]> {
  return (await findPairs(tx, window)).pairs;
}

interface Found {
  readonly from: CalendarDate;
  readonly pairs: readonly TransferPair[];
}

async function findPairs(tx: TenantTransaction, window: repo.CandidateWindow): Promise<Found> {
  const { from, rows } = await repo.findCandidates(tx, window);
  if (rows.length === 0) return { from, pairs: [] };
  const currencies = [...new Set(rows.map(({ currency }) => parseCurrency(currency)))];
  const isMixed = currencies.length > 1;
  // All statements are on their way before the first answer is waited for.
  const [rejected, rates, past] = await Promise.all([
    repo.findRejectedPairs(tx),
    loadRates(tx, { currencies, from, to: window.to }),
    isMixed ? repo.findPastExchanges(tx) : [],
  ]);
  const fingerprints = new Map(rows.map(({ id, fingerprint }) => [id, fingerprint]));
  const isRejected = rejectionTest(rejected, (id) => fingerprints.get(id) ?? null);
  const pairs = pairTransfers(rows.map(toCandidate), {
    days: window.days,
    rateOf: knownRates(rates),
    usualRateOf: usualRates(past),
    isRejected,
  });
  return { from, pairs };
}

function toCandidate(row: repo.CandidateRow): TransferCandidate {
  const { id, accountId, accountName, date, text, isTransfer, originalAmount, originalCurrency } = row;
  const hasOriginal = originalAmount !== null && originalCurrency !== null;
  return {
    id,
    accountId,
    accountName,
    date,
    text,
    isTransfer,
    amount: money(BigInt(row.amount), parseCurrency(row.currency)),
    original: hasOriginal ? money(BigInt(originalAmount), parseCurrency(originalCurrency)) : null,
  };
}

type RejectionTest = (
  paid: Pick<TransferCandidate, 'id' | 'accountId'>,
  received: Pick<TransferCandidate, 'id' | 'accountId'>,
) => boolean;

/**
 * A row is known by its id, and where the rejected one is gone, by its account and bank line: the same line that was
 * booked again.
 */
function rejectionTest(
  rejected: readonly repo.RejectedPair[],
  fingerprintOf: (id: string) => string | null,
): RejectionTest {
  const keys = new Set(rejected.map(({ sides }) => pairKey(sideKey(sides[0]), sideKey(sides[1]))));
  if (keys.size === 0) return () => false;
  const keysOf = ({ id, accountId }: Pick<TransferCandidate, 'id' | 'accountId'>) => {
    const fingerprint = fingerprintOf(id);
    return fingerprint === null ? [id] : [id, `${accountId} ${fingerprint}`];
  };
  return (paid, received) =>
    keysOf(paid).some((left) => keysOf(received).some((right) => keys.has(pairKey(left, right))));
}

function sideKey({ id, accountId, fingerprint, isGone }: repo.RejectedSide): string {
  return isGone && fingerprint !== null ? `${accountId} ${fingerprint}` : id;
}

function pairKey(left: string, right: string): string {
  return left < right ? `${left}\u0000${right}` : `${right}\u0000${left}`;
}

/** Rates by pair and day, each looked up once. */
function knownRates(
  table: RateTable,
): (from: Currency, to: Currency, date: CalendarDate) => ExactRate | null {
  const known = new Map<string, ExactRate | null>();
  return (from, to, date) => {
    const key = `${from} ${to} ${date}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = table.lookup(from, to, date);
    const rate = found.kind === 'known' ? found.rate : null;
    known.set(key, rate);
    return rate;
  };
}

/** The median of what earlier transfers got, by pair of currencies. */
function usualRates(past: readonly repo.PastExchange[]): (from: Currency, to: Currency) => ExactRate | null {
  const rates = new Map<string, ExactRate[]>();
  for (const { from, to, paid, received } of past) {
    const rate = impliedRate(
      money(BigInt(paid), parseCurrency(from)),
      money(BigInt(received), parseCurrency(to)),
    );
    if (rate) rates.set(`${from} ${to}`, [...(rates.get(`${from} ${to}`) ?? []), rate]);
  }
  return (from, to) => {
    const sorted = (rates.get(`${from} ${to}`) ?? []).toSorted(compareRates);
    return sorted[sorted.length >> 1] ?? null;
  };
}

function compareRates(left: ExactRate, right: ExactRate): number {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The order of the list: by the paying row, newest first. */
function isAfter({ paid }: TransferPair, after: ProposalPosition): boolean {
  return paid.date < after.date || (paid.date === after.date && paid.id < after.paidId);
}

async function present(tx: TenantTransaction, pairs: readonly TransferPair[]): Promise<TransferProposal[]> {
  if (pairs.length === 0) return [];
  const rows = await repo.findRelatedById(
    tx,
    pairs.flatMap(({ paid, received }) => [paid.id, received.id]),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return pairs.flatMap(({ paid, received, score, reasons }) => {
    const [left, right] = [byId.get(paid.id), byId.get(received.id)];
    if (!left || !right) return [];
    return [
      {
        paid: toRelated(left),
        received: toRelated(right),
        score,
        reasons: [...reasons],
        rate: rateOf(left, right),
      },
    ];
  });
}
