import type { TenantTransaction } from '../../platform/database/index.ts';
import type { Condition, ConditionBuilder } from './repo.filter.ts';
import { selectRows, type TransactionRow } from './repo.rows.ts';

export type ListSort = '-date' | 'date' | '-amount' | 'amount';

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
  const { byDate } = conditions;
  const [key, id] = column === 'date' ? [byDate.date, byDate.id] : [`t.${column}`, 't.id'];
  if (page.after) {
    const after = conditions.bind(page.after.key);
    conditions.where(
      `(${key}, ${id}) ${beyond} (${after}::${type}, ${conditions.bind(page.after.id)}::uuid)`,
    );
  }
  const order = `ORDER BY t.${column} ${direction}, t.id ${direction}`;
  const source = `(${chooseRows(conditions, { columns: 't.*', order, ...page })})`;
  const { values } = conditions.build();
  const result = await tx.client.query<TransactionRow>(
    statement(`${selectRows(source)} ${order}`, values, conditions),
  );
  return result.rows;
}

export interface Choice {
  readonly columns: string;
  readonly order: string;
  readonly limit: number;
  readonly offset: number;
}

/**
 * The rows of a page. A list that shows parts takes its first rows from those that are not split and from the parts,
 * each along an index that has the order, and merges them.
 */
export function chooseRows(conditions: ConditionBuilder, { columns, order, limit, offset }: Choice): string {
  // Limit and offset stand in the text: as parameters the planner would not know how few rows are wanted.
  const bounds = `LIMIT ${limit}${offset > 0 ? ` OFFSET ${offset}` : ''}`;
  const isByDate = order.startsWith('ORDER BY t.date');
  const from = ({ joins, byDate }: Condition) => (isByDate ? byDate.source : `transactions t${joins}`);
  if (!conditions.showsParts) {
    const chosen = conditions.build();
    return `SELECT ${columns} FROM ${from(chosen)} WHERE ${chosen.text} ${order} ${bounds}`;
  }
  const halves = (['unsplit', 'parts'] as const).map((half) => {
    const chosen = conditions.build(half);
    return `(SELECT t.* FROM ${from(chosen)} WHERE ${chosen.text} ${order} LIMIT ${limit + offset})`;
  });
  return `SELECT ${columns} FROM (${halves.join(' UNION ALL ')}) t ${order} ${bounds}`;
}

/** Ids of the rows that a filter selects, newest first. */
export async function listIds(
  tx: TenantTransaction,
  conditions: ConditionBuilder,
  limit: number,
): Promise<string[]> {
  const order = 'ORDER BY t.date DESC, t.id DESC';
  const { values } = conditions.build();
  const result = await tx.client.query<{ id: string }>(
    statement(chooseRows(conditions, { columns: 't.id', order, limit, offset: 0 }), values),
  );
  return result.rows.map(({ id }) => id);
}

/** Rows that a filter selects, counted up to `cap`. */
export async function countRows(
  tx: TenantTransaction,
  conditions: ConditionBuilder,
  cap: number,
): Promise<number> {
  const { joins, text: where, values } = conditions.build();
  const result = await tx.client.query<{ count: number }>(
    statement(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM transactions t${joins} WHERE ${where} LIMIT ${cap}) counted`,
      values,
      conditions,
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
  const { joins, text: where, values } = conditions.build();
  const result = await tx.client.query<TotalsRow>(
    statement(
      `SELECT t.currency, count(*)::int AS count, sum(t.amount_minor)::text AS net,
         coalesce(sum(t.amount_minor) FILTER (WHERE t.amount_minor > 0), 0)::text AS "moneyIn"
       FROM transactions t${joins} WHERE ${where} GROUP BY t.currency ORDER BY t.currency`,
      values,
      conditions,
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

/**
 * The first shapes seen are kept prepared on each connection; rare ones are not worth the memory, and one plan for all
 * values is not good enough for conditions that may select one row or all.
 */
export function statement(
  text: string,
  values: readonly unknown[],
  conditions?: ConditionBuilder,
): { name?: string; text: string; values: unknown[] } {
  // Without a name of its own a statement would be given one by the pool.
  if (conditions?.isPlannedAnew) return { name: '', text, values: [...values] };
  let name = prepared.get(text);
  if (name === undefined && prepared.size < MAX_PREPARED) {
    name = `transactions-${prepared.size + 1}`;
    prepared.set(text, name);
  }
  return name === undefined ? { text, values: [...values] } : { name, text, values: [...values] };
}
