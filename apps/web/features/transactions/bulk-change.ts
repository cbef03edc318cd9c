import { type BulkResult, bulkTransactions } from '@fintrack/contract';
import { browserApi } from '@/lib/api/browser-api.ts';
import { newIdempotencyKey } from '@/lib/idempotency-key.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import type { TransactionFilter } from './transaction-filter.ts';

/** What is asked of many rows, without saying which. */
export type BulkChange =
  | { readonly action: 'categorise'; readonly categoryId: string | null }
  | { readonly action: 'tag'; readonly add: string[]; readonly remove: string[] }
  | { readonly action: 'update'; readonly set: BulkSet }
  | { readonly action: 'move'; readonly accountId: string }
  | { readonly action: 'delete' };

interface BulkSet {
  readonly date?: string;
  readonly dateShiftDays?: number;
  readonly status?: ListedTransaction['status'];
  readonly payeeName?: string;
  readonly payeeId?: null;
}

/** Rows by name, or everything that a filter matches. */
export type Marked =
  | { readonly rows: readonly ListedTransaction[]; readonly isAll: false; readonly count: number }
  | {
      readonly rows: readonly ListedTransaction[];
      readonly isAll: true;
      readonly count: number;
      readonly filter: TransactionFilter;
    };

/** More rows than these are shown before anything is done. */
const UNASKED = 50;

/** True where the person first sees in numbers what would happen. */
export function isPreviewed(marked: Marked): boolean {
  return marked.isAll || marked.count > UNASKED;
}

/**
 * Sends the change of all rows as one request. Rows that cannot be changed so are left as they are.
 * @throws {ApiError} when nothing can be done, with the reason.
 */
export async function sendBulk(
  change: BulkChange,
  marked: Marked,
  { dryRun }: { readonly dryRun: boolean },
): Promise<BulkResult> {
  const selection = marked.isAll ? { filter: marked.filter } : { ids: marked.rows.map(({ id }) => id) };
  const { data } = await browserApi().call(bulkTransactions, {
    body: { ...change, ...selection, partial: true, dryRun },
    idempotencyKey: newIdempotencyKey(),
  });
  return data;
}
