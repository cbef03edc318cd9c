import type { ImportSummary } from '@fintrack/contract';
import { detectFormat } from '@fintrack/core/importing';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { AppError, refuse } from '../../platform/errors.ts';
import { hashRequest, runOnce } from '../../platform/http/index.ts';
import { newId } from '../../platform/ids.ts';
import type { Services } from '../../platform/services.ts';
import { FileRefusal } from './file-refusal.ts';
import { presentImport } from './present.ts';
import { receiveUpload, refuseFormat, type Upload } from './receive-upload.ts';
import * as repo from './repo.ts';
import { readImportTask } from './service.background.ts';
import { refuseMissingImport } from './service.rows.ts';
import { fileKey, stageImport } from './service.stage.ts';

/** Up to here a file is read while the caller waits; a larger one in the background. */
const INLINE_BYTES = 2 * 1024 * 1024;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Takes a bank file in and makes a draft of it. A file that is refused leaves nothing behind.
 * @throws {AppError} FILE_TOO_LARGE, FILE_UNSUPPORTED, FILE_UNREADABLE, VALIDATION_FAILED, MALFORMED_REQUEST
 */
export async function createImport(
  services: Services,
  context: TenantContext,
  request: Request,
): Promise<ImportSummary> {
  const id = newId();
  const key = fileKey({ tenantId: context.tenantId, id });
  // Who may not write must not fill the disk either.
  await services.database.readTenant(context, (tx) => tx.entered);
  const upload = await receiveUpload(request, {
    files: services.files,
    key,
    maxMegabytes: services.env.FINTRACK_MAX_UPLOAD_MB,
  });
  try {
    const made = await keepUpload(services, context, { id, upload, idempotencyKey: readKey(request) });
    if (made.id !== id) await services.files.delete(key);
    return made;
  } catch (error) {
    await services.files.delete(key);
    throw asUnreadable(error);
  }
}

/** A file's own refusal as the API's. */
export function asUnreadable(error: unknown): unknown {
  if (!(error instanceof FileRefusal)) return error;
  const where = error.line === null ? '' : `Line ${error.line}: `;
  return new AppError('FILE_UNREADABLE', `${where}${error.message}`, {
    details: { line: error.line, reason: error.message },
  });
}

interface NewImport {
  readonly id: string;
  readonly upload: Upload;
  readonly idempotencyKey: string | null;
}

async function keepUpload(
  services: Services,
  context: TenantContext,
  made: NewImport,
): Promise<ImportSummary> {
  const { upload, idempotencyKey } = made;
  const format = readFormat(upload);
  const accountId = readAccountId(upload);
  const job = { tenantId: context.tenantId, userId: context.userId };
  return services.database.bulkTenant(job, null, async (tx) => {
    if (accountId !== null) await refuseUnknownAccounts(tx, [{ accountId, path: 'accountId' }]);
    const work = async (): Promise<ImportSummary> => {
      await repo.insertImport(tx, describeUpload(tx, made, format));
      await readOrEnqueue(tx, services, { id: made.id, accountId, size: upload.stored.size });
      return presentImport((await repo.findImport(tx, made.id)) ?? refuseMissingImport());
    };
    if (idempotencyKey === null) return work();
    const requestHash = hashRequest([upload.stored.sha256.toString('hex'), upload.fileName, accountId ?? '']);
    const result = await runOnce(tx, { text: idempotencyKey, requestHash }, async () => ({
      data: await work(),
    }));
    return result.data;
  });
}

async function readOrEnqueue(
  tx: TenantTransaction,
  services: Services,
  file: { readonly id: string; readonly accountId: string | null; readonly size: number },
): Promise<void> {
  const request = { importId: file.id, override: {}, accountId: file.accountId, accounts: [] };
  if (file.size <= INLINE_BYTES) return stageImport(tx, services, request);
  const payload = { ...request, tenantId: tx.tenantId, userId: tx.userId };
  await services.queue.enqueue(tx, { task: readImportTask, payload, key: `read:${file.id}` });
}

/** True when a stored file is read in the background. */
export function isReadInBackground(record: { readonly fileSize: number }): boolean {
  return record.fileSize > INLINE_BYTES;
}

function describeUpload(
  tx: TenantTransaction,
  { id, upload }: NewImport,
  format: 'csv' | 'ofx',
): Parameters<typeof repo.insertImport>[1] {
  const lines = upload.probe.lineCount();
  return {
    tenantId: tx.tenantId,
    id,
    fileName: upload.fileName,
    fileSize: upload.stored.size,
    fileSha256: upload.stored.sha256,
    format,
    encoding: upload.probe.encoding(format),
    status: 'reading',
    totalRows: format === 'csv' ? lines : 0,
    createdByUserId: tx.userId,
  };
}

function readFormat(upload: Upload): 'csv' | 'ofx' {
  if (upload.stored.size === 0) refuseFormat('an empty file', 'The file is empty. Download it again.');
  const found = detectFormat(upload.probe.head().toString('latin1'), upload.fileName);
  if (found.format === 'unsupported') return refuseFormat(found.name, found.reason);
  const zeroLine = upload.probe.firstZeroLine();
  if (zeroLine !== null && !upload.probe.encoding('csv').startsWith('utf-16')) {
    throw new FileRefusal('This line holds bytes that no text has. Download the file again.', zeroLine);
  }
  return found.format === 'csv' ? 'csv' : 'ofx';
}

function readAccountId(upload: Upload): string | null {
  const text = upload.fields['accountId']?.trim() ?? '';
  if (text === '') return null;
  if (!ID.test(text)) refuseAccount('accountId');
  return text.toLowerCase();
}

/** @throws {AppError} VALIDATION_FAILED for an account that is not here, or that takes no more rows. */
export async function refuseUnknownAccounts(
  tx: TenantTransaction,
  wanted: readonly { readonly accountId: string; readonly path: string }[],
): Promise<void> {
  if (wanted.length === 0) return;
  const accounts = await repo.findAccounts(tx);
  for (const { accountId, path } of wanted) {
    const account = accounts.find((each) => each.id === accountId);
    if (!account || account.isArchived) refuseAccount(path, account?.name);
  }
}

function refuseAccount(path: string, archivedName?: string): never {
  const message =
    archivedName === undefined
      ? 'There is no such account.'
      : `${archivedName} is archived. Take it out of the archive first, or choose another account.`;
  return refuse('VALIDATION_FAILED', message, [{ path, message }]);
}

function readKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key !== null && (key.length === 0 || key.length > 255)) {
    refuse('MALFORMED_REQUEST', 'An Idempotency-Key has 1 to 255 characters.');
  }
  return key;
}
