import type { ServerEvent } from '@fintrack/contract';
import { idsOf } from './transaction-filter.ts';

type RowEvent = ServerEvent<'transaction_update'>;

/** A row of the list, as far as an event can tell whether it is the one that is shown. */
interface ShownRow {
  readonly id: string;
  readonly date: string;
  readonly amount: string;
  readonly description: string;
  readonly accountId: string;
}

/** True when the event says something that the list does not show yet: somebody else has changed a row. */
export function isNews(event: RowEvent, shown: ReadonlyMap<string, ShownRow>): boolean {
  const row = shown.get(event.id);
  if (event.change === 'deleted') return row !== undefined;
  if (row === undefined) return event.change === 'created';
  return (
    row.date !== event.date ||
    row.amount !== event.amount ||
    row.description !== event.description ||
    row.accountId !== event.account_id
  );
}

/** True when one of the accounts can be in the list at all. */
export function concerns(accountIds: readonly string[], filterAccountId: string | undefined): boolean {
  const wanted = idsOf(filterAccountId);
  return wanted.length === 0 || accountIds.some((id) => wanted.includes(id));
}
