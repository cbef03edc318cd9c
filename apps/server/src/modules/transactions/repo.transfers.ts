import type { CalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { RELATED, type RelatedRow } from './repo.related.ts';

/** A row that is no transfer yet; amounts in minor units as decimal text. */
export interface CandidateRow {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly date: CalendarDate;
  readonly amount: string;
  readonly currency: string;
  readonly originalAmount: string | null;
  readonly originalCurrency: string | null;
  readonly text: string;
  readonly isTransfer: boolean;
  /** The bank line's content key; null for a row that was typed. */
  readonly fingerprint: string | null;
}

export interface CandidateWindow {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly days: number;
  /** How many of the newest rows are looked at. */
  readonly rows: number;
}

export interface Candidates {
  /** The first day that was looked at: `from`, or later where there were more rows than are looked at. */
  readonly from: CalendarDate;
  /** Rows that have a possible partner, by amount or across currencies. */
  readonly rows: readonly CandidateRow[];
}

/**
 * The newest rows of a window that are no transfer yet and have a row of another account that might be the other leg:
 * the opposite amount in one currency, or the opposite direction in another, within `days`. The newest rows are read
 * along the list's index and compared with each other by hashing, so that the cost depends on their number alone.
 */
export async function findCandidates(tx: TenantTransaction, window: CandidateWindow): Promise<Candidates> {
  const result = await tx.client.query<CandidateRow & { readonly oldest: CalendarDate | null }>({
    name: `transactions-transfer-candidates-${window.rows}`,
    text: candidatesText(window.rows),
    values: [window.from, window.to, window.days],
  });
  const [first] = result.rows;
  return {
    from: first?.oldest ?? window.from,
    rows: result.rows.filter((row) => row.id !== null),
  };
}

/** The limit stands in the text: as a parameter the planner would not know how few rows are wanted. */
function candidatesText(rows: number): string {
  return `WITH recent AS MATERIALIZED (
      SELECT t.id, t.account_id, t.date, t.amount_minor, t.currency, t.original_amount_minor, t.original_currency,
        t.description, t.payee_id, t.type, t.fingerprint
      FROM transactions t
      WHERE t.deleted_at IS NULL AND t.parent_id IS NULL AND t.date BETWEEN $1::date AND $2::date
        AND t.transfer_transaction_id IS NULL AND NOT t.is_split AND t.fee_of_id IS NULL AND t.refund_of_id IS NULL
        AND t.amount_minor <> 0
      ORDER BY t.date DESC, t.id DESC LIMIT ${rows}
    ), bounds AS (
      SELECT CASE WHEN count(*) = ${rows} THEN min(date)::text END AS oldest FROM recent
    ), sides AS (
      SELECT DISTINCT r.currency, r.date, sign(r.amount_minor) AS side FROM recent r
    ), partnered AS (
      SELECT r.id FROM recent r
      WHERE EXISTS (
        SELECT 1 FROM recent o
        WHERE o.currency = r.currency AND o.amount_minor = -r.amount_minor AND o.account_id <> r.account_id
          AND o.date - r.date BETWEEN -$3::int AND $3::int
      )
      UNION
      SELECT r.id FROM recent r
      JOIN (
        SELECT DISTINCT s.currency, s.date, s.side FROM sides s JOIN sides o
          ON o.currency <> s.currency AND o.side <> s.side AND o.date - s.date BETWEEN -$3::int AND $3::int
      ) s ON s.currency = r.currency AND s.date = r.date AND s.side = sign(r.amount_minor)
    )
    SELECT b.oldest, r.id, r.account_id AS "accountId", a.name AS "accountName", r.date::text AS date,
      r.amount_minor::text AS amount, r.currency, r.original_amount_minor::text AS "originalAmount",
      r.original_currency AS "originalCurrency", concat_ws(' ', r.description, p.name) AS text,
      r.type = 'transfer' AS "isTransfer", r.fingerprint
    FROM bounds b
    LEFT JOIN (recent r JOIN partnered USING (id) JOIN accounts a ON a.id = r.account_id
      LEFT JOIN payees p ON p.id = r.payee_id) ON true`;
}

/** A pair of which the user said that it is no transfer; a side that is gone is known by its bank line. */
export interface RejectedPair {
  readonly sides: readonly [RejectedSide, RejectedSide];
}

export interface RejectedSide {
  readonly id: string;
  readonly accountId: string;
  readonly fingerprint: string | null;
  readonly isGone: boolean;
}

export async function findRejectedPairs(tx: TenantTransaction): Promise<RejectedPair[]> {
  const result = await tx.client.query<RejectedPair>({
    name: 'transactions-rejected-pairs',
    text: `SELECT json_build_array(${sideText('f')}, ${sideText('s')}) AS sides
      FROM rejected_transfer_pairs r
      JOIN transactions f ON f.id = r.first_id
      JOIN transactions s ON s.id = r.second_id
      WHERE r.deleted_at IS NULL`,
  });
  return result.rows;
}

function sideText(row: 'f' | 's'): string {
  return `json_build_object('id', ${row}.id, 'accountId', ${row}.account_id, 'fingerprint', ${row}.fingerprint,
    'isGone', ${row}.deleted_at IS NOT NULL)`;
}

/** Remembers that two rows are no transfer; once is enough. The smaller id comes first. */
export async function insertRejectedPair(
  tx: TenantTransaction,
  pair: { readonly id: string; readonly rowIds: readonly [string, string] },
): Promise<void> {
  const [first, second] = pair.rowIds.toSorted((left, right) => (left < right ? -1 : 1));
  await tx.client.query({
    name: 'transactions-reject-pair',
    text: `INSERT INTO rejected_transfer_pairs (tenant_id, id, first_id, second_id)
      VALUES (current_tenant_id(), $1, $2, $3)
      ON CONFLICT (tenant_id, first_id, second_id) WHERE deleted_at IS NULL DO NOTHING`,
    values: [pair.id, first, second],
  });
}

/** What the newest transfers between accounts of two currencies paid and got, in minor units as decimal text. */
export interface PastExchange {
  readonly from: string;
  readonly to: string;
  readonly paid: string;
  readonly received: string;
}

const EXCHANGES_PER_ACCOUNT = 50;

/** The last exchanges of each account, along the index of its transfers. */
export async function findPastExchanges(tx: TenantTransaction): Promise<PastExchange[]> {
  const result = await tx.client.query<PastExchange>({
    name: 'transactions-past-exchanges',
    text: `SELECT p.currency AS "from", r.currency AS "to", (-p.amount_minor)::text AS paid,
        r.amount_minor::text AS received
      FROM accounts a
      CROSS JOIN LATERAL (
        SELECT t.currency, t.amount_minor, t.transfer_transaction_id FROM transactions t
        WHERE t.account_id = a.id AND t.deleted_at IS NULL AND t.transfer_transaction_id IS NOT NULL
        ORDER BY t.date DESC, t.id DESC LIMIT ${EXCHANGES_PER_ACCOUNT}
      ) p
      JOIN transactions r ON r.id = p.transfer_transaction_id AND r.deleted_at IS NULL
      WHERE a.deleted_at IS NULL AND p.amount_minor < 0 AND r.amount_minor > 0 AND p.currency <> r.currency`,
  });
  return result.rows;
}

export async function findRelatedById(tx: TenantTransaction, ids: readonly string[]): Promise<RelatedRow[]> {
  const result = await tx.client.query<RelatedRow>({
    name: 'transactions-related-by-id',
    text: `${RELATED} WHERE t.id = ANY($1::uuid[]) AND t.deleted_at IS NULL`,
    values: [ids],
  });
  return result.rows;
}
