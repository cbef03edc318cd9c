import type { CalendarDate } from '@fintrack/core/dates';
import type { Currency } from '@fintrack/core/money';
import { GAP_DAYS, parseRate, type Quote, type RateSource } from '@fintrack/core/rates';
import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { exchangeRates, tenantRates } from './tables.ts';

/** Days whose rates are wanted, both ends included. */
export interface DateSpan {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Published rates are quoted against these, so that they stand between any two other currencies. */
const HUBS = ['EUR', 'USD'];

/**
 * Every quote that a lookup of these currencies in these spans can need, in one statement: those of the spans and of
 * the gap before each, and the newest one before that, which says how old it is. With them come the quotes of the
 * currencies that the tenant has pinned a rate to.
 */
export async function findQuotes(
  tx: TenantTransaction,
  currencies: readonly Currency[],
  spans: readonly DateSpan[],
): Promise<Quote[]> {
  const result = await tx.sql.execute<QuoteRow>(sql`
    WITH wanted AS (
      SELECT DISTINCT first - ${GAP_DAYS}::int AS first, last
      FROM unnest(${sql.param(spans.map((span) => span.from))}::date[], ${sql.param(spans.map((span) => span.to))}::date[])
        AS span (first, last)
    ), own AS (
      SELECT r.base, r.quote, r.rate_date AS date, r.rate, r.source FROM ${tenantRates} r
      WHERE r.deleted_at IS NULL AND r.rate_date <= (SELECT max(last) FROM wanted)
    ), asked AS (
      SELECT unnest(${sql.param([...currencies, ...HUBS])}::text[]) AS currency
    ), currency AS (
      SELECT currency FROM asked
      UNION SELECT base FROM own WHERE quote IN (SELECT currency FROM asked)
      UNION SELECT quote FROM own WHERE base IN (SELECT currency FROM asked)
    ), series AS (
      SELECT 'ecb' AS source, 'EUR' AS base, currency AS quote FROM currency WHERE currency <> 'EUR'
      UNION ALL SELECT 'fed', 'USD', currency FROM currency WHERE currency <> 'USD'
      UNION ALL SELECT 'fed', currency, 'USD' FROM currency WHERE currency <> 'USD'
    ), published AS (
      SELECT DISTINCT found.* FROM series CROSS JOIN wanted CROSS JOIN LATERAL (
        (SELECT r.* FROM ${exchangeRates} r
          WHERE r.source = series.source AND r.base = series.base AND r.quote = series.quote
            AND r.date BETWEEN wanted.first AND wanted.last)
        UNION ALL
        (SELECT r.* FROM ${exchangeRates} r
          WHERE r.source = series.source AND r.base = series.base AND r.quote = series.quote
            AND r.date < wanted.first
          ORDER BY r.date DESC LIMIT 1)
      ) AS found
    )
    SELECT base, quote, date::text AS date, rate::text AS rate, source FROM published
    UNION ALL SELECT base, quote, date::text, rate::text, source FROM own`);
  return result.rows.map(({ rate, ...row }) => ({ ...row, rate: parseRate(rate) }));
}

interface QuoteRow extends Record<string, unknown> {
  readonly base: Currency;
  readonly quote: Currency;
  readonly date: CalendarDate;
  readonly rate: string;
  readonly source: RateSource;
}
