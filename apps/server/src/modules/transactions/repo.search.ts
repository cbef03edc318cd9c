import type { CalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { ConditionBuilder } from './repo.filter.ts';
import { chooseRows, type ListPosition, type ListSort, statement, type TotalsRow } from './repo.list.ts';

/** A row that fits, and its place in the order. */
export type Hit = ListPosition;

export interface Walk {
  readonly hits: Hit[];
  /** Rows that were looked at. */
  readonly walked: number;
  /** The first and the last of them; null when there was none. */
  readonly first: Hit | null;
  readonly last: Hit | null;
}

interface Ordered {
  readonly column: 'date' | 'amount_minor';
  readonly direction: 'ASC' | 'DESC';
  readonly order: string;
  /** What a later row's place is to an earlier one's. */
  readonly beyond: '<' | '>';
}

/** What a sort of the list means in SQL. */
function orderOf(sort: ListSort): Ordered {
  const column = sort.endsWith('amount') ? 'amount_minor' : 'date';
  const [direction, beyond] = sort.startsWith('-') ? (['DESC', '<'] as const) : (['ASC', '>'] as const);
  return { column, direction, order: `ORDER BY t.${column} ${direction}, t.id ${direction}`, beyond };
}

/** Adds that rows stand behind a place of the order. */
export function addPosition(conditions: ConditionBuilder, sort: ListSort, after: ListPosition): void {
  const { column, beyond } = orderOf(sort);
  const key = `${conditions.bind(after.key)}::${column === 'date' ? 'date' : 'bigint'}`;
  conditions.where(`(t.${column}, t.id) ${beyond} (${key}, ${conditions.bind(after.id)}::uuid)`);
}

/** Looks at the next rows of the conditions along an index, and tells which of them fit a check. */
export async function walkRows(
  tx: TenantTransaction,
  conditions: ConditionBuilder,
  walk: { readonly sort: ListSort; readonly check: string; readonly limit: number },
): Promise<Walk> {
  const { column, order } = orderOf(walk.sort);
  const rows = chooseRows(conditions, { columns: 't.*', order, limit: walk.limit, offset: 0 });
  const result = await tx.client.query<Hit & { isHit: boolean; walked: number }>(
    statement(
      `SELECT w.id, w.key, w.is_hit AS "isHit", w.walked FROM (
         SELECT t.id, t.${column}::text AS key, (${walk.check}) IS TRUE AS is_hit,
           row_number() OVER (${order})::int AS number, count(*) OVER ()::int AS walked
         FROM (${rows}) t
       ) w WHERE w.is_hit OR w.number IN (1, w.walked) ORDER BY w.number`,
      conditions.build().values,
      conditions,
    ),
  );
  const [first, last] = [result.rows[0], result.rows.at(-1)];
  return {
    hits: result.rows.filter((row) => row.isHit).map(({ id, key }) => ({ id, key })),
    walked: last?.walked ?? 0,
    first: first ? { id: first.id, key: first.key } : null,
    last: last ? { id: last.id, key: last.key } : null,
  };
}

/** A question to the index of words. */
export interface Probe {
  /** Made by toTemplate. */
  readonly template: string;
  /** Periods to go through, in this order. */
  readonly periods: readonly number[];
  /** After so many places, or so many milliseconds, it stops behind a period. */
  readonly limit: number;
  readonly ms: number;
}

/** How far a question went. */
export interface Probed {
  /** Periods that it went through to their ends. */
  readonly used: number;
  /** The first period alone has more places than the limit. */
  readonly isDense: boolean;
  /** It stopped before its limit: the period after the used ones has more places than that, or the time was over. */
  readonly isNextFull: boolean;
}

/** The first rows at the places that the index knows and the conditions allow, and how many there are. */
export async function probeRows(
  tx: TenantTransaction,
  conditions: ConditionBuilder,
  probe: Probe & { readonly sort: ListSort; readonly take: number },
): Promise<Probed & { readonly hits: Hit[]; readonly count: number }> {
  const { order, direction } = orderOf(probe.sort);
  const result = await tx.client.query<
    { id: string | null; key: string | null; count: number | null } & ProbedRow
  >(
    placesStatement(conditions, probe, {
      select: (found) =>
        `SELECT t.id, t.date::text AS key, count(*) OVER ()::int AS count ${found} ${order} LIMIT ${probe.take}`,
      order: ` ORDER BY r.key ${direction}, r.id ${direction}`,
    }),
  );
  const hits = result.rows.flatMap(({ id, key }) => (id === null || key === null ? [] : [{ id, key }]));
  return { hits, count: result.rows[0]?.count ?? 0, ...readProbed(result.rows[0], probe) };
}

/** The first rows of a dense period behind a place of the list; for a search that has no conditions but on words. */
export async function firstRows(
  tx: TenantTransaction,
  conditions: ConditionBuilder,
  asked: {
    readonly template: string;
    readonly period: number;
    readonly after: ListPosition;
    readonly sort: ListSort;
    readonly take: number;
  },
): Promise<Hit[]> {
  const { template, period, after, sort, take } = asked;
  const { order } = orderOf(sort);
  const parameters = [
    `${conditions.bind(template)}, ${conditions.bind(period)}::int`,
    `${conditions.bind(after.key)}::date, ${conditions.bind(after.id)}::uuid`,
    `${sort === '-date'}, ${conditions.showsParts}, ${conditions.bind(take)}::int`,
  ];
  const { text, values } = conditions.build();
  const result = await tx.client.query<Hit>(
    statement(
      `SELECT t.id, t.date::text AS key FROM transactions t
       WHERE t.ctid = ANY((SELECT search_first(${parameters.join(', ')}))::tid[]) AND ${text} ${order}`,
      values,
    ),
  );
  return result.rows;
}

export async function probeCount(
  tx: TenantTransaction,
  conditions: ConditionBuilder,
  probe: Probe,
): Promise<Probed & { readonly count: number }> {
  const result = await tx.client.query<{ count: number } & ProbedRow>(
    placesStatement(conditions, probe, { select: (found) => `SELECT count(*)::int AS count ${found}` }),
  );
  return { count: result.rows[0]?.count ?? 0, ...readProbed(result.rows[0], probe) };
}

export async function probeSums(
  tx: TenantTransaction,
  conditions: ConditionBuilder,
  probe: Probe,
): Promise<Probed & { readonly sums: TotalsRow[] }> {
  const result = await tx.client.query<{ [Key in keyof TotalsRow]: TotalsRow[Key] | null } & ProbedRow>(
    placesStatement(conditions, probe, {
      select: (found) => `SELECT t.currency, count(*)::int AS count, sum(t.amount_minor)::text AS net,
        coalesce(sum(t.amount_minor) FILTER (WHERE t.amount_minor > 0), 0)::text AS "moneyIn" ${found}
        GROUP BY t.currency`,
    }),
  );
  const sums = result.rows.flatMap(({ currency, count, net, moneyIn }) =>
    currency === null || count === null || net === null || moneyIn === null
      ? []
      : [{ currency, count, net, moneyIn }],
  );
  return { sums, ...readProbed(result.rows[0], probe) };
}

interface ProbedRow {
  readonly places: number;
  readonly used: number;
}

function readProbed(row: ProbedRow | undefined, { limit, periods }: Probe): Probed {
  const { places, used } = row ?? { places: 0, used: 0 };
  return {
    used,
    isDense: used === 0 && places >= limit,
    isNextFull: used > 0 && used < periods.length && places < limit,
  };
}

/**
 * The index answers places of rows, which hold for this one statement, and the rows there are read under the policy
 * like any others.
 */
function placesStatement(
  conditions: ConditionBuilder,
  { template, periods, limit, ms }: Probe,
  { select, order = '' }: { readonly select: (found: string) => string; readonly order?: string },
): { name?: string; text: string; values: unknown[] } {
  const asked = `${conditions.bind(template)}, ${conditions.bind(periods)}::int[], ${conditions.bind(limit)}::int, ${conditions.bind(Math.round(ms))}::int`;
  const { joins, text, values } = conditions.build();
  const rows = select(`FROM transactions t${joins} WHERE t.ctid = ANY(p.places) AND ${text}`);
  return statement(
    `SELECT p.used, cardinality(p.places) AS places, r.* FROM search_places(${asked}) p
     LEFT JOIN LATERAL (${rows}) r ON true${order}`,
    values,
    conditions,
  );
}

/** First and last day of the books; null without rows. */
export async function findSpan(
  tx: TenantTransaction,
): Promise<{ first: CalendarDate; last: CalendarDate } | null> {
  const live = 'FROM transactions t WHERE t.deleted_at IS NULL AND t.parent_id IS NULL ORDER BY t.date';
  const result = await tx.client.query<{ first: CalendarDate | null; last: CalendarDate | null }>({
    name: 'transactions-span',
    text: `SELECT (SELECT t.date::text ${live}, t.id LIMIT 1) AS first,
      (SELECT t.date::text ${live} DESC, t.id DESC LIMIT 1) AS last`,
  });
  const { first, last } = result.rows[0] ?? {};
  return first && last ? { first, last } : null;
}
