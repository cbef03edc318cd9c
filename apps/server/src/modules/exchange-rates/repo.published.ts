import type { CalendarDate } from '@fintrack/core/dates';
import { formatRate, type RateSeries, type ReferenceQuote } from '@fintrack/core/rates';
import { sql } from 'drizzle-orm';
import type { ClientBase } from 'pg';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { exchangeRateSources, exchangeRates } from './tables.ts';

/** Who publishes rates. */
export type PublishedSource = 'ecb' | 'fed';

/*
 * What is published belongs to no tenant. It is written outside of any, by the identity role or the owner; the role
 * of the tenants can only read it.
 */

/** Adds the rates of a series that are not there; those that are stay. @returns how many were added. */
export async function addSeries(
  client: ClientBase,
  source: PublishedSource,
  series: RateSeries,
): Promise<number> {
  const result = await client.query(
    `INSERT INTO exchange_rates (source, base, quote, date, rate)
     SELECT $1, $2, $3, day, rate FROM unnest($4::date[], $5::numeric[]) AS given (day, rate)
     ON CONFLICT DO NOTHING`,
    [source, series.base, series.quote, series.dates, series.rates.map(formatRate)],
  );
  return result.rowCount ?? 0;
}

/** Rows of one statement; the archive has about 220,000. */
const BATCH = 20_000;

/** Keeps the euro's published rates; one that was published anew replaces what was there. @returns how many changed. */
export async function saveEuroRates(client: ClientBase, quotes: readonly ReferenceQuote[]): Promise<number> {
  let changed = 0;
  for (let start = 0; start < quotes.length; start += BATCH) {
    const batch = quotes.slice(start, start + BATCH);
    const result = await client.query(
      `INSERT INTO exchange_rates AS known (source, base, quote, date, rate)
       SELECT DISTINCT ON (quote, day) 'ecb', 'EUR', quote, day, rate
       FROM unnest($1::text[], $2::date[], $3::numeric[]) AS given (quote, day, rate)
       ON CONFLICT (source, base, quote, date) DO UPDATE SET rate = EXCLUDED.rate WHERE known.rate <> EXCLUDED.rate`,
      [
        batch.map((each) => each.quote),
        batch.map((each) => each.date),
        batch.map((each) => formatRate(each.rate)),
      ],
    );
    changed += result.rowCount ?? 0;
  }
  return changed;
}

/** The newest day that the European Central Bank's rates are known of. */
export async function findNewestEuroDay(client: ClientBase): Promise<CalendarDate | null> {
  const { rows } = await client.query<{ date: CalendarDate | null }>(
    `SELECT max(date)::text AS date FROM exchange_rates WHERE source = 'ecb' AND base = 'EUR' AND quote = 'USD'`,
  );
  return rows[0]?.date ?? null;
}

/** The shipped file that was loaded last. */
export async function findLoadedSnapshot(
  client: ClientBase,
  source: PublishedSource,
): Promise<string | null> {
  const { rows } = await client.query<{ snapshot: string | null }>(
    'SELECT snapshot FROM exchange_rate_sources WHERE source = $1',
    [source],
  );
  return rows[0]?.snapshot ?? null;
}

export async function noteSnapshot(
  client: ClientBase,
  source: PublishedSource,
  snapshot: string,
): Promise<void> {
  await client.query(
    `INSERT INTO exchange_rate_sources (source, snapshot) VALUES ($1, $2)
     ON CONFLICT (source) DO UPDATE SET snapshot = EXCLUDED.snapshot`,
    [source, snapshot],
  );
}

/** Keeps how a fetch went; `error` null for a success. */
export async function noteAttempt(client: ClientBase, at: Date, error: string | null): Promise<void> {
  await client.query(
    `INSERT INTO exchange_rate_sources AS known (source, last_attempt_at, last_success_at, last_error)
     VALUES ('ecb', $1, CASE WHEN $2::text IS NULL THEN $1::timestamptz END, $2)
     ON CONFLICT (source) DO UPDATE SET last_attempt_at = EXCLUDED.last_attempt_at,
       last_success_at = coalesce(EXCLUDED.last_success_at, known.last_success_at), last_error = EXCLUDED.last_error`,
    [at, error?.slice(0, 1000) ?? null],
  );
}

export async function findLastAttempt(client: ClientBase): Promise<{ at: Date | null; failed: boolean }> {
  const { rows } = await client.query<{ last_attempt_at: Date | null; last_error: string | null }>(
    "SELECT last_attempt_at, last_error FROM exchange_rate_sources WHERE source = 'ecb'",
  );
  return { at: rows[0]?.last_attempt_at ?? null, failed: (rows[0]?.last_error ?? null) !== null };
}

/** A source as the page shows it. */
export interface SourceRow extends Record<string, unknown> {
  readonly source: PublishedSource;
  readonly firstDate: CalendarDate | null;
  readonly lastDate: CalendarDate | null;
  readonly lastAttemptAt: string | null;
  readonly lastSuccessAt: string | null;
  readonly lastError: string | null;
}

/** Both sources quote the dollar against the euro on each of their days. */
export async function findSources(tx: TenantTransaction): Promise<SourceRow[]> {
  const day = (which: 'min' | 'max') =>
    sql`(SELECT ${sql.raw(which)}(r.date)::text FROM ${exchangeRates} r
      WHERE r.source = known.source AND r.base = 'EUR' AND r.quote = 'USD')`;
  const instant = (column: string) =>
    sql`to_char(s.${sql.identifier(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const result = await tx.sql.execute<SourceRow>(sql`
    SELECT known.source, ${day('min')} AS "firstDate", ${day('max')} AS "lastDate",
      ${instant('last_attempt_at')} AS "lastAttemptAt", ${instant('last_success_at')} AS "lastSuccessAt",
      s.last_error AS "lastError"
    FROM (VALUES ('ecb'), ('fed')) AS known (source) LEFT JOIN ${exchangeRateSources} s ON s.source = known.source
    ORDER BY known.source`);
  return result.rows;
}
