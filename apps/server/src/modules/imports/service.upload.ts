import type { ImportFormat, ImportSummary } from '@fintrack/contract';
import { detectFormat } from '@fintrack/core/importing';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { AppError, refuse } from '../../platform/errors.ts';
import { hashRequest, runOnce } from '../../platform/http/index.ts';
import { newId } from '../../platform/ids.ts';
import type { Services } from '../../platform/services.ts';
import { foundEncodingNote, isTableFormat, receivedDetection } from './detection-notes.ts';
import { FileRefusal } from './file-refusal.ts';
import { formatNote } from './format-note.ts';
import { presentImport } from './present.ts';
import { receiveUpload, refuseFormat, type Upload } from './receive-upload.ts';
import type { DetectionNote } from './repo.stored.ts';
import * as repo from './repo.ts';
import { readImportTask } from './service.background.ts';
import { refuseMissingImport } from './service.rows.ts';
import { fileKey, isReadInBackground, stageImport } from './service.stage.ts';
import { type UnpackedFile, unpackUpload } from './unpack-upload.ts';

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
  const keptIds = new Set([id]);
  try {
    const files = await unpackUpload(upload, id, {
      files: services.files,
      maxMegabytes: services.env.FINTRACK_MAX_UPLOAD_MB,
      newId: () => addId(keptIds),
      keyOf: (fileId) => fileKey({ tenantId: context.tenantId, id: fileId }),
    });
    const made = await keepUpload(services, context, { files, upload, idempotencyKey: readKey(request) });
    // An answer that was given before has its own files.
    if (files.some((file) => file.id === made.id)) for (const file of files) keptIds.delete(file.id);
    await deleteFiles(services, context, keptIds);
    return made;
  } catch (error) {
    await deleteFiles(services, context, keptIds);
    throw asUnreadable(error);
  }
}

function addId(ids: Set<string>): string {
  const id = newId();
  ids.add(id);
  return id;
}

async function deleteFiles(
  services: Services,
  context: TenantContext,
  ids: ReadonlySet<string>,
): Promise<void> {
  for (const id of ids) await services.files.delete(fileKey({ tenantId: context.tenantId, id }));
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
  /** The statements of the upload: several when it is an archive. */
  readonly files: readonly UnpackedFile[];
  readonly upload: Upload;
  readonly idempotencyKey: string | null;
}

async function keepUpload(
  services: Services,
  context: TenantContext,
  made: NewImport,
): Promise<ImportSummary> {
  const { files, upload, idempotencyKey } = made;
  const imports = files.map((file) => ({ file, found: readFormat(file) }));
  const accountId = readAccountId(upload);
  // The caller waits for all of an archive's statements together.
  const size = files.reduce((sum, file) => sum + file.stored.size, 0);
  const job = { tenantId: context.tenantId, userId: context.userId };
  return services.database.bulkTenant(job, null, async (tx) => {
    if (accountId !== null) await refuseUnknownAccounts(tx, [{ accountId, path: 'accountId' }]);
    const work = async (): Promise<ImportSummary> => {
      for (const { file, found } of imports) {
        await repo.insertImport(tx, describeFile(tx, file, found));
        await naming(file, files, () => readOrEnqueue(tx, services, { id: file.id, accountId, size }));
      }
      const [first] = files;
      return presentImport((first && (await repo.findImport(tx, first.id))) ?? refuseMissingImport());
    };
    if (idempotencyKey === null) return work();
    const requestHash = hashRequest([upload.stored.sha256.toString('hex'), upload.fileName, accountId ?? '']);
    const result = await runOnce(tx, { text: idempotencyKey, requestHash }, async () => ({
      data: await work(),
    }));
    return result.data;
  });
}

/** Says which file of an archive is refused. */
async function naming(
  file: UnpackedFile,
  files: readonly UnpackedFile[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FileRefusal) || files.length === 1) throw error;
    const where = error.line === null ? '' : `, line ${error.line}`;
    throw new FileRefusal(`"${file.fileName}"${where}: ${error.message}`, null);
  }
}

async function readOrEnqueue(
  tx: TenantTransaction,
  services: Services,
  file: { readonly id: string; readonly accountId: string | null; readonly size: number },
): Promise<void> {
  const request = { importId: file.id, override: {}, accountId: file.accountId, accounts: [] };
  if (!isReadInBackground({ fileSize: file.size })) return stageImport(tx, services, request);
  const payload = { ...request, tenantId: tx.tenantId, userId: tx.userId };
  await services.queue.enqueue(tx, { task: readImportTask, payload, key: `read:${file.id}` });
}

function describeFile(
  tx: TenantTransaction,
  file: UnpackedFile,
  { format, notes }: FoundFormat,
): Parameters<typeof repo.insertImport>[1] {
  const lines = file.probe.lineCount();
  return {
    tenantId: tx.tenantId,
    id: file.id,
    fileName: file.fileName,
    fileSize: file.stored.size,
    fileSha256: file.stored.sha256,
    format,
    encoding: file.probe.encoding(format),
    status: 'reading',
    totalRows: isTableFormat(format) ? lines : 0,
    detection: receivedDetection([...notes, ...file.notes]),
    createdByUserId: tx.userId,
  };
}

interface FoundFormat {
  readonly format: ImportFormat;
  readonly notes: readonly DetectionNote[];
}

function readFormat({ format, fileName, stored, probe }: UnpackedFile): FoundFormat {
  if (format !== null) return { format, notes: [] };
  if (stored.size === 0) refuseFormat('an empty file', 'The file is empty. Download it again.');
  const found = detectFormat(probe.head().toString('latin1'), fileName);
  if (found.format === 'unsupported') return refuseFormat(found.name, found.reason);
  const zeroLine = probe.firstZeroLine();
  if (zeroLine !== null && !probe.encoding('csv').startsWith('utf-16')) {
    throw new FileRefusal('This line holds bytes that no text has. Download the file again.', zeroLine);
  }
  // QFX is OFX under the name of Quicken's own.
  const kept = found.format === 'qfx' ? 'ofx' : found.format;
  return { format: kept, notes: [formatNote(kept, found), foundEncodingNote(probe.explain(kept))] };
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
