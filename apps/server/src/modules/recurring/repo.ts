import { recurringSchedule } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import { type Currency, parseCurrency } from '@fintrack/core/money';
import type { PriceStep, Schedule } from '@fintrack/core/recurrence';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { recurringEvidence, recurringSeries } from './tables.ts';

type Stored = typeof recurringSeries.$inferSelect;
export type NewSeries = typeof recurringSeries.$inferInsert;
export type NewEvidence = typeof recurringEvidence.$inferInsert;
type SeriesState = Stored['state'];

/** Amounts to expect, in minor units, signed like the rows; low and high by magnitude. */
export interface Amounts {
  readonly expectedMinor: bigint;
  readonly lowMinor: bigint;
  readonly highMinor: bigint;
}

/** What detection says. */
interface Evidence extends Amounts {
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly schedule: Schedule;
  readonly amountKind: 'fixed' | 'variable';
  readonly earlyDays: number;
  readonly lateDays: number;
  readonly priceHistory: readonly PriceStep[];
  readonly merchantWords: readonly string[];
  readonly firstDate: CalendarDate;
  readonly lastDate: CalendarDate;
  readonly rowCount: number;
  readonly hasStopped: boolean;
}

/** A series with the names of what it points to, and what detection says of it. */
export interface SeriesRecord
  extends Pick<
    Stored,
    'id' | 'state' | 'name' | 'accountId' | 'payeeId' | 'categoryId' | 'posting' | 'postAs' | 'startsOn'
  > {
  readonly endsOn: CalendarDate | null;
  readonly description: string;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly isMadeByHand: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly accountName: string;
  readonly currency: Currency;
  readonly payeeName: string | null;
  readonly categoryName: string | null;
  readonly ownSchedule: Schedule | null;
  readonly ownAmounts: Amounts | null;
  readonly evidence: Evidence | null;
  /** Due days that have their row, or whose posting was made; those that were asked for. */
  readonly doneDays: readonly CalendarDate[];
  /** Its live rows. */
  readonly memberCount: number;
  readonly memberFirst: CalendarDate | null;
  readonly memberLast: CalendarDate | null;
}

export interface SeriesFilter {
  readonly state?: SeriesState | undefined;
  readonly accountId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly after?: { readonly rank: number; readonly id: string } | undefined;
  /** Since when `doneDays` are wanted. */
  readonly doneSince: CalendarDate;
  readonly limit: number;
}

/** Live series, those made by hand first, then the most certain. */
export async function findSeries(tx: TenantTransaction, filter: SeriesFilter): Promise<SeriesRecord[]> {
  const { rows } = await tx.client.query<StoredRecord>({
    name: 'recurring-find',
    text: FIND,
    values: [
      filter.state ?? null,
      filter.accountId ?? null,
      filter.transactionId ?? null,
      filter.ids ?? null,
      filter.after?.rank ?? null,
      filter.after?.id ?? null,
      filter.limit,
      filter.doneSince,
    ],
  });
  return rows.map(toRecord);
}

/** Where a series stands in {@link findSeries}. */
export function rankOf({ id, evidence }: SeriesRecord): { rank: number; id: string } {
  return { rank: evidence?.confidence ?? 100, id };
}

export async function findOne(
  tx: TenantTransaction,
  id: string,
  doneSince: CalendarDate,
): Promise<SeriesRecord | undefined> {
  const [record] = await findSeries(tx, { ids: [id], doneSince, limit: 1 });
  return record;
}

