import { and, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { accounts } from '../accounts/tables.ts';
import { categories } from '../categories/tables.ts';
import type { AccountFacts, NewTransaction, StoredTransaction } from './repo.ts';
import { transactions } from './tables.ts';

/*
 * The statements of bulk actions: each takes ten thousand rows at once, so that totals and audit are written once, too.
 * Rows travel as one JSON text: arrays of columns could not carry the array of tags.
 */

/**
 * Live rows with what hangs on them (other legs of transfers, fees, refunds), held in the order of their ids until the
 * transaction ends.
 */
export async function lockRows(tx: TenantTransaction, ids: readonly string[]): Promise<StoredTransaction[]> {
  if (ids.length === 0) return [];
  const wanted = sql.param(ids);
  return tx.sql
    .select()
    .from(transactions)
    .where(
      and(
        sql`${transactions.id} = ANY(ARRAY(
          WITH named AS (
            SELECT w.id FROM unnest(${wanted}::uuid[]) AS w (id)
            UNION
            SELECT t.transfer_transaction_id FROM transactions t
            WHERE t.id = ANY(${wanted}::uuid[]) AND t.transfer_transaction_id IS NOT NULL
          )
          SELECT n.id FROM named n
          UNION SELECT t.id FROM named n JOIN transactions t ON t.refund_of_id = n.id
          UNION SELECT t.id FROM named n JOIN transactions t ON t.fee_of_id = n.id
        ))`,
        isNull(transactions.deletedAt),
      ),
    )
    .orderBy(transactions.id)
    .for('update');
}

/** Holds the accounts, so that none is deleted before the rows that are booked to it are there. */
export async function holdAccounts(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccountFacts>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await tx.sql
    .select({
      id: accounts.id,
      name: accounts.name,
      currency: accounts.currency,
      archivedAt: accounts.archivedAt,
    })
    .from(accounts)
    .where(and(sql`${accounts.id} = ANY(${sql.param(unique)}::uuid[])`, isNull(accounts.deletedAt)))
    .orderBy(accounts.id)
    .for('key share');
  return new Map(
    rows.map(({ id, name, currency, archivedAt }) => [
      id,
      // The rules of many rows are read once, and not by any of their accounts.
      { id, name, currency, isArchived: archivedAt !== null, rulesMark: null },
    ]),
  );
}

export async function findCategoryKinds(
  tx: TenantTransaction,
): Promise<ReadonlyMap<string, 'income' | 'expense'>> {
  const rows = await tx.sql
    .select({ id: categories.id, kind: categories.kind })
    .from(categories)
    .where(isNull(categories.deletedAt));
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}

/** Books rows in one statement. */
export async function insertRows(tx: TenantTransaction, rows: readonly NewTransaction[]): Promise<void> {
  if (rows.length === 0) return;
  const keys = COLUMN_KEYS.filter((key) => rows.some((row) => row[key] !== undefined));
  const names = keys.map((key) => COLUMNS[key].name);
  const list = names.join(', ');
  await tx.client.query(
    `INSERT INTO transactions (${list})
     SELECT ${list} FROM json_populate_recordset(NULL::transactions, $1::json)`,
    [toJson(rows, keys)],
  );
}

/** Writes the columns that differ anywhere, of all changed rows in one statement. */
export async function updateRows(
  tx: TenantTransaction,
  changed: readonly { readonly before: StoredTransaction; readonly after: StoredTransaction }[],
): Promise<void> {
  const keys = COLUMN_KEYS.filter((key) =>
    changed.some(({ before, after }) => differs(before[key], after[key])),
  );
  if (keys.length === 0) return;
  const names = keys.map((key) => COLUMNS[key].name);
  await tx.client.query(
    `UPDATE transactions t
     SET ${names.map((name) => `${name} = n.${name}`).join(', ')}, version = t.version + 1, updated_at = now()
     FROM json_populate_recordset(NULL::transactions, $1::json) n
     WHERE t.tenant_id = $2 AND t.id = n.id`,
    [
      toJson(
        changed.map(({ after }) => after),
        ['id', ...keys],
      ),
      tx.tenantId,
    ],
  );
}

/** Who has a split open to change it is told that one of its parts was changed meanwhile. */
export async function touchWholes(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.client.query({
    name: 'transactions-bulk-touch',
    text: 'UPDATE transactions SET version = version + 1, updated_at = now() WHERE id = ANY($1::uuid[])',
    values: [ids],
  });
}

/** Soft-deletes rows in one statement; the parts of a split go with it. */
export async function softDeleteRows(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.client.query({
    name: 'transactions-bulk-delete',
    text: `UPDATE transactions t
      SET deleted_at = now(), deleted_reason = 'user', version = t.version + 1, updated_at = now()
      WHERE t.id = ANY($1::uuid[]) AND t.deleted_at IS NULL`,
    values: [ids],
  });
}

type ColumnKey = keyof StoredTransaction;

const COLUMNS = getTableColumns(transactions);
const COLUMN_KEYS = Object.keys(COLUMNS) as ColumnKey[];

/** Rows of the table as JSON that PostgreSQL reads back: amounts as text, so that none loses a digit. */
function toJson(rows: readonly Partial<NewTransaction>[], keys: readonly ColumnKey[]): string {
  const columns = keys.map((key) => ({
    key,
    name: COLUMNS[key].name,
    fallback: COLUMNS[key].default ?? null,
  }));
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(columns.map(({ key, name, fallback }) => [name, plain(row[key] ?? fallback)])),
    ),
  );
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function differs(left: unknown, right: unknown): boolean {
  if (left === right) return false;
  if (typeof left !== 'object' || typeof right !== 'object') return true;
  return JSON.stringify(left) !== JSON.stringify(right);
}
