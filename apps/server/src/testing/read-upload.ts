import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { detectFormat, firstRowRecord } from '@fintrack/core/importing';
import { readCsvRecords } from '../modules/imports/csv-records.ts';
import { detectCsvFile } from '../modules/imports/detect-csv-file.ts';
import { decodeHead } from '../modules/imports/file-head.ts';
import { FileRefusal } from '../modules/imports/file-refusal.ts';
import type { FileStatement } from '../modules/imports/file-statement.ts';
import { stageCsvFile } from '../modules/imports/read-csv-file.ts';
import { readStatementFile } from '../modules/imports/read-statement-file.ts';
import type { StagedRow } from '../modules/imports/staged-row.ts';
import { EncodingProbe } from '../modules/imports/text-encoding.ts';
import { type UnpackedFile, unpackUpload } from '../modules/imports/unpack-upload.ts';
import type { FileStore, StoredFile } from '../platform/files/index.ts';

/** One statement file of an upload, read. */
export interface ReadFile {
  readonly format: string;
  readonly rows: readonly StagedRow[];
  readonly statements: readonly FileStatement[];
  /** What only the user can say. */
  readonly questions: readonly string[];
  /** Lines of a table behind its header that have something in them; null for other formats. */
  readonly lines: readonly number[] | null;
}

/** What became of an upload: its files, or why it is refused. */
export type UploadReading =
  | { readonly ok: true; readonly files: readonly ReadFile[] }
  | { readonly ok: false; readonly reason: string; readonly line: number | null };

/** The whole way from the bytes of an upload to rows, without HTTP and database; rows that name no currency are in euros. */
export async function readUpload(bytes: Buffer, fileName: string): Promise<UploadReading> {
  const files = new MemoryFiles();
  let ids = 0;
  const keyOf = (id: string): string => `imports/${id}`;
  const stored = await files.put(keyOf('sent'), Readable.from([bytes]));
  const probe = new EncodingProbe();
  probe.push(bytes);
  const newId = (): string => {
    ids += 1;
    return `file-${ids}`;
  };
  try {
    const target = { files, maxMegabytes: 1, newId, keyOf };
    const unpacked = await unpackUpload({ fileName, stored, probe, fields: {} }, 'sent', target);
    const read: ReadFile[] = [];
    for (const file of unpacked) read.push(await readOne(file, () => files.get(keyOf(file.id))));
    return { ok: true, files: read };
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    return { ok: false, reason: error.message, line: error.line };
  }
}

/** Files in memory. */
class MemoryFiles implements FileStore {
  readonly #files = new Map<string, Buffer>();

  async put(key: string, content: Readable): Promise<StoredFile> {
    const bytes = await buffer(content);
    this.#files.set(key, bytes);
    return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest() };
  }

  get(key: string, range?: { readonly start: number; readonly end: number }): Readable {
    const bytes = this.#files.get(key) ?? Buffer.alloc(0);
    return Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]);
  }

  delete(key: string): Promise<void> {
    this.#files.delete(key);
    return Promise.resolve();
  }
}

async function readOne(file: UnpackedFile, open: () => Readable): Promise<ReadFile> {
  const found = file.format
    ? { format: file.format }
    : detectFormat(file.probe.head().toString('latin1'), file.fileName);
  if (found.format === 'unsupported') throw new FileRefusal(found.reason, null);
  const format = found.format === 'qfx' ? 'ofx' : found.format;
  const encoding = file.probe.encoding(format);
  if (format === 'csv' || format === 'xlsx' || format === 'xls') return readTable(open, encoding, format);
  const { staged, detection } = await readStatementFile({
    format,
    encoding,
    open,
    before: null,
    override: {},
    rememberedFor: () => null,
    currencyOf: () => 'EUR',
    tenantCurrency: 'EUR',
  });
  const rows = await collect(staged.batches);
  const questions = detection.questions.map((question) => question.field);
  return { format, rows, statements: staged.statements, questions, lines: null };
}

async function readTable(open: () => Readable, encoding: string, format: string): Promise<ReadFile> {
  const { mapping, detection, signature } = await detectCsvFile({
    open,
    encoding,
    head: await decodeHead(open(), encoding),
    currency: null,
    profiles: [],
    accountId: null,
    stored: null,
    override: {},
  });
  const openRecords = () => readCsvRecords(open(), { encoding, delimiter: mapping.delimiter });
  const { provenOrder } = detection;
  const currencyOf = (): string => 'EUR';
  const staged = stageCsvFile(openRecords, { mapping, signature, provenOrder, currencyOf });
  const rows = await collect(staged.batches);
  const lines: number[] = [];
  for await (const record of openRecords()) lines.push(record.line);
  return {
    format,
    rows,
    statements: staged.statements,
    questions: detection.questions.map((question) => question.field),
    lines: lines.slice(firstRowRecord(mapping)),
  };
}

async function collect(batches: AsyncIterable<readonly StagedRow[]>): Promise<StagedRow[]> {
  const rows: StagedRow[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}
