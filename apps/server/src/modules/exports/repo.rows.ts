import type { CalendarDate } from '@fintrack/core/dates';
import { money, parseCurrency } from '@fintrack/core/money';
import type { BookRow, BookSplit } from '@fintrack/core/plaintext';
import { sql } from 'drizzle-orm';
import { readBigint, type TenantTransaction } from '../../platform/database/index.ts';
import { payees } from '../payees/tables.ts';
import { transactions } from '../transactions/tables.ts';

/** Rows that are in memory at once, and written in one go while nothing else runs. */
const ROWS_AT_ONCE = 500;

export interface RowFilter {
  readonly accountIds: readonly string[];
  /** Rows after the day, up to and including the other one. */
  readonly after: CalendarDate;
  readonly to: CalendarDate | null;
}

/**
 * All live rows in order of date and id, some at a time, each with its parts and the other leg of its transfer: a
 * cursor keeps the place, so that memory and the waits in between are the same for a hundred rows and ten million.
 */
export async function* readRows(tx: TenantTransaction, filter: RowFilter): AsyncGenerator<BookRow[]> {
  await tx.sql.execute(sql`DECLARE exported_rows NO SCROLL CURSOR FOR
    SELECT ${COLUMNS} FROM ${transactions} t
    WHERE t.deleted_at IS NULL AND t.parent_id IS NULL AND t.account_id = ANY(${sql.param(filter.accountIds)}::uuid[])
      AND t.date > ${filter.after}::date AND t.date <= coalesce(${filter.to}::date, 'infinity')
    ORDER BY t.date, t.id`);
  for (;;) {
    const { rows } = await tx.sql.execute<StoredRow>(
      sql`FETCH ${sql.raw(String(ROWS_AT_ONCE))} FROM exported_rows`,
    );
    if (rows.length > 0) yield completeRows(tx, rows);
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

async function completeRows(tx: TenantTransaction, rows: readonly StoredRow[]): Promise<BookRow[]> {
  const others = await findOtherLegs(tx, rows);
  const parts = await findParts(tx, rows);
  const names = await findPayees(tx, [...rows, ...others.values(), ...parts]);
  return rows.map((row) => {
    const other = row.transfer_transaction_id === null ? undefined : others.get(row.transfer_transaction_id);
    const isPair = other?.transfer_transaction_id === row.id;
    return {
      ...toRow(row, names),
      splits: row.is_split
        ? parts.filter((part) => part.parent_id === row.id).map((part) => toSplit(part, names))
        : null,
      otherLeg: other && isPair ? toRow(other, names) : null,
    };
  });
}

const COLUMNS =
  sql.raw(`t.id, t.account_id, t.date, t.value_date, t.amount_minor, t.currency, t.original_amount_minor,
  t.original_currency, t.type, t.status, t.is_refund, t.description, t.raw_description, t.payee_id, t.category_id,
  t.notes, t.tags, t.payment_method, t.parent_id, t.is_split, t.transfer_transaction_id, t.refund_of_id, t.fee_of_id`);

interface StoredRow extends Record<string, unknown> {
  readonly id: string;
  readonly account_id: string;
  readonly date: CalendarDate;
  readonly value_date: CalendarDate | null;
  readonly amount_minor: unknown;
  readonly currency: string;
  readonly original_amount_minor: unknown;
  readonly original_currency: string | null;
  readonly type: BookRow['type'];
  readonly status: BookRow['status'];
  readonly is_refund: boolean;
  readonly description: string;
  readonly raw_description: string | null;
  readonly payee_id: string | null;
  readonly category_id: string | null;
  readonly notes: string | null;
  readonly tags: string[];
  readonly payment_method: string | null;
  readonly parent_id: string | null;
  readonly is_split: boolean;
  readonly transfer_transaction_id: string | null;
  readonly refund_of_id: string | null;
  readonly fee_of_id: string | null;
}

async function findOtherLegs(
  tx: TenantTransaction,
  rows: readonly StoredRow[],
): Promise<ReadonlyMap<string, StoredRow>> {
  const ids = rows.flatMap((row) => row.transfer_transaction_id ?? []);
  if (ids.length === 0) return new Map();
  const found = await tx.sql.execute<StoredRow>(sql`SELECT ${COLUMNS} FROM ${transactions} t
    WHERE t.id = ANY(${sql.param(ids)}::uuid[]) AND t.deleted_at IS NULL AND t.parent_id IS NULL`);
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** The parts of split rows. */
async function findParts(tx: TenantTransaction, rows: readonly StoredRow[]): Promise<StoredRow[]> {
  const ids = rows.filter((row) => row.is_split).map((row) => row.id);
  if (ids.length === 0) return [];
  const found = await tx.sql.execute<StoredRow>(sql`SELECT ${COLUMNS} FROM ${transactions} t
    WHERE t.parent_id = ANY(${sql.param(ids)}::uuid[]) AND t.deleted_at IS NULL ORDER BY t.id`);
  return found.rows;
}

/** Names of payees by id, deleted ones too. */
async function findPayees(
  tx: TenantTransaction,
  rows: readonly StoredRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => row.payee_id ?? []))];
  if (ids.length === 0) return new Map();
  const found = await tx.sql
    .select({ id: payees.id, name: payees.name })
    .from(payees)
    .where(sql`${payees.id} = ANY(${sql.param(ids)}::uuid[])`);
  return new Map(found.map(({ id, name }) => [id, name]));
}

function toRow(row: StoredRow, payeeNames: ReadonlyMap<string, string>): NonNullable<BookRow['otherLeg']> {
  return {
    id: row.id,
    accountId: row.account_id,
    date: row.date,
    valueDate: row.value_date,
    amountMinor: readBigint(row.amount_minor),
    currency: parseCurrency(row.currency),
    original:
      row.original_currency === null
        ? null
        : money(readBigint(row.original_amount_minor), parseCurrency(row.original_currency)),
    type: row.type,
    status: row.status,
    isRefund: row.is_refund,
    description: row.description,
    bankLine: row.raw_description,
    payee: payeeOf(row, payeeNames),
    categoryId: row.category_id,
    notes: row.notes,
    tags: row.tags,
    paymentMethod: row.payment_method,
    refundOfId: row.refund_of_id,
    feeOfId: row.fee_of_id,
  };
}

function payeeOf({ payee_id }: StoredRow, names: ReadonlyMap<string, string>): string | null {
  return payee_id === null ? null : (names.get(payee_id) ?? null);
}

function toSplit(row: StoredRow, payeeNames: ReadonlyMap<string, string>): BookSplit {
  return {
    id: row.id,
    amountMinor: readBigint(row.amount_minor),
    type: row.type,
    categoryId: row.category_id,
    payee: payeeOf(row, payeeNames),
    description: row.description,
    notes: row.notes,
    tags: row.tags,
  };
}
