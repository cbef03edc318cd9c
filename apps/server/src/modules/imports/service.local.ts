import { type CalendarDate, fromEpochDay, toEpochDay } from '@fintrack/core/dates';
import { type AccountLedger, balanceAt } from '@fintrack/core/ledger';
import { PUMP_HOLD, PUMP_MOST } from '@fintrack/core/matching';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { loadLedger } from '../accounts/index.ts';

import { NO_COUNTS } from './present.ts';
import { findCandidates, PENDING, saveChosen } from './repo.candidates.ts';
import { saveFates } from './repo.compare.ts';
import * as local from './repo.local.ts';
import { type NewDay, type StatementSums, sumNewDays, sumStatements } from './repo.plan.ts';
import * as rowsRepo from './repo.rows.ts';
import { skipByRules } from './repo.skips.ts';
import type { RowCounts, StoredStatement } from './repo.stored.ts';
import * as repo from './repo.ts';
import { judgeIds } from './service.compare.ts';
import { agree, FATES } from './service.preview.ts';
import { chooseInThread } from './weigh-in-thread.ts';

/** A word on one row of a draft, and the row as it was before. */
export interface LocalDecision {
  readonly record: repo.ImportRecord;
  readonly row: rowsRepo.ImportRowRecord;
  readonly decision: Pick<rowsRepo.ImportRowRecord, 'decision' | 'decidedTransactionId'>;
  /** The account that the row goes to. */
  readonly account: repo.ImportAccount;
  readonly today: CalendarDate;
}

/** More that competes is compared with all the rest. */
const MOST_ITEMS = 500;

/**
 * Takes the user's word on a row and compares only what competes with it. False where that is not enough, and the whole
 * draft has to be compared: an exact pair is involved, too much is alike, or nothing is known of the draft as a whole.
 * The outcome is that of the whole comparison, which a test holds.
 */
export async function decideLocally(tx: TenantTransaction, target: LocalDecision): Promise<boolean> {
  const { record, row, decision, account, today } = target;
  const state = record.compared?.accounts.find(({ accountId }) => accountId === account.id);
  if (!state || record.compared?.isCut !== false || record.matcherVersion !== 'v2') return false;
  if (row.fingerprint === null || row.currency !== account.currency || row.own !== null) return false;
  const isExact = row.decision !== 'same' && row.matchedTransactionId !== null && row.matchScore === null;
  if (isExact) return false;
  const scope: local.LocalScope = {
    importId: record.id,
    accountId: account.id,
    currency: account.currency,
    statements: record.statements
      .filter(({ accountId }) => accountId === account.id)
      .map(({ index }) => index),
  };
  const { rowNumber } = row;
  const said = [row.decidedTransactionId, decision.decidedTransactionId].filter((id) => id !== null);
  for (const rowId of new Set(said)) {
    if (await local.touchesExact(tx, scope, { rowNumber, rowId })) return false;
  }
  await rowsRepo.updateRow(tx, { importId: record.id, rowNumber }, decision);
  const found = await findCompeting(tx, scope, { row, said });
  if (found === null) return false;
  const { rowIds, rowNumbers } = found;
  const before = await sumUp(tx, record.id, rowNumbers);
  await local.collectLocal(tx, scope, { rowNumbers, first: state.first, last: state.last });
  const trust = judgeIds([state], await repo.findIdCounts(tx, record.statements));
  const pairs = await findCandidates(tx, { importId: record.id, isReplay: false, rowIds });
  await saveChosen(tx, await chooseInThread(pairs, trust));
  await saveFates(tx, { importId: record.id, targets: [], isReplay: false, isBooking: false, isFew: true });
  await skipByRules(tx, record.id, rowNumbers);
  const after = await sumUp(tx, record.id, rowNumbers);
  await repo.updateImport(tx, record.id, await countAnew(tx, { record, account, today, before, after }));
  return true;
}