const FIND = `SELECT s.id, s.state, s.name, s.account_id AS "accountId", a.name AS "accountName", s.currency,
    p.id AS "payeeId", p.name AS "payeeName", c.id AS "categoryId", c.name AS "categoryName", s.schedule AS "ownSchedule",
    s.expected_minor::text AS "ownExpected", s.low_minor::text AS "ownLow", s.high_minor::text AS "ownHigh", s.posting,
    s.post_as AS "postAs", s.starts_on::text AS "startsOn", s.ends_on::text AS "endsOn", s.description, s.notes, s.tags,
    s.is_made_by_hand AS "isMadeByHand", s.version, s.created_at AS "createdAt",
    e.confidence, e.reasons, e.schedule, e.amount_kind AS "amountKind", e.expected_minor::text AS "expectedMinor",
    e.low_minor::text AS "lowMinor", e.high_minor::text AS "highMinor", e.early_days AS "earlyDays",
    e.late_days AS "lateDays", e.price_history AS "priceHistory", e.merchant_words AS "merchantWords",
    e.first_date::text AS "firstDate", e.last_date::text AS "lastDate", e.row_count AS "rowCount",
    e.has_stopped AS "hasStopped", m.count AS "memberCount", m.first AS "memberFirst", m.last AS "memberLast",
    ARRAY(
      SELECT r.due_date::text FROM recurring_rows r
      JOIN transactions t ON t.id = r.transaction_id AND t.deleted_at IS NULL
      WHERE r.series_id = s.id AND r.due_date >= $8::date
      UNION SELECT q.due_date::text FROM recurring_postings q
      WHERE q.series_id = s.id AND q.due_date >= $8::date
    ) AS "doneDays"
  FROM recurring_series s
  JOIN accounts a ON a.id = s.account_id AND a.deleted_at IS NULL
  LEFT JOIN payees p ON p.id = s.payee_id AND p.deleted_at IS NULL
  LEFT JOIN categories c ON c.id = s.category_id AND c.deleted_at IS NULL
  LEFT JOIN recurring_evidence e ON e.series_id = s.id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS count, min(t.date)::text AS first, max(t.date)::text AS last
    FROM recurring_rows r JOIN transactions t ON t.id = r.transaction_id AND t.deleted_at IS NULL
    WHERE r.series_id = s.id
  ) m
  WHERE s.deleted_at IS NULL
    AND ($1::text IS NULL OR s.state = $1)
    AND ($2::uuid IS NULL OR s.account_id = $2)
    AND ($3::uuid IS NULL OR s.id IN (SELECT r.series_id FROM recurring_rows r WHERE r.transaction_id = $3))
    AND ($4::uuid[] IS NULL OR s.id = ANY($4))
    AND ($5::integer IS NULL OR (coalesce(e.confidence, 100), s.id) < ($5, $6::uuid))
  ORDER BY coalesce(e.confidence, 100) DESC, s.id DESC LIMIT $7`;

interface StoredRecord
  extends Omit<SeriesRecord, 'currency' | 'ownSchedule' | 'ownAmounts' | 'evidence'>,
    Omit<NullableEvidence, 'schedule' | 'priceHistory'> {
  readonly currency: string;
  readonly ownSchedule: unknown;
  readonly ownExpected: string | null;
  readonly ownLow: string | null;
  readonly ownHigh: string | null;
  readonly schedule: unknown;
  readonly priceHistory: unknown;
  readonly expectedMinor: string | null;
  readonly lowMinor: string | null;
  readonly highMinor: string | null;
}

type NullableEvidence = { readonly [Key in Exclude<keyof Evidence, keyof Amounts>]: Evidence[Key] | null };

const storedPrices = z.array(
  z.object({ from: recurringSchedule.shape.anchorDate, amountMinor: z.string(), rows: z.int() }),
);

function toRecord(row: StoredRecord): SeriesRecord {
  const { ownSchedule, ownExpected, ownLow, ownHigh } = row;
  return {
    ...row,
    currency: parseCurrency(row.currency),
    ownSchedule: ownSchedule === null ? null : recurringSchedule.parse(ownSchedule),
    ownAmounts:
      ownExpected === null || ownLow === null || ownHigh === null
        ? null
        : { expectedMinor: BigInt(ownExpected), lowMinor: BigInt(ownLow), highMinor: BigInt(ownHigh) },
    evidence: toEvidence(row),
  };
}

