import { and, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { attachments } from './tables.ts';

/** An attachment as the API shows it, and where its bytes are. */
export interface AttachmentRow {
  readonly id: string;
  readonly transactionId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: string;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly storageKey: string;
  readonly thumbnailKey: string | null;
  readonly uploadedBy: string | null;
  readonly version: number;
  readonly createdAt: string;
}

const SELECT = `SELECT a.id, a.transaction_id AS "transactionId", a.name, a.media_type AS "mediaType",
    a.size_bytes::text AS size, encode(a.sha256, 'hex') AS sha256, a.width, a.height,
    a.storage_key AS "storageKey", a.thumbnail_key AS "thumbnailKey", u.name AS "uploadedBy", a.version,
    to_char(a.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"
  FROM attachments a
  JOIN transactions t ON t.id = a.transaction_id AND t.deleted_at IS NULL
  LEFT JOIN users u ON u.id = a.uploaded_by_user_id
  WHERE a.deleted_at IS NULL AND a.transaction_id = $1`;

/** Oldest first. */
export async function listAttachments(
  tx: TenantTransaction,
  transactionId: string,
): Promise<AttachmentRow[]> {
  const result = await tx.client.query<AttachmentRow>({
    name: 'attachments-list',
    text: `${SELECT} ORDER BY a.id`,
    values: [transactionId],
  });
  return result.rows;
}

export async function findAttachment(
  tx: TenantTransaction,
  target: { readonly transactionId: string; readonly attachmentId: string },
): Promise<AttachmentRow | undefined> {
  const result = await tx.client.query<AttachmentRow>({
    name: 'attachments-find',
    text: `${SELECT} AND a.id = $2`,
    values: [target.transactionId, target.attachmentId],
  });
  return result.rows[0];
}

/** What the transaction is called; undefined where there is none. */
export async function findTitle(tx: TenantTransaction, transactionId: string): Promise<string | undefined> {
  const result = await tx.client.query<{ title: string }>({
    name: 'attachments-title',
    text: `SELECT coalesce(nullif(p.name, ''), nullif(t.description, ''), 'the row of ' || t.date) AS title
      FROM transactions t LEFT JOIN payees p ON p.id = t.payee_id
      WHERE t.id = $1 AND t.deleted_at IS NULL`,
    values: [transactionId],
  });
  return result.rows[0]?.title;
}

/** Holds the transaction, so that what is attached to it is counted one after another. False where there is none. */
export async function holdTransaction(tx: TenantTransaction, transactionId: string): Promise<boolean> {
  const result = await tx.client.query(
    'SELECT 1 FROM transactions WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE',
    [transactionId],
  );
  return result.rowCount === 1;
}

export type NewAttachment = Omit<typeof attachments.$inferInsert, 'tenantId' | 'uploadedByUserId'>;

export async function insertAttachment(tx: TenantTransaction, made: NewAttachment): Promise<void> {
  await tx.sql.insert(attachments).values({ ...made, tenantId: tx.tenantId, uploadedByUserId: tx.userId });
}

/** False when somebody else was faster. */
export async function softDelete(tx: TenantTransaction, id: string): Promise<boolean> {
  const result = await tx.sql
    .update(attachments)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()`, version: sql`${attachments.version} + 1` })
    .where(and(eq(attachments.id, id), isNull(attachments.deletedAt)));
  return result.rowCount === 1;
}

export type ExpiredAttachment = Pick<typeof attachments.$inferSelect, 'id' | 'storageKey' | 'thumbnailKey'>;

/** Holds and answers attachments that were deleted before then, so that no revert brings them back meanwhile. */
export function holdExpired(
  tx: TenantTransaction,
  before: Date,
  limit: number,
): Promise<ExpiredAttachment[]> {
  return tx.sql
    .select({
      id: attachments.id,
      storageKey: attachments.storageKey,
      thumbnailKey: attachments.thumbnailKey,
    })
    .from(attachments)
    .where(lt(attachments.deletedAt, before))
    .orderBy(attachments.deletedAt)
    .limit(limit)
    .for('update');
}

/** For good. */
export async function eraseAttachments(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  await tx.sql
    .delete(attachments)
    .where(and(inArray(attachments.id, [...ids]), isNotNull(attachments.deletedAt)));
}
