import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Attachment, type createAttachment, MAX_ATTACHMENTS } from '@fintrack/contract';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { type ResultOf, type RouteCall, receiveFile } from '../../platform/http/index.ts';
import { newId } from '../../platform/ids.ts';
import { nameAs } from './file-kinds.ts';
import { findKind } from './find-kind.ts';
import * as repo from './repo.ts';
import { type RewrittenPicture, rewritePicture } from './rewrite-picture.ts';
import { cut, readAttachment, readTitle, toAttachment } from './service.ts';

type Call = RouteCall<typeof createAttachment>;

/**
 * Takes a file in and attaches it: it is kept on this machine until its kind is known and, of a picture, what is kept
 * of it; only then it goes to the file store. One that is refused leaves nothing behind.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, FILE_TOO_LARGE, FILE_UNSUPPORTED, FILE_UNREADABLE, VALIDATION_FAILED
 */
export async function attachFile(call: Call): Promise<ResultOf<typeof createAttachment>> {
  const { transactionId } = call.params;
  // Who may not write, and a transaction that is not there, must not fill the disk.
  const title = await call.read(async (tx) => {
    const found = await readTitle(tx, transactionId);
    refuseTooMany(await repo.listAttachments(tx, transactionId));
    return found;
  });
  const folder = await mkdtemp(join(tmpdir(), 'fintrack-attachment-'));
  try {
    const prepared = await prepare(call, folder);
    return await keep(call, prepared, `Attached ${cut(prepared.name)} to ${title}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Prepared {
  readonly name: string;
  readonly mediaType: string;
  /** Where it lies for now. */
  readonly path: string;
  readonly picture: RewrittenPicture | null;
}

async function prepare({ request, services }: Call, folder: string): Promise<Prepared> {
  const arrived = join(folder, 'arrived');
  const { fileName } = await receiveFile(request, {
    maxMegabytes: services.env.FINTRACK_MAX_ATTACHMENT_MB,
    tooLargeAdvice: 'Make it smaller, for example with fewer points or pages.',
    missingText: 'Choose a file to attach.',
    keep: (content) => pipeline(content, createWriteStream(arrived, { mode: 0o600 })),
    discard: () => rm(arrived, { force: true }),
  });
  const kind = await findKind(arrived, fileName);
  const named = { name: nameAs(kind, fileName), mediaType: kind.mediaType };
  if (!kind.isPicture) return { ...named, path: arrived, picture: null };
  const path = join(folder, 'rewritten');
  return { ...named, path, picture: await rewritePicture(kind, arrived, path) };
}

/** Puts the bytes into the store and the row into the books; where the second fails, the first is taken back. */
async function keep(
  call: Call,
  prepared: Prepared,
  summary: string,
): Promise<ResultOf<typeof createAttachment>> {
  const { files } = call.services;
  const { picture } = prepared;
  const id = newId();
  // The tenant in front, and behind it what nobody guesses from an id.
  const storageKey = `attachments/${call.context.tenantId}/${randomBytes(20).toString('hex')}`;
  const thumbnailKey = picture === null ? null : `${storageKey}-small`;
  const takeBack = async (): Promise<void> => {
    await files.delete(storageKey);
    if (thumbnailKey !== null) await files.delete(thumbnailKey);
  };
  try {
    const stored = await files.put(storageKey, createReadStream(prepared.path));
    if (picture !== null && thumbnailKey !== null) {
      await files.put(thumbnailKey, Readable.from([picture.thumbnail]));
    }
    const made: repo.NewAttachment = {
      id,
      transactionId: call.params.transactionId,
      name: prepared.name,
      mediaType: prepared.mediaType,
      sizeBytes: stored.size,
      sha256: stored.sha256,
      storageKey,
      thumbnailKey,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
    };
    const result = await book(call, made, summary);
    if (result.data.id !== id) await takeBack();
    return result;
  } catch (error) {
    await takeBack();
    throw error;
  }
}

/** The transaction has this file already: nothing is written, and no change set tells of nothing. */
class AlreadyAttached extends Error {
  readonly attachment: Attachment;

  constructor(attachment: Attachment) {
    super('The transaction has this file already.');
    this.attachment = attachment;
  }
}

async function book(
  call: Call,
  made: repo.NewAttachment,
  summary: string,
): Promise<ResultOf<typeof createAttachment>> {
  const what = `${made.sha256.toString('hex')} ${made.name}`;
  try {
    return await call.write({ summary }, async (tx) => ({ data: await insert(tx, made) }), what);
  } catch (error) {
    if (error instanceof AlreadyAttached) return { data: error.attachment, status: 200 };
    throw error;
  }
}

async function insert(tx: TenantTransaction, made: repo.NewAttachment): Promise<Attachment> {
  const { transactionId } = made;
  if (!(await repo.holdTransaction(tx, transactionId))) refuse('NOT_FOUND', 'There is no such transaction.');
  const others = await repo.listAttachments(tx, transactionId);
  const same = others.find(({ sha256 }) => sha256 === made.sha256.toString('hex'));
  if (same) throw new AlreadyAttached(toAttachment(same));
  refuseTooMany(others);
  await repo.insertAttachment(tx, made);
  return toAttachment(await readAttachment(tx, { transactionId, attachmentId: made.id }));
}

function refuseTooMany(others: readonly unknown[]): void {
  if (others.length < MAX_ATTACHMENTS) return;
  refuse(
    'WRONG_STATE',
    `A transaction has ${MAX_ATTACHMENTS} attachments at most. Remove one that is not needed any more first.`,
  );
}
