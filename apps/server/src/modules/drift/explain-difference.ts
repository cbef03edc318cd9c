import type * as contract from '@fintrack/contract';
import { addDays, type CalendarDate } from '@fintrack/core/dates';
import { findSuspects } from '@fintrack/core/drift';
import { type Currency, formatMinor } from '@fintrack/core/money';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { type BadSegment, gatherEvidence } from './gather.ts';
import { presentSuspect } from './present.ts';
import { withinTime } from './repo.evidence.ts';

/** A statement that does not add up from the rows that are ticked. Money in minor units of the account's currency. */
export interface OpenStatement {
  readonly accountId: string;
  readonly currency: Currency;
  /** The day that the statement opens at the end of; null: before the first row. */
  readonly since: CalendarDate | null;
  readonly until: CalendarDate;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly differenceMinor: bigint;
  readonly tickedIds: ReadonlySet<string>;
}

const SEARCH_TIMEOUT_MS = 2000;
const NAMED = 5;
/** A statement that opens nowhere is searched this far back. */
const DAYS_BACK = 366;

/**
 * The likeliest causes of a statement's difference. A row that is not ticked counts like one that the bank has not
 * booked: to tick it is the most likely remedy of all. The mends are left out, because the statement comes first.
 */
export async function explainDifference(
  tx: TenantTransaction,
  statement: OpenStatement,
): Promise<contract.Suspect[]> {
  const segment: BadSegment = {
    accountId: statement.accountId,
    currency: statement.currency,
    since: statement.since ?? addDays(statement.until, -DAYS_BACK),
    until: statement.until,
    openingMinor: statement.openingMinor,
    closingMinor: statement.closingMinor,
    driftMinor: statement.differenceMinor,
    rowCount: statement.tickedIds.size,
    previousDriftMinor: 0n,
    nextDriftMinor: 0n,
  };
  const gathered = await withinTime(tx, SEARCH_TIMEOUT_MS, () => gatherEvidence(tx, segment));
  if (!gathered) return [];
  const { evidence, facts } = gathered;
  const isUnticked = (row: { id: string; status: string }) =>
    row.status === 'cleared' && !statement.tickedIds.has(row.id);
  const { suspects } = findSuspects({
    ...evidence,
    rows: evidence.rows.map((row) => (isUnticked(row) ? { ...row, status: 'pending' } : row)),
    // The days' sums have rows that are not ticked, so they tell no first bad day here.
    lines: evidence.lines.map((line) => ({ ...line, balanceMinor: null })),
  });
  const cleared = new Map(evidence.rows.filter(isUnticked).map((row) => [row.id, row]));
  return suspects.slice(0, NAMED).map((suspect) => {
    const shown = { ...presentSuspect(suspect, segment, facts), mend: null };
    const [item] = suspect.items;
    const row =
      suspect.kind === 'pending_posted' && item?.source === 'row' ? cleared.get(item.row.id) : undefined;
    if (!row) return shown;
    const amount = `${formatMinor(row.amountMinor, statement.currency)} ${statement.currency}`;
    return {
      ...shown,
      explanation: `A row of exactly that amount is not ticked: "${row.label.slice(0, 60)}", ${row.date}, ${amount}.`,
      reasons: [],
    };
  });
}
