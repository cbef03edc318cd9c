import type { CalendarDate } from '@fintrack/core/dates';
import type { Currency } from '@fintrack/core/money';
import { formatRate, type ReferenceQuote } from '@fintrack/core/rates';
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { accounts } from '../accounts/tables.ts';
import { accountDailyTotals } from '../transactions/tables.ts';
import { exchangeRates, tenantRates } from './tables.ts';

export type TenantRateRow = typeof tenantRates.$inferSelect;

/** The currencies that accounts are in, alphabetical. */
export async function findCurrenciesInUse(tx: TenantTransaction): Promise<Currency[]> {
  const rows = await tx.sql
    .selectDistinct({ currency: sql<Currency>`${accounts.currency}` })
    .from(accounts)
    .where(isNull(accounts.deletedAt))
    .orderBy(accounts.currency);
  return rows.map((row) => row.currency);
}

/** The first day that the books have a row or an anchor of; null for empty books. */
export async function findFirstDay(tx: TenantTransaction): Promise<CalendarDate | null> {
  const result = await tx.sql.execute<{ first: CalendarDate | null }>(sql`
    SELECT least(
      (SELECT min(first.date) FROM ${accounts} a CROSS JOIN LATERAL (
        SELECT t.date FROM ${accountDailyTotals} t
        WHERE t.tenant_id = a.tenant_id AND t.account_id = a.id ORDER BY t.date LIMIT 1
      ) AS first),
      (SELECT min(b.anchor_date) FROM account_balance_anchors b WHERE b.deleted_at IS NULL)
    )::text AS first`);
  return result.rows[0]?.first ?? null;
}

export interface NewTenantRate {
  readonly id: string;
  readonly base: string;
  readonly quote: string;
  readonly date: CalendarDate;
  readonly rate: string;
}

/** Pins a rate; one that is pinned for the pair and day, either way round, is replaced. */
export async function savePin(tx: TenantTransaction, pin: NewTenantRate): Promise<TenantRateRow | undefined> {
  await tx.sql.execute(sql`
    INSERT INTO ${tenantRates} AS known (tenant_id, id, base, quote, rate_date, rate, source)
    VALUES (${tx.tenantId}, ${pin.id}, ${pin.base}, ${pin.quote}, ${pin.date}, ${pin.rate}, 'manual')
    ON CONFLICT (tenant_id, least(base, quote), greatest(base, quote), rate_date, source) WHERE deleted_at IS NULL
    DO UPDATE SET base = EXCLUDED.base, quote = EXCLUDED.quote, rate = EXCLUDED.rate,
      version = known.version + 1, updated_at = now()`);
  const [row] = await tx.sql
    .select()
    .from(tenantRates)
    .where(
      and(
        isNull(tenantRates.deletedAt),
        eq(tenantRates.source, 'manual'),
        eq(tenantRates.base, pin.base),
        eq(tenantRates.quote, pin.quote),
        eq(tenantRates.rateDate, pin.date),
      ),
    );
  return row;
}

/** The pins of a day. */
export async function findPinsOf(
  tx: TenantTransaction,
  date: CalendarDate,
): Promise<Pick<TenantRateRow, 'id' | 'base' | 'quote'>[]> {
  return tx.sql
    .select({ id: tenantRates.id, base: tenantRates.base, quote: tenantRates.quote })
    .from(tenantRates)
    .where(
      and(isNull(tenantRates.deletedAt), eq(tenantRates.source, 'manual'), eq(tenantRates.rateDate, date)),
    );
}

export interface PinPage {
  readonly after: { readonly date: string; readonly id: string } | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Rates pinned by hand, the newest day first. */
export async function listPins(tx: TenantTransaction, page: PinPage): Promise<TenantRateRow[]> {
  return tx.sql
    .select()
    .from(tenantRates)
    .where(
      and(
        pinned(),
        page.after &&
          sql`(${tenantRates.rateDate}, ${tenantRates.id}) < (${page.after.date}::date, ${page.after.id}::uuid)`,
      ),
    )
    .orderBy(sql`${tenantRates.rateDate} DESC, ${tenantRates.id} DESC`)
    .offset(page.offset)
    .limit(page.limit);
}

export async function countPins(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.sql.select({ count: sql<unknown>`count(*)` }).from(tenantRates).where(pinned());
  return readCount(row?.count ?? 0);
}

function pinned(): SQL | undefined {
  return and(isNull(tenantRates.deletedAt), eq(tenantRates.source, 'manual'));
}

/** A rate that is there, for what is said of its removal. */
export async function findRate(tx: TenantTransaction, id: string): Promise<TenantRateRow | undefined> {
  const [row] = await tx.sql
    .select()
    .from(tenantRates)
    .where(and(eq(tenantRates.id, id), isNull(tenantRates.deletedAt)));
  return row;
}

/** False when there is no such rate. */
export async function softDeleteRate(tx: TenantTransaction, id: string): Promise<boolean> {
  const rows = await tx.sql
    .update(tenantRates)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()`, version: sql`${tenantRates.version} + 1` })
    .where(and(eq(tenantRates.id, id), isNull(tenantRates.deletedAt)))
    .returning({ id: tenantRates.id });
  return rows.length > 0;
}

/** A rate of a file with the id that it would be kept under. */
export interface FileRate extends ReferenceQuote {
  readonly id: string;
}

/**
 * Keeps rates of a file of euro reference rates, one a currency and day, in one statement. What is published the same
 * already, or was taken from a file before, is left as it is. @returns how many were new or different.
 */
export async function saveFileRates(tx: TenantTransaction, rates: readonly FileRate[]): Promise<number> {
  const result = await tx.sql.execute(sql`
    INSERT INTO ${tenantRates} AS known (tenant_id, id, base, quote, rate_date, rate, source)
    SELECT DISTINCT ON (given.quote, given.day) ${tx.tenantId}::uuid, given.id, 'EUR', given.quote, given.day, given.rate, 'file'
    FROM unnest(${sql.param(rates.map((each) => each.id))}::uuid[], ${sql.param(rates.map((each) => each.quote))}::text[],
      ${sql.param(rates.map((each) => each.date))}::date[], ${sql.param(rates.map((each) => formatRate(each.rate)))}::numeric[])
      AS given (id, quote, day, rate)
    WHERE NOT EXISTS (SELECT FROM ${exchangeRates} published
      WHERE published.source = 'ecb' AND published.base = 'EUR' AND published.quote = given.quote
        AND published.date = given.day AND published.rate = given.rate)
    ON CONFLICT (tenant_id, least(base, quote), greatest(base, quote), rate_date, source) WHERE deleted_at IS NULL
    DO UPDATE SET base = EXCLUDED.base, quote = EXCLUDED.quote, rate = EXCLUDED.rate,
      version = known.version + 1, updated_at = now()
    WHERE (known.base, known.rate) IS DISTINCT FROM (EXCLUDED.base, EXCLUDED.rate)`);
  return result.rowCount ?? 0;
}
