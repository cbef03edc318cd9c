import type { CalendarDate } from '@fintrack/core/dates';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { readBigint, readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { reconciliations } from './tables.ts';

export type ReconciliationRecord = typeof reconciliations.$inferSelect;
export type NewReconciliation = typeof reconciliations.$inferInsert;

/** A reconciliation that was not cancelled. */
export async function findReconciliation(
  tx: TenantTransaction,
  place: { readonly accountId: string; readonly id: string },
): Promise<ReconciliationRecord | undefined> {
  const [row] = await tx.sql.select().from(reconciliations).where(at(place));
  return row;
}

/** The same, held until the end of the transaction. */
export async function lockReconciliation(
  tx: TenantTransaction,
  place: { readonly accountId: string; readonly id: string },
): Promise<ReconciliationRecord | undefined> {
  const [row] = await tx.sql.select().from(reconciliations).where(at(place)).for('update');
  return row;
}

function at({ accountId, id }: { readonly accountId: string; readonly id: string }) {
  return and(
    eq(reconciliations.accountId, accountId),
    eq(reconciliations.id, id),
    isNull(reconciliations.deletedAt),
  );
}

export interface ReconciliationPage {
  readonly after?: { readonly date: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** Newest statement first. */
export async function listReconciliations(
  tx: TenantTransaction,
  accountId: string,
  { after, limit }: ReconciliationPage,
): Promise<ReconciliationRecord[]> {
  return tx.sql
    .select()
    .from(reconciliations)
    .where(
      and(
        eq(reconciliations.accountId, accountId),
        isNull(reconciliations.deletedAt),
        after &&
          sql`(${reconciliations.statementDate}, ${reconciliations.id}) < (${after.date}::date, ${after.id}::uuid)`,
      ),
    )
    .orderBy(sql`${reconciliations.statementDate} DESC, ${reconciliations.id} DESC`)
    .limit(limit);
}

/** The last finished statement before a day. */
export async function findPrevious(
  tx: TenantTransaction,
  accountId: string,
  before: CalendarDate,
): Promise<ReconciliationRecord | undefined> {
  const [row] = await tx.sql
    .select()
    .from(reconciliations)
    .where(
      and(
        eq(reconciliations.accountId, accountId),
        eq(reconciliations.status, 'finished'),
        isNull(reconciliations.deletedAt),
        sql`${reconciliations.statementDate} < ${before}::date`,
      ),
    )
    .orderBy(sql`${reconciliations.statementDate} DESC`)
    .limit(1);
  return row;
}

/** What keeps a new one from being opened: the open one, or a finished one of the same day. */
export async function findStanding(
  tx: TenantTransaction,
  accountId: string,
  statementDate: CalendarDate,
): Promise<ReconciliationRecord | undefined> {
  const [row] = await tx.sql
    .select()
    .from(reconciliations)
    .where(
      and(
        eq(reconciliations.accountId, accountId),
        isNull(reconciliations.deletedAt),
        sql`(${reconciliations.status} = 'open'
          OR (${reconciliations.status} = 'finished' AND ${reconciliations.statementDate} = ${statementDate}::date))`,
      ),
    )
    .limit(1);
  return row;
}

export async function insertReconciliation(tx: TenantTransaction, row: NewReconciliation): Promise<void> {
  await tx.sql.insert(reconciliations).values(row);
}

export async function updateReconciliation(
  tx: TenantTransaction,
  id: string,
  changes: Partial<NewReconciliation>,
): Promise<void> {
  await tx.sql
    .update(reconciliations)
    .set({ ...changes, version: sql`${reconciliations.version} + 1`, updatedAt: sql`now()` })
    .where(eq(reconciliations.id, id));
}

/** Sums of what is on offer and of what is ticked of it, in minor units. */
export interface TickSums {
  readonly tickedCount: number;
  readonly tickedMinor: bigint;
  readonly untickedCount: number;
  readonly untickedMinor: bigint;
}

/**
 * The rows that a reconciliation is about, as SQL: while it is open the posted rows up to the statement that no other
 * statement holds; afterwards those that it holds; of an unlocked one those that it had ticked. Called t.
 */
const ON_OFFER = `t.account_id = r.account_id AND t.status = 'cleared' AND t.reconciliation_id IS NULL
  AND t.deleted_at IS NULL AND t.parent_id IS NULL AND t.date <= r.statement_date
  AND (r.rows_after IS NULL OR t.date > r.rows_after)`;

/** Whether the row has a tick; the ticks are few beside the rows, and found by their key. */
const TICKED = `EXISTS (SELECT 1 FROM reconciliation_ticks k WHERE k.tenant_id = t.tenant_id
  AND k.reconciliation_id = r.id AND k.transaction_id = t.id)`;

export async function sumTicks(tx: TenantTransaction, id: string): Promise<TickSums> {
  const result = await tx.client.query<Record<keyof TickSums, string>>({
    name: 'reconciliations-sums',
    text: `SELECT count(*) FILTER (WHERE o.ticked) AS "tickedCount",
        coalesce(sum(o.amount_minor) FILTER (WHERE o.ticked), 0)::text AS "tickedMinor",
        count(*) FILTER (WHERE NOT o.ticked) AS "untickedCount",
        coalesce(sum(o.amount_minor) FILTER (WHERE NOT o.ticked), 0)::text AS "untickedMinor"
      FROM reconciliations r CROSS JOIN LATERAL (
        SELECT t.amount_minor, ${TICKED} AS ticked FROM transactions t WHERE r.status = 'open' AND ${ON_OFFER}
        UNION ALL
        SELECT t.amount_minor, true FROM transactions t
        WHERE r.status = 'finished' AND t.reconciliation_id = r.id AND t.deleted_at IS NULL AND t.parent_id IS NULL
        UNION ALL
        SELECT t.amount_minor, true FROM reconciliation_ticks k
        JOIN transactions t ON t.tenant_id = k.tenant_id AND t.id = k.transaction_id
        WHERE r.status = 'unlocked' AND k.reconciliation_id = r.id AND t.deleted_at IS NULL
      ) o WHERE r.id = $1`,
    values: [id],
  });
  const [row] = result.rows;
  return {
    tickedCount: readCount(row?.tickedCount),
    tickedMinor: readBigint(row?.tickedMinor),
    untickedCount: readCount(row?.untickedCount),
    untickedMinor: readBigint(row?.untickedMinor),
  };
}

export interface OfferedRow {
  readonly id: string;
  readonly date: CalendarDate;
  readonly amount: string;
  readonly description: string;
  readonly payeeName: string | null;
  readonly categoryName: string | null;
  readonly isTicked: boolean;
  readonly version: number;
}

export interface RowsPage {
  readonly after?: { readonly date: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** The rows of a reconciliation, oldest first. */
export async function listOffered(
  tx: TenantTransaction,
  reconciliation: Pick<ReconciliationRecord, 'id' | 'status'>,
  { after, limit }: RowsPage,
): Promise<OfferedRow[]> {
  const { status } = reconciliation;
  const result = await tx.client.query<OfferedRow>({
    name: `reconciliations-rows-${status}`,
    text: `SELECT t.id, t.date::text AS date, t.amount_minor::text AS amount, t.description, p.name AS "payeeName",
        c.name AS "categoryName", t.version, ${status === 'open' ? TICKED : 'true'} AS "isTicked"
      FROM reconciliations r JOIN transactions t ON t.tenant_id = r.tenant_id AND ${SHOWN[status]}
      LEFT JOIN payees p ON p.tenant_id = t.tenant_id AND p.id = t.payee_id
      LEFT JOIN categories c ON c.tenant_id = t.tenant_id AND c.id = t.category_id
      WHERE r.id = $1 AND ($2::date IS NULL OR (t.date, t.id) > ($2::date, $3::uuid))
      ORDER BY t.date, t.id LIMIT $4`,
    values: [reconciliation.id, after?.date ?? null, after?.id ?? null, limit],
  });
  return result.rows;
}

const SHOWN: Readonly<Record<ReconciliationRecord['status'], string>> = {
  open: ON_OFFER,
  finished: 't.reconciliation_id = r.id AND t.deleted_at IS NULL AND t.parent_id IS NULL',
  unlocked: `t.deleted_at IS NULL AND ${TICKED}`,
};

/** Ticks those of the rows that are on offer, in one statement. Answers how many of the ids are. */
export async function tickRows(tx: TenantTransaction, id: string, ids: readonly string[]): Promise<number> {
  const result = await tx.client.query<{ count: number }>({
    name: 'reconciliations-tick',
    text: `WITH offered AS (
        SELECT t.tenant_id, r.id AS reconciliation_id, t.id FROM reconciliations r
        JOIN transactions t ON t.tenant_id = r.tenant_id AND t.id = ANY($2::uuid[]) AND ${ON_OFFER}
        WHERE r.id = $1
      ), made AS (
        INSERT INTO reconciliation_ticks (tenant_id, reconciliation_id, transaction_id)
        SELECT tenant_id, reconciliation_id, id FROM offered ON CONFLICT DO NOTHING
      )
      SELECT count(*)::int AS count FROM offered`,
    values: [id, ids],
  });
  return result.rows[0]?.count ?? 0;
}

/** Ticks every row on offer up to a day. */
export async function tickUntil(tx: TenantTransaction, id: string, until: CalendarDate): Promise<void> {
  await tx.client.query({
    name: 'reconciliations-tick-until',
    text: `INSERT INTO reconciliation_ticks (tenant_id, reconciliation_id, transaction_id)
      SELECT t.tenant_id, r.id, t.id FROM reconciliations r
      JOIN transactions t ON t.tenant_id = r.tenant_id AND t.date <= $2::date AND ${ON_OFFER}
      WHERE r.id = $1 ON CONFLICT DO NOTHING`,
    values: [id, until],
  });
}

/** Takes ticks away: of these rows, or of all. */
export async function untickRows(
  tx: TenantTransaction,
  id: string,
  ids: readonly string[] | 'all',
): Promise<void> {
  await tx.client.query({
    name: 'reconciliations-untick',
    text: `DELETE FROM reconciliation_ticks
      WHERE reconciliation_id = $1 AND ($2::uuid[] IS NULL OR transaction_id = ANY($2::uuid[]))`,
    values: [id, ids === 'all' ? null : ids],
  });
}

/** The ticked rows that are still on offer. */
export async function findTicked(tx: TenantTransaction, id: string): Promise<string[]> {
  const result = await tx.client.query<{ id: string }>({
    name: 'reconciliations-ticked',
    text: `SELECT t.id FROM reconciliations r
      JOIN reconciliation_ticks k ON k.tenant_id = r.tenant_id AND k.reconciliation_id = r.id
      JOIN transactions t ON t.tenant_id = k.tenant_id AND t.id = k.transaction_id AND ${ON_OFFER}
      WHERE r.id = $1`,
    values: [id],
  });
  return result.rows.map((row) => row.id);
}
