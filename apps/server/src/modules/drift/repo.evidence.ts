import type { CalendarDate } from '@fintrack/core/dates';
import type { BankLine, BookRow, DeletedRow, LoneLeg } from '@fintrack/core/drift';
import { readBigint, type TenantTransaction } from '../../platform/database/index.ts';

/*
 * What the search reads: rows in and around one segment, through indexes and with a limit on each statement, because an
 * account may have millions. Where a segment has more rows than are read, those of the amounts that would explain the
 * difference are looked up by the amount.
 */

/** Rows of the segment that are read, newest first, and of the weeks on either side. */
export const MAX_ROWS = 4000;
const MAX_AROUND = 1500;
const MAX_BY_AMOUNT = 200;
const MAX_DELETED = 200;
const MAX_LINES = 5000;
const MAX_FILES = 12;
const MAX_FILE_ROWS = 200_000;

/** A time within an account: after the day `after`, up to and including the day `upTo`. */
export interface Span {
  readonly accountId: string;
  readonly after: CalendarDate;
  readonly upTo: CalendarDate;
}

/** A row with what a mend needs to know of it besides. */
export interface EvidenceRow extends BookRow {
  readonly version: number;
  readonly originalMinor: bigint | null;
  readonly originalCurrency: string | null;
}

/** Live rows of a span, newest first, at most `limit`. */
export async function findRows(
  tx: TenantTransaction,
  span: Span,
  limit = MAX_AROUND,
): Promise<EvidenceRow[]> {
  const result = await tx.client.query<StoredRow>({
    name: 'drift-rows',
    text: `${SELECT_ROW} WHERE t.account_id = $1 AND t.date > $2 AND t.date <= $3 AND t.deleted_at IS NULL
      AND t.parent_id IS NULL ORDER BY t.date DESC, t.id DESC LIMIT $4`,
    values: [span.accountId, span.after, span.upTo, limit],
  });
  return result.rows.map(toEvidenceRow);
}

/** Live rows of exactly these amounts, in minor units: all that explains a difference by itself has one of them. */
export async function findRowsByAmount(
  tx: TenantTransaction,
  span: Span,
  amountsMinor: readonly bigint[],
): Promise<EvidenceRow[]> {
  const result = await tx.client.query<StoredRow>({
    name: 'drift-rows-by-amount',
    text: `${SELECT_ROW} WHERE t.account_id = $1 AND t.date > $2 AND t.date <= $3 AND t.deleted_at IS NULL
      AND t.parent_id IS NULL AND t.amount_minor = ANY($4::bigint[]) ORDER BY t.date DESC, t.id DESC LIMIT $5`,
    values: [span.accountId, span.after, span.upTo, amountsMinor.map(String), MAX_BY_AMOUNT],
  });
  return result.rows.map(toEvidenceRow);
}

const LABEL = 'coalesce(p.name, t.description)';
const SELECT_ROW = `SELECT t.id, t.date::text AS date, t.amount_minor::text AS amount_minor, t.status, ${LABEL} AS label,
    t.import_id, t.transfer_transaction_id IS NOT NULL AS is_transfer, t.is_split, t.version,
    t.original_amount_minor::text AS original_minor, t.original_currency
  FROM transactions t LEFT JOIN payees p ON p.tenant_id = t.tenant_id AND p.id = t.payee_id`;

interface StoredRow {
  readonly id: string;
  readonly date: CalendarDate;
  readonly amount_minor: string;
  readonly status: 'pending' | 'cleared' | 'reconciled';
  readonly label: string;
  readonly import_id: string | null;
  readonly is_transfer: boolean;
  readonly is_split: boolean;
  readonly version: number;
  readonly original_minor: string | null;
  readonly original_currency: string | null;
}

function toEvidenceRow(row: StoredRow): EvidenceRow {
  return {
    id: row.id,
    date: row.date,
    amountMinor: readBigint(row.amount_minor),
    status: row.status,
    label: row.label,
    importId: row.import_id,
    isTransfer: row.is_transfer,
    isSplit: row.is_split,
    version: row.version,
    originalMinor: row.original_minor === null ? null : readBigint(row.original_minor),
    originalCurrency: row.original_currency,
  };
}

export interface VersionedDeleted extends DeletedRow {
  readonly version: number;
}