interface Competing {
  readonly rowIds: readonly string[];
  readonly rowNumbers: readonly number[];
}

/** All lines and rows that are connected with a row by candidates; null where they are too many. */
async function findCompeting(
  tx: TenantTransaction,
  scope: local.LocalScope,
  { row, said }: { readonly row: rowsRepo.ImportRowRecord; readonly said: readonly string[] },
): Promise<Competing | null> {
  const { date, amountMinor, matchedTransactionId, rowNumber } = row;
  if (date === null || amountMinor === null) return null;
  const own = {
    key: String(rowNumber),
    date,
    amount: String(amountMinor),
    isPending: row.status === 'pending',
  };
  const partners = [...said, ...(matchedTransactionId === null ? [] : [matchedTransactionId])];
  const seeds = await local.findItems(tx, [...new Set(partners)]);
  const lines = new Map<string, local.LocalItem>([[own.key, own]]);
  const rows = new Map(seeds.map((item) => [item.key, item]));
  const source = new LineSource(tx, scope);
  for (let items: readonly local.LocalItem[] = [own, ...seeds]; items.length > 0; ) {
    const near = await source.near(items);
    if (near === null) return null;
    const found = await local.findRowsNear(tx, scope, { items, limit: MOST_ITEMS + 1 });
    items = [...keepNew(lines, near), ...keepNew(rows, found)];
    if (lines.size + rows.size > MOST_ITEMS) return null;
  }
  const isPending = [...lines.values(), ...rows.values()].some((item) => item.isPending);
  if (isPending && (await rowsRepo.hasManyPending(tx, scope, PENDING))) return null;
  return { rowIds: [...rows.keys()], rowNumbers: [...lines.keys()].map(Number) };
}

/** Open lines of a draft near others; what was looked for once is not looked for again. */
class LineSource {
  readonly #tx: TenantTransaction;
  readonly #scope: local.LocalScope;
  readonly #known = new Map<string, local.LocalItem>();
  readonly #amounts = new Set<string>();
  #isPendingKnown = false;

  constructor(tx: TenantTransaction, scope: local.LocalScope) {
    this.#tx = tx;
    this.#scope = scope;
  }

  /** Null where too many are alike. */
  async near(items: readonly local.LocalItem[]): Promise<readonly local.LocalItem[] | null> {
    const amounts = [...new Set(items.map(({ amount }) => amount))].filter(
      (amount) => !this.#amounts.has(amount),
    );
    const pending = items.filter(({ isPending }) => isPending);
    if (amounts.length > 0 || pending.length > 0 || !this.#isPendingKnown) {
      const found = await local.findLines(this.#tx, this.#scope, {
        amounts,
        isPendingSought: !this.#isPendingKnown,
        around: fieldAround(pending),
        limit: MOST_LINES + 1,
      });
      if (found.length > MOST_LINES) return null;
      for (const line of found) this.#known.set(line.key, line);
      for (const amount of amounts) this.#amounts.add(amount);
      this.#isPendingKnown = true;
    }
    return [...this.#known.values()].filter((line) => items.some((item) => mayCompete(line, item)));
  }
}

/** So many lines are looked through for those that are near. */
const MOST_LINES = 5000;

/** The days and amounts in which lines may be what these pending items are. */
function fieldAround(pending: readonly local.LocalItem[]): local.LineField['around'] {
  const days = pending.map(({ date }) => toEpochDay(date));
  if (days.length === 0) return null;
  const most = pending.reduce((largest, { amount }) => {
    const size = absolute(BigInt(amount));
    // What a pump bills after it has asked for so little.
    const reach = size === PUMP_HOLD ? PUMP_MOST : size * BigInt(local.RATIO);
    return reach > largest ? reach : largest;
  }, 0n);
  return {
    first: fromEpochDay(Math.min(...days) - local.REACH_DAYS),
    last: fromEpochDay(Math.max(...days) + local.REACH_DAYS),
    most,
  };
}

