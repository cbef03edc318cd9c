import { parseCalendarDate } from '@fintrack/core/dates';
import { parseCurrency } from '@fintrack/core/money';
import type { RuleRow } from '@fintrack/core/rules';
import { readCount, type TenantTransaction } from '../../platform/database/index.ts';

/** A row that is there, as rules see it. */
export interface HistoryRow extends RuleRow {
  readonly id: string;
  /** Parts of a split and the sides of a linked transfer have what they have. */
  readonly isSplit: boolean;
  readonly isLinked: boolean;
  readonly transferAccountId: string | null;
}

/** Where the rows after a row begin. */
interface HistoryPlace {
  readonly date: string;
  readonly id: string;
}

interface Stored {
  readonly id: string;
  readonly accountId: string;
  readonly date: string;
  readonly amount: string;
  readonly currency: string;
  readonly type: RuleRow['type'];
  readonly status: RuleRow['status'];
  readonly rawText: string;
  readonly description: string;
  readonly payee: string | null;
  readonly notes: string | null;
  readonly categoryId: string | null;
  readonly tags: string[];
  readonly externalId: string | null;
  readonly importSource: string | null;
  readonly hasAttachment: boolean;
  readonly isSplit: boolean;
  readonly isLinked: boolean;
  readonly transferAccountId: string | null;
}

const SELECT = `SELECT t.id, t.account_id AS "accountId", t.date::text AS date, t.amount_minor::text AS amount, t.currency,
    t.type, t.status, coalesce(t.raw_description, t.description) AS "rawText", t.description, p.name AS payee, t.notes,
    t.category_id AS "categoryId", t.tags, t.external_id AS "externalId", i.file_name AS "importSource",
    EXISTS (SELECT 1 FROM attachments f WHERE f.transaction_id = t.id AND f.deleted_at IS NULL) AS "hasAttachment",
    t.is_split AS "isSplit", t.transfer_transaction_id IS NOT NULL AS "isLinked",
    t.transfer_account_id AS "transferAccountId"
  FROM transactions t
  LEFT JOIN payees p ON p.id = t.payee_id
  LEFT JOIN imports i ON i.id = t.import_id
  WHERE t.deleted_at IS NULL AND t.parent_id IS NULL`;

/** Rows of the ledger, newest first; the parts of splits are not among them. */
async function findHistory(
  tx: TenantTransaction,
  page: { readonly after: HistoryPlace | null; readonly limit: number },
): Promise<HistoryRow[]> {
  const { after, limit } = page;
  // The limit stands in the text: as a parameter the planner would not know how few rows are wanted.
  const order = `ORDER BY t.date DESC, t.id DESC LIMIT ${limit}`;
  const result = await tx.client.query<Stored>(
    after === null
      ? { text: `${SELECT} ${order}` }
      : { text: `${SELECT} AND (t.date, t.id) < ($1, $2) ${order}`, values: [after.date, after.id] },
  );
  return result.rows.map(toRow);
}

/**
 * Rows that are looked at in one turn of the event loop: reading, judging and writing as many keeps others waiting for
 * some ten milliseconds.
 */
export const BATCH_ROWS = 500;

/** All rows newest first, or the newest `most`, a batch at a time. */
export async function* readHistory(
  tx: TenantTransaction,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly HistoryRow[]> {
  let after: HistoryPlace | null = null;
  for (let read = 0; read < most; ) {
    const limit = Math.min(BATCH_ROWS, most - read);
    const rows: readonly HistoryRow[] = await findHistory(tx, { after, limit });
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    read += rows.length;
    after = rows.at(-1) ?? null;
  }
}

export async function findHistoryById(tx: TenantTransaction, ids: readonly string[]): Promise<HistoryRow[]> {
  const result = await tx.client.query<Stored>({
    text: `${SELECT} AND t.id = ANY($1::uuid[]) ORDER BY t.date DESC, t.id DESC`,
    values: [ids],
  });
  return result.rows.map(toRow);
}

/** How many rows there are, from the derived totals. */
export async function countHistory(tx: TenantTransaction): Promise<number> {
  const result = await tx.client.query<{ count: unknown }>(
    'SELECT coalesce(sum(row_count), 0) AS count FROM account_monthly_totals',
  );
  return readCount(result.rows[0]?.count);
}

function toRow({ amount, date, currency, ...row }: Stored): HistoryRow {
  return {
    ...row,
    date: parseCalendarDate(date),
    currency: parseCurrency(currency),
    amountMinor: BigInt(amount),
  };
}
