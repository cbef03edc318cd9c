import { addDays, parseCalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { findTransferPairs } from './proposals.ts';
import * as repo from './repo.certain.ts';

/** A pair of this score has the amounts, the days and a text that speaks of a transfer or names the other account. */
const CERTAIN_SCORE = 85;
const DAYS_APART = 5;
/** The newest rows around an import that are looked at. */
const ROWS = 3_000;

/**
 * Makes one transfer of two rows that are its two sides for certain, one of which this import has booked: nothing else
 * fits either, and more than the amount speaks for it. The others stay for the page of proposals. Answers how many.
 */
export async function linkCertainTransfers(tx: TenantTransaction, importId: string): Promise<number> {
  const days = await repo.findImportedDays(tx, importId);
  if (days === null) return 0;
  const pairs = await findTransferPairs(tx, {
    from: addDays(parseCalendarDate(days.first), -DAYS_APART),
    to: addDays(parseCalendarDate(days.last), DAYS_APART),
    days: DAYS_APART,
    rows: ROWS,
  });
  const certain = pairs.filter((pair) => pair.score >= CERTAIN_SCORE && !pair.isContested);
  if (certain.length === 0) return 0;
  return repo.linkPairs(tx, {
    importId,
    paidIds: certain.map(({ paid }) => paid.id),
    receivedIds: certain.map(({ received }) => received.id),
  });
}