/** Rows of a span that the user deleted; those of the wanted amounts first. */
export async function findDeleted(
  tx: TenantTransaction,
  span: Span,
  amountsMinor: readonly bigint[],
): Promise<VersionedDeleted[]> {
  const result = await tx.client.query<StoredRow>({
    name: 'drift-deleted',
    text: `${SELECT_ROW} WHERE t.account_id = $1 AND t.date > $2 AND t.date <= $3 AND t.deleted_at IS NOT NULL
      AND t.deleted_reason = 'user' AND t.parent_id IS NULL
      ORDER BY t.amount_minor = ANY($4::bigint[]) DESC, t.date DESC, t.id DESC LIMIT $5`,
    values: [span.accountId, span.after, span.upTo, amountsMinor.map(String), MAX_DELETED],
  });
  return result.rows.map(({ id, date, amount_minor, label, version }) => ({
    id,
    date,
    amountMinor: readBigint(amount_minor),
    label,
    version,
  }));
}

export interface VersionedLeg extends LoneLeg {
  readonly version: number;
  readonly accountId: string;
}

/** Transfers of other accounts of the currency that name this account, or none, and have no other leg. */
export async function findLoneLegs(
  tx: TenantTransaction,
  span: Span & { readonly currency: string },
  amountsMinor: readonly bigint[],
): Promise<VersionedLeg[]> {
  const result = await tx.client.query<StoredRow & { account_id: string }>({
    name: 'drift-lone-legs',
    text: `SELECT t.id, t.account_id, t.date::text AS date, t.amount_minor::text AS amount_minor, ${LABEL} AS label, t.version
      FROM transactions t
      JOIN accounts a ON a.tenant_id = t.tenant_id AND a.id = t.account_id AND a.deleted_at IS NULL
      LEFT JOIN payees p ON p.tenant_id = t.tenant_id AND p.id = t.payee_id
      LEFT JOIN transactions o ON o.tenant_id = t.tenant_id AND o.id = t.transfer_transaction_id AND o.deleted_at IS NULL
      WHERE t.amount_minor = ANY($4::bigint[]) AND t.deleted_at IS NULL AND t.parent_id IS NULL AND t.type = 'transfer'
        AND t.account_id <> $1 AND t.date > $2 AND t.date <= $3 AND t.currency = $5 AND o.id IS NULL
        AND (t.transfer_account_id IS NULL OR t.transfer_account_id = $1)
      ORDER BY t.date DESC, t.id DESC LIMIT 20`,
    values: [span.accountId, span.after, span.upTo, amountsMinor.map(String), span.currency],
  });
  return result.rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    date: row.date,
    amountMinor: readBigint(row.amount_minor),
    label: row.label,
    version: row.version,
  }));
}

/** The lines of a span in the bank's files that were booked into the account, in the order of the files. */
export async function findLines(tx: TenantTransaction, span: Span): Promise<BankLine[]> {
  const files = await tx.client.query<{ id: string; statement_index: number }>({
    name: 'drift-files',
    text: `SELECT f.id, f.statement_index FROM (
        SELECT i.id, (s ->> 'index')::integer AS statement_index, i.created_at
        FROM imports i, jsonb_array_elements(i.statements) s
        WHERE i.status = 'committed' AND i.total_rows <= $4 AND s ->> 'accountId' = $1::text
          AND (s ->> 'firstDate' IS NULL OR s ->> 'firstDate' <= $3)
          AND (s ->> 'lastDate' IS NULL OR s ->> 'lastDate' > $2)
        ORDER BY i.created_at DESC, i.id DESC LIMIT $5
      ) f ORDER BY f.created_at, f.id`,
    values: [span.accountId, span.after, span.upTo, MAX_FILE_ROWS, MAX_FILES],
  });
  const lines: BankLine[] = [];
  for (const file of files.rows) {
    if (lines.length < MAX_LINES)
      lines.push(...(await linesOf(tx, file, { span, limit: MAX_LINES - lines.length })));
  }
  return lines;
}

