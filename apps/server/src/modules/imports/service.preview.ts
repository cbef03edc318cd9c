import type { UndecidedRows } from '@fintrack/contract';
import { type CalendarDate, dateInZone } from '@fintrack/core/dates';
import { type AccountLedger, balanceAt } from '@fintrack/core/ledger';
import type { Clock } from '../../platform/clock.ts';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { loadLedger } from '../accounts/index.ts';
import { NO_COUNTS } from './present.ts';
import { type NewDay, type PlanTarget, type StatementSums, sumNewDays, sumStatements } from './repo.plan.ts';
import { skipByRules, skipUndecided } from './repo.skips.ts';
import type { ComparedState, RowCounts, StoredStatement } from './repo.stored.ts';
import * as repo from './repo.ts';
import { type ComparedImport, compareImport, isStillCompared } from './service.compare.ts';

/** What an import would do, as it stands now. */
export interface Preview {
  readonly statements: StoredStatement[];
  readonly counts: RowCounts;
  readonly compared: ComparedState | null;
}

interface PreviewInput {
  readonly importId: string;
  readonly statements: readonly StoredStatement[];
  readonly accounts: readonly repo.ImportAccount[];
  readonly today: CalendarDate;
  /** What becomes of the rows that are still asked about: they are added, or left out; unless said, they stay asked. */
  readonly undecided?: UndecidedRows | undefined;
  /** The import was booked before and is read anew. */
  readonly isReplay?: boolean;
  /** What the draft's rows were compared with before: it is not done again while that stands. */
  readonly before?: { readonly compared: ComparedState | null; readonly asked: number };
}

/** Compares every row with what the accounts have, and counts what would be booked. */
export async function previewImport(tx: TenantTransaction, input: PreviewInput): Promise<Preview> {
  return (await compareAndCount(tx, input)).preview;
}

export interface Compared {
  readonly preview: Preview;
  /** What the file has shown of its sources' ids. */
  readonly idCounts: readonly { accountId: string; agreed: number; differed: number }[];
}

/** {@link previewImport}, with what was learnt about ids on the way. */
export async function compareAndCount(tx: TenantTransaction, input: PreviewInput): Promise<Compared> {
  const accountOf = new Map(input.accounts.map((account) => [account.id, account]));
  const targets = input.statements.map(({ index, accountId }) => ({
    index,
    accountId,
    currency: accountId === null ? null : (accountOf.get(accountId)?.currency ?? null),
  }));
  const { idCounts, compared } = (await findStanding(tx, input)) ?? (await compareAnew(tx, input, targets));
  const sums = await sumStatements(tx, input.importId);
  const days = await sumNewDays(tx, input.importId);
  const statements: StoredStatement[] = [];
  for (const statement of input.statements) {
    const counted = count(
      statement,
      sums.find((sum) => sum.index === statement.index),
      accountOf,
    );
    statements.push({ ...counted, ...(await compareBalances(tx, counted, { ...input, days })) });
  }
  return { preview: { statements, counts: addCounts(sums), compared }, idCounts };
}

/** What comparing has given before, where it would give the same again. */
async function findStanding(tx: TenantTransaction, input: PreviewInput): Promise<ComparedImport | null> {
  const { before, undecided } = input;
  if (!before?.compared || (undecided !== undefined && before.asked > 0)) return null;
  if (!(await isStillCompared(tx, before.compared))) return null;
  return { idCounts: before.compared.accounts, compared: before.compared };
}

async function compareAnew(
  tx: TenantTransaction,
  input: PreviewInput,
  targets: readonly PlanTarget[],
): Promise<ComparedImport> {
  const record = await repo.findImport(tx, input.importId);
  const outcome = await compareImport(tx, {
    importId: input.importId,
    matcherVersion: record?.matcherVersion ?? 'v2',
    targets,
    idCounts: await repo.findIdCounts(tx, input.statements),
    isBooking: input.undecided === 'book',
    isReplay: input.isReplay ?? false,
  });
  await skipByRules(tx, input.importId);
  if (input.undecided === 'skip') await skipUndecided(tx, input.importId);
  return outcome;
}

/** The balances of statements whose rows are booked: nothing is to come. */
export async function compareBooked(
  tx: TenantTransaction,
  statements: readonly StoredStatement[],
  today: CalendarDate,
): Promise<StoredStatement[]> {
  const input = { importId: '', statements, accounts: [], today, days: [] };
  const compared: StoredStatement[] = [];
  for (const statement of statements) {
    compared.push({ ...statement, ...(await compareBalances(tx, statement, input)) });
  }
  return compared;
}

/** The tenant's day now. */
export async function todayOf(tx: TenantTransaction, clock: Clock): Promise<CalendarDate> {
  return dateInZone(clock.now(), (await tx.entered).timezone);
}

function count(
  statement: StoredStatement,
  sums: StatementSums | undefined,
  accountOf: ReadonlyMap<string, repo.ImportAccount>,
): StoredStatement {
  const account = statement.accountId === null ? undefined : accountOf.get(statement.accountId);
  const [only, ...others] = sums?.currencies ?? [];
  const currency = account?.currency ?? (others.length === 0 ? only : undefined) ?? null;
  const isOne = others.length === 0 && (only === undefined || only === currency);
  return {
    ...statement,
    currency: currency ?? statement.currency,
    rowCount: sums?.rowCount ?? 0,
    sumMinor: isOne ? String(sums?.sumMinor ?? 0n) : null,
    newSumMinor: isOne || account ? String(sums?.newSumMinor ?? 0n) : null,
    firstDate: sums?.firstDate ?? null,
    lastDate: sums?.lastDate ?? null,
  };
}

async function compareBalances(
  tx: TenantTransaction,
  statement: StoredStatement,
  input: PreviewInput & { readonly days: readonly NewDay[] },
): Promise<Pick<StoredStatement, 'resultingMinor' | 'balancesAgree'>> {
  const { accountId } = statement;
  if (accountId === null) return { resultingMinor: null, balancesAgree: null };
  const ledger = await loadLedger(tx, accountId);
  const siblings = new Set(
    input.statements.filter((other) => other.accountId === accountId).map((other) => other.index),
  );
  const added = input.days
    .filter((day) => siblings.has(day.statementIndex))
    .map((day) => ({ date: day.date, postedMinor: day.postedMinor, pendingMinor: 0n, rowCount: 0 }));
  const date = statement.closingDate ?? input.today;
  const resulting = balanceAt({ anchors: ledger.anchors, totals: [...ledger.totals, ...added] }, date);
  return {
    resultingMinor: String(resulting),
    balancesAgree:
      statement.closingMinor === null ? null : agree(ledger, BigInt(statement.closingMinor), resulting),
  };
}

/** In an account without anchor and rows the bank's balance is where the books begin: it cannot contradict them. */
export function agree(ledger: AccountLedger, closing: bigint, resulting: bigint): boolean | null {
  if (closing === resulting) return true;
  return ledger.anchors.length === 0 && ledger.totals.length === 0 ? null : false;
}

function addCounts(sums: readonly StatementSums[]): RowCounts {
  const counts = { ...NO_COUNTS };
  for (const { fates } of sums) {
    for (const fate of FATES) {
      counts[fate] += fates[fate];
      counts.total += fates[fate];
    }
  }
  return counts;
}

/** All that can become of a row. */
export const FATES = ['new', 'match', 'ask', 'duplicate', 'deleted', 'skip', 'invalid'] as const;
