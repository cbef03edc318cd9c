import { ATTACHMENT_TYPES, type Attachment } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import * as repo from './repo.ts';

export interface AttachmentTarget {
  readonly transactionId: string;
  readonly attachmentId: string;
}

/** The files of a transaction, oldest first. @throws {AppError} NOT_FOUND when there is no such transaction. */
export async function listAttachments(tx: TenantTransaction, transactionId: string): Promise<Attachment[]> {
  const rows = await repo.listAttachments(tx, transactionId);
  if (rows.length === 0) await readTitle(tx, transactionId);
  return rows.map(toAttachment);
}

/** @throws {AppError} NOT_FOUND */
export async function readAttachment(
  tx: TenantTransaction,
  target: AttachmentTarget,
): Promise<repo.AttachmentRow> {
  return (await repo.findAttachment(tx, target)) ?? refuseMissing();
}

/** What the transaction is called in the history. @throws {AppError} NOT_FOUND */
export async function readTitle(tx: TenantTransaction, transactionId: string): Promise<string> {
  const title = await repo.findTitle(tx, transactionId);
  return title === undefined ? refuse('NOT_FOUND', 'There is no such transaction.') : cut(title);
}

/** What taking the file off will be called. @throws {AppError} NOT_FOUND */
export async function describeRemoval(tx: TenantTransaction, target: AttachmentTarget): Promise<string> {
  const { name } = await readAttachment(tx, target);
  return `Removed ${cut(name)} from ${await readTitle(tx, target.transactionId)}`;
}

/** Takes the file off; its bytes stay for a while, so that this can be undone. @throws {AppError} NOT_FOUND */
export async function removeAttachment(tx: TenantTransaction, target: AttachmentTarget): Promise<void> {
  const { id } = await readAttachment(tx, target);
  if (!(await repo.softDelete(tx, id))) refuseMissing();
}

/** The kind that was found when it came in, when it is still one of the closed list. */
export function safeType({ mediaType }: repo.AttachmentRow): string {
  return ATTACHMENT_TYPES.find((type) => type === mediaType) ?? 'application/octet-stream';
}

/** Browsers show these without running anything of ours; all else is saved. */
export function isShown(row: repo.AttachmentRow): boolean {
  const type = safeType(row);
  return type.startsWith('image/') || type === 'application/pdf';
}

export function toAttachment(row: repo.AttachmentRow): Attachment {
  const { storageKey: _, thumbnailKey, size, ...shown } = row;
  return { ...shown, size: Number(size), hasThumbnail: thumbnailKey !== null };
}

/** A name in a sentence. */
export function cut(name: string): string {
  const characters = [...name];
  return characters.length <= 80 ? name : `${characters.slice(0, 79).join('')}…`;
}

export function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such attachment.');
}