/** Of one amount within days, or one of them pending and the other perhaps its posting. */
function mayCompete(one: local.LocalItem, other: local.LocalItem): boolean {
  const apart = Math.abs(toEpochDay(one.date) - toEpochDay(other.date));
  if (one.amount === other.amount && apart <= local.CROWDING_DAYS) return true;
  if ((!one.isPending && !other.isPending) || apart > local.REACH_DAYS) return false;
  const [left, right] = [BigInt(one.amount), BigInt(other.amount)];
  if (left < 0n !== right < 0n) return false;
  const [less, more] = [absolute(left), absolute(right)].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (less === undefined || more === undefined) return false;
  return more <= less * BigInt(local.RATIO) || (less === PUMP_HOLD && more <= PUMP_MOST);
}

const absolute = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

function keepNew(
  known: Map<string, local.LocalItem>,
  found: readonly local.LocalItem[],
): readonly local.LocalItem[] {
  const added = found.filter(({ key }) => !known.has(key));
  for (const item of added) known.set(item.key, item);
  return added;
}

interface Sums {
  readonly statements: readonly StatementSums[];
  readonly days: readonly NewDay[];
}

async function sumUp(tx: TenantTransaction, importId: string, rowNumbers: readonly number[]): Promise<Sums> {
  return {
    statements: await sumStatements(tx, importId, rowNumbers),
    days: await sumNewDays(tx, importId, rowNumbers),
  };
}

interface Change {
  readonly record: repo.ImportRecord;
  readonly account: repo.ImportAccount;
  readonly today: CalendarDate;
  readonly before: Sums;
  readonly after: Sums;
}

/** The counts and balances of the import, by what has changed in its rows. */
async function countAnew(
  tx: TenantTransaction,
  { record, account, today, before, after }: Change,
): Promise<{ readonly statements: StoredStatement[]; readonly counts: RowCounts }> {
  const counts = { ...NO_COUNTS, ...record.counts };
  const tally = (sums: Sums, sign: 1 | -1): void => {
    for (const { fates } of sums.statements) for (const fate of FATES) counts[fate] += sign * fates[fate];
  };
  tally(before, -1);
  tally(after, 1);
  const ledger = await loadLedger(tx, account.id);
  const statements = record.statements.map((statement) =>
    statement.accountId === account.id ? recount(statement, { before, after, ledger, today }) : statement,
  );
  return { statements, counts };
}

function recount(
  statement: StoredStatement,
  {
    before,
    after,
    ledger,
    today,
  }: Pick<Change, 'before' | 'after' | 'today'> & { readonly ledger: AccountLedger },
): StoredStatement {
  const newOf = (sums: Sums): bigint =>
    sums.statements.find(({ index }) => index === statement.index)?.newSumMinor ?? 0n;
  const { newSumMinor, resultingMinor, closingMinor } = statement;
  const date = statement.closingDate ?? today;
  const added = [
    ...after.days.map((day) => ({ ...day, sign: 1n })),
    ...before.days.map((day) => ({ ...day, sign: -1n })),
  ].map(({ date: day, postedMinor, sign }) => ({
    date: day,
    postedMinor: sign * postedMinor,
    pendingMinor: 0n,
    rowCount: 0,
  }));
  const { anchors, totals } = ledger;
  const moved = balanceAt({ anchors, totals: [...totals, ...added] }, date) - balanceAt(ledger, date);
  const resulting = resultingMinor === null ? null : BigInt(resultingMinor) + moved;
  return {
    ...statement,
    newSumMinor: newSumMinor === null ? null : String(BigInt(newSumMinor) + newOf(after) - newOf(before)),
    resultingMinor: resulting === null ? null : String(resulting),
    balancesAgree:
      closingMinor === null || resulting === null
        ? statement.balancesAgree
        : agree(ledger, BigInt(closingMinor), resulting),
  };
}
