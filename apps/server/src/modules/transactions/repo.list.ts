import type { TenantTransaction } from '../../platform/database/index.ts';
import type { ConditionBuilder } from './repo.filter.ts';
import { selectRows, type TransactionRow } from './repo.rows.ts';

type ListSort = '-date' | 'date' | '-amount' | 'amount';

/** The last row of the page before: its date or minor units, and its id. */
export interface ListPosition {
  readonly key: string;
  readonly id: string;
}

export interface ListPage {
  readonly sort: ListSort;
  readonly after?: ListPosition | undefined;
  readonly offset: number;
  readonly limit: number;
}

/**
 * One page. The rows are chosen first, along an index, and only those that are shown are joined with the names.
 * Raw SQL on the connection: this is the statement that the program runs most, and its text is made once per shape of
 * filter, so that PostgreSQL keeps it prepared.
 */
export async function listRows(
  tx: TenantTransaction,
  conditions: ConditionBuilder,
  page: ListPage,
): Promise<TransactionRow[]> {
  const column = page.sort.endsWith('amount') ? 'amount_minor' : 'date';
  const type = column === 'date' ? 'date' : 'bigint';
  const [direction, beyond] = page.sort.startsWith('-') ? ['DESC', '<'] : ['ASC', '>'];
  if (page.after) {
    const key = conditions.bind(page.after.key);
    conditions.where(
      `(t.${column}, t.id) ${beyond} (${key}::${type}, ${conditions.bind(page.after.id)}::uuid)`,
    );
  }
  const { text: where, values } = conditions.build();
  const order = `ORDER BY t.${column} ${direction}, t.id ${direction}`;
  // Limit and offset stand in the text: as parameters the planner would not know how few rows are wanted.
  const bounds = `LIMIT ${page.limit}${page.offset > 0 ? ` OFFSET ${page.offset}` : ''}`;
  const source = `(SELECT t.* FROM transactions t WHERE ${where} ${order} ${bounds})`;
  const result = await tx.client.query<TransactionRow>(statement(`${selectRows(source)} ${order}`, values));
  return result.rows;
}

/** Rows that a filter selects, counted up to `cap`. */
export async function countRows(
  tx: TenantTransaction,
  conditions: ConditionBuilder,
  cap: number,
): Promise<number> {
  const { text: where, values } = conditions.build();
  const result = await tx.client.query<{ count: number }>(
    statement(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM transactions t WHERE ${where} LIMIT ${cap}) counted`,
      values,
    ),
  );
  return result.rows[0]?.count ?? 0;
}

/** Sums of one currency, in minor units as decimal text. */
export interface TotalsRow {
  readonly currency: string;
  readonly count: number;
  readonly moneyIn: string;
  readonly net: string;
}

export async function sumRows(tx: TenantTransaction, conditions: ConditionBuilder): Promise<TotalsRow[]> {
  const { text: where, values } = conditions.build();
  const result = await tx.client.query<TotalsRow>(
    statement(
      `SELECT t.currency, count(*)::int AS count, sum(t.amount_minor)::text AS net,
         coalesce(sum(t.amount_minor) FILTER (WHERE t.amount_minor > 0), 0)::text AS "moneyIn"
       FROM transactions t WHERE ${where} GROUP BY t.currency ORDER BY t.currency`,
      values,
    ),
  );
  return result.rows;
}

/** Words are looked for row by row: after this many milliseconds the search is given up. */
export async function limitSearchTime(tx: TenantTransaction, timeoutMs: number): Promise<void> {
  await tx.client.query(`SELECT set_config('statement_timeout', $1, true)`, [String(timeoutMs)]);
}

const MAX_PREPARED = 64;
const prepared = new Map<string, string>();

/** The first shapes seen are kept prepared on each connection; rare ones are not worth the memory. */
function statement(
  text: string,
  values: readonly unknown[],
): { name?: string; text: string; values: unknown[] } {
  let name = prepared.get(text);
  if (name === undefined && prepared.size < MAX_PREPARED) {
    name = `transactions-${prepared.size + 1}`;
    prepared.set(text, name);
  }
  return name === undefined ? { text, values: [...values] } : { name, text, values: [...values] };
}