function toEvidence(row: StoredRecord): Evidence | null {
  const { confidence, reasons, amountKind, merchantWords, firstDate, lastDate } = row;
  if (
    confidence === null ||
    reasons === null ||
    amountKind === null ||
    merchantWords === null ||
    firstDate === null ||
    lastDate === null
  ) {
    return null;
  }
  return {
    confidence,
    reasons,
    amountKind,
    merchantWords,
    firstDate,
    lastDate,
    schedule: recurringSchedule.parse(row.schedule),
    expectedMinor: BigInt(row.expectedMinor ?? '0'),
    lowMinor: BigInt(row.lowMinor ?? '0'),
    highMinor: BigInt(row.highMinor ?? '0'),
    earlyDays: row.earlyDays ?? 0,
    lateDays: row.lateDays ?? 0,
    rowCount: row.rowCount ?? 0,
    hasStopped: row.hasStopped ?? false,
    priceHistory: storedPrices.parse(row.priceHistory).map((step) => ({
      ...step,
      amountMinor: BigInt(step.amountMinor),
    })),
  };
}

export async function insertSeries(tx: TenantTransaction, rows: readonly NewSeries[]): Promise<void> {
  if (rows.length > 0) await tx.sql.insert(recurringSeries).values([...rows]);
}

/** False when the version is not the current one any more. */
export async function updateSeries(
  tx: TenantTransaction,
  target: { readonly id: string; readonly version: number },
  changes: Partial<NewSeries>,
): Promise<boolean> {
  const rows = await tx.sql
    .update(recurringSeries)
    .set({ ...changes, version: target.version + 1, updatedAt: sql`now()` })
    .where(
      and(
        eq(recurringSeries.id, target.id),
        eq(recurringSeries.version, target.version),
        isNull(recurringSeries.deletedAt),
      ),
    )
    .returning({ id: recurringSeries.id });
  return rows.length > 0;
}

/** Takes back proposals that nothing speaks for any more. */
export async function withdrawProposals(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  await tx.client.query({
    name: 'recurring-withdraw',
    text: `UPDATE recurring_series SET deleted_at = now(), version = version + 1, updated_at = now()
      WHERE id = ANY($1::uuid[]) AND state = 'proposed' AND deleted_at IS NULL`,
    values: [ids],
  });
  await tx.client.query({
    name: 'recurring-withdraw-rows',
    text: 'DELETE FROM recurring_rows WHERE series_id = ANY($1::uuid[])',
    values: [ids],
  });
}

export async function saveEvidence(tx: TenantTransaction, rows: readonly NewEvidence[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.sql
    .insert(recurringEvidence)
    .values([...rows])
    .onConflictDoUpdate({
      target: [recurringEvidence.tenantId, recurringEvidence.seriesId],
      set: Object.fromEntries(
        REFRESHED.map((column) => [column, sql.raw(`excluded.${recurringEvidence[column].name}`)]),
      ),
    });
}

const REFRESHED = [
  'confidence',
  'reasons',
  'schedule',
  'amountKind',
  'expectedMinor',
  'lowMinor',
  'highMinor',
  'earlyDays',
  'lateDays',
  'priceHistory',
  'merchantWords',
  'firstDate',
  'lastDate',
  'rowCount',
  'hasStopped',
  'detectedAt',
] as const;

/** Whether what a series points to is there; what is null is. */
export async function findTargets(
  tx: TenantTransaction,
  { payeeId, categoryId }: { readonly payeeId: string | null; readonly categoryId: string | null },
): Promise<{ payee: boolean; category: boolean }> {
  const { rows } = await tx.client.query<{ payee: boolean; category: boolean }>({
    name: 'recurring-targets',
    text: `SELECT $1::uuid IS NULL OR EXISTS (SELECT 1 FROM payees WHERE id = $1 AND deleted_at IS NULL) AS payee,
      $2::uuid IS NULL OR EXISTS (SELECT 1 FROM categories WHERE id = $2 AND deleted_at IS NULL) AS category`,
    values: [payeeId, categoryId],
  });
  return rows[0] ?? { payee: false, category: false };
}
