import { type CalendarDate, dateInZone } from '@fintrack/core/dates';
import { type AccountLedger, balanceAt } from '@fintrack/core/ledger';
import type { Clock } from '../../platform/clock.ts';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { loadLedger } from '../accounts/index.ts';
import { NO_COUNTS } from './present.ts';
import { type NewDay, planRows, type StatementSums, sumNewDays, sumStatements } from './repo.plan.ts';
import type { RowCounts, StoredStatement } from './repo.stored.ts';
import type { ImportAccount } from './repo.ts';

/** What an import would do, as it stands now. */
export interface Preview {
  readonly statements: StoredStatement[];
  readonly counts: RowCounts;
}

interface PreviewInput {
  readonly importId: string;
  readonly statements: readonly StoredStatement[];
  readonly accounts: readonly ImportAccount[];
  readonly today: CalendarDate;
}

/** Compares every row with what the accounts have, and counts what would be booked. */
export async function previewImport(tx: TenantTransaction, input: PreviewInput): Promise<Preview> {
  const accountOf = new Map(input.accounts.map((account) => [account.id, account]));
  const targets = input.statements.map(({ index, accountId }) => ({
    index,
    accountId,
    currency: accountId === null ? null : (accountOf.get(accountId)?.currency ?? null),
  }));
  await planRows(tx, input.importId, targets);
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
  return { statements, counts: addCounts(sums) };
}

/** The tenant's day now. */
export async function todayOf(tx: TenantTransaction, clock: Clock): Promise<CalendarDate> {
  return dateInZone(clock.now(), (await tx.entered).timezone);
}

function count(
  statement: StoredStatement,
  sums: StatementSums | undefined,
  accountOf: ReadonlyMap<string, ImportAccount>,
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
function agree(ledger: AccountLedger, closing: bigint, resulting: bigint): boolean | null {
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

const FATES = ['new', 'duplicate', 'deleted', 'skip', 'invalid'] as const;