async function linesOf(
  tx: TenantTransaction,
  file: { readonly id: string; readonly statement_index: number },
  { span, limit }: { span: Span; limit: number },
): Promise<BankLine[]> {
  const result = await tx.client.query<StoredLine>({
    name: 'drift-lines',
    text: `SELECT r.row_number, r.date::text AS date, r.amount_minor::text AS amount_minor,
        coalesce(r.payee, r.description, '') AS label,
        CASE r.fate WHEN 'match' THEN 'duplicate' WHEN 'ask' THEN 'skip' ELSE r.fate END AS fate, r.balance_minor::text AS balance_minor,
        CASE WHEN r.fate = 'new' THEN r.transaction_id ELSE r.matched_transaction_id END AS row_id
      FROM import_rows r
      WHERE r.import_id = $1 AND r.statement_index = $2 AND r.date > $3 AND r.date <= $4 AND r.amount_minor IS NOT NULL
        AND r.status = 'cleared'
      ORDER BY r.row_number LIMIT $5`,
    values: [file.id, file.statement_index, span.after, span.upTo, limit],
  });
  return result.rows.map((row) => ({
    importId: file.id,
    rowNumber: row.row_number,
    date: row.date,
    amountMinor: readBigint(row.amount_minor),
    label: row.label,
    fate: row.fate,
    rowId: row.row_id,
    balanceMinor: row.balance_minor === null ? null : readBigint(row.balance_minor),
  }));
}

interface StoredLine {
  readonly row_number: number;
  readonly date: CalendarDate;
  readonly amount_minor: string;
  readonly label: string;
  readonly fate: BankLine['fate'];
  readonly balance_minor: string | null;
  readonly row_id: string | null;
}

/** All that a line of a file says, for booking it after all. */
export interface FullLine {
  readonly date: CalendarDate;
  readonly valueDate: CalendarDate | null;
  readonly amountMinor: bigint;
  readonly description: string;
  readonly rawDescription: string | null;
  readonly payee: string | null;
  readonly notes: string | null;
  readonly externalId: string | null;
  readonly fingerprint: string | null;
}

export async function findFullLine(
  tx: TenantTransaction,
  line: { readonly importId: string; readonly rowNumber: number },
): Promise<FullLine | undefined> {
  const result = await tx.client.query<Omit<FullLine, 'amountMinor'> & { amountMinor: string }>({
    name: 'drift-full-line',
    text: `SELECT r.date::text AS date, r.value_date::text AS "valueDate", r.amount_minor::text AS "amountMinor",
        coalesce(r.description, '') AS description, r.raw_description AS "rawDescription", r.payee, r.notes,
        r.external_id AS "externalId", r.fingerprint
      FROM import_rows r
      WHERE r.import_id = $1 AND r.row_number = $2 AND r.date IS NOT NULL AND r.amount_minor IS NOT NULL`,
    values: [line.importId, line.rowNumber],
  });
  const [row] = result.rows;
  return row && { ...row, amountMinor: readBigint(row.amountMinor) };
}

/** The posted sums of the days of a span that have rows. */
export async function findDaySums(
  tx: TenantTransaction,
  span: Span,
): Promise<{ date: CalendarDate; postedMinor: bigint }[]> {
  const result = await tx.client.query<{ date: CalendarDate; posted_minor: string }>({
    name: 'drift-day-sums',
    text: `SELECT d.date::text AS date, d.posted_minor::text AS posted_minor FROM account_daily_totals d
      WHERE d.account_id = $1 AND d.date > $2 AND d.date <= $3 ORDER BY d.date`,
    values: [span.accountId, span.after, span.upTo],
  });
  return result.rows.map((row) => ({ date: row.date, postedMinor: readBigint(row.posted_minor) }));
}

/** Runs a search that gives up after some milliseconds; undefined when it did. The transaction goes on either way. */
export async function withinTime<Result>(
  tx: TenantTransaction,
  timeoutMs: number,
  search: () => Promise<Result>,
): Promise<Result | undefined> {
  await tx.client.query('SAVEPOINT drift_search');
  try {
    await tx.client.query("SELECT set_config('statement_timeout', $1, true)", [String(timeoutMs)]);
    const found = await search();
    // Taking it back also takes the limit back; a search has written nothing.
    await tx.client.query('ROLLBACK TO SAVEPOINT drift_search');
    return found;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '57014')) throw error;
    await tx.client.query('ROLLBACK TO SAVEPOINT drift_search');
    return undefined;
  }
}
