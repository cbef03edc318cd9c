import type { Transaction } from '@fintrack/contract';
import type { Clock } from '../../platform/clock.ts';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { type FilterQuery, listTransactions } from './list.ts';
import type { ListPosition, ListSort } from './repo.list.ts';
import { withSplits } from './service.links.ts';

/** Rows that are in memory at once, and made ready in one go while nothing else runs. */
const ROWS_AT_ONCE = 500;

/**
 * Every row that a list has, in its order, some at a time and with the parts of splits: page after page of the list
 * itself, each going on where the one before ended, so that memory is the same for a hundred rows and ten million.
 * @throws {AppError} what the list refuses
 */
export async function* listAll(
  tx: TenantTransaction,
  query: FilterQuery,
  { sort, clock }: { readonly sort: ListSort; readonly clock: Clock },
): AsyncGenerator<Transaction[]> {
  // A search for "this month" means the same month on its last page as on its first.
  const now = clock.now();
  let after: ListPosition | undefined;
  for (;;) {
    const page = { sort, after, offset: 0, limit: ROWS_AT_ONCE, clock: { now: () => now } };
    const { transactions, next } = await listTransactions(tx, query, page);
    if (transactions.length > 0) yield await withSplits(tx, transactions);
    if (next === null) return;
    after = next;
  }
}
