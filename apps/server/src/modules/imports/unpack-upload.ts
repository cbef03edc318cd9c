import { pipeline, Readable, Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import type { ImportFormat } from '@fintrack/contract';
import { detectFormat } from '@fintrack/core/importing';
import iconv from 'iconv-lite';
import type { FileStore, StoredFile } from '../../platform/files/index.ts';
import { cleanFileName } from '../../platform/http/index.ts';
import { convertHtml, isHtml } from './convert-html.ts';
import { isOwnJson, ownJsonAsCsv } from './convert-own-json.ts';
import { convertWorkbook } from './convert-workbook.ts';
import { FileRefusal } from './file-refusal.ts';
import type { SheetText } from './read-workbook.ts';
import { type Upload, watchBytes } from './receive-upload.ts';
import type { DetectionNote } from './tables-json.ts';
import { EncodingProbe } from './text-encoding.ts';
import { listZip, type ZipMember } from './zip-file.ts';

/** One statement file of an upload, kept on its own under its id. */
export interface UnpackedFile {
  readonly id: string;
  readonly fileName: string;
  readonly stored: StoredFile;
  readonly probe: EncodingProbe;
  /** A workbook's format; null where the text is still to be looked at. */
  readonly format: Extract<ImportFormat, 'xlsx' | 'xls'> | null;
  /** Where it came from, in words. */
  readonly notes: readonly DetectionNote[];
}

export interface UnpackTarget {
  readonly files: FileStore;
  /** How large one unpacked file may be. */
  readonly maxMegabytes: number;
  /** The caller deletes what is kept under an id that does not come back. */
  newId(): string;
  keyOf(id: string): string;
}

const MEGABYTE = 1024 * 1024;
/** A workbook is read whole, and is compressed already. */
const MAX_WORKBOOK_MEGABYTES = 64;
/** An archive is as large as this many files may be. */
const ARCHIVE_TIMES = 4;
const MAX_PARTS = 5000;
const MAX_MEMBERS = 100;
const MAX_STATEMENTS = 30;
const NESTED = 'An archive inside of an archive is not opened. Unpack it, and import what is in it.';

/**
 * Takes what was uploaded apart: a compressed file becomes what is in it, an archive its statements, a workbook the CSV
 * of its sheet; another file stays as it is. The content decides, never the name. All or nothing: what must not be
 * opened refuses the whole, while a PDF or picture beside the statements is only left out, and named.
 * @throws {FileRefusal} with the reason.
 */
export async function unpackUpload(
  upload: Upload,
  id: string,
  target: UnpackTarget,
): Promise<UnpackedFile[]> {
  const { fileName, stored, probe } = upload;
  const sent: UnpackedFile = { id, fileName, stored, probe, format: null, notes: [] };
  if (kindOf(sent) === 'gzip') return [await openFile(await unpackGzip(sent, target), target)];
  if (kindOf(sent) !== 'zip') return [await openFile(sent, target)];
  const members = await listParts(sent, target);
  if (isOffice(members)) return [await openWorkbook(sent, target, 'xlsx')];
  return unpackArchive(sent, members, target);
}

type Kind = 'zip' | 'gzip' | 'tar' | 'compound' | 'html' | 'other';

function kindOf(file: { readonly probe: EncodingProbe }): Kind {
  const head = file.probe.head();
  const signature = head.toString('latin1', 0, 4);
  if (signature === 'PK\u0003\u0004' || signature === 'PK\u0005\u0006') return 'zip';
  if (signature.startsWith('\u001F\u008B')) return 'gzip';
  if (signature === '\u00D0\u00CF\u0011\u00E0') return 'compound';
  if (isHtml(iconv.decode(head.subarray(0, 4096), file.probe.encoding('csv')))) return 'html';
  return head.toString('latin1', 257, 262) === 'ustar' ? 'tar' : 'other';
}

/** A file that is a statement, or a workbook, and no archive. */
async function openFile(file: UnpackedFile, target: UnpackTarget): Promise<UnpackedFile> {
  switch (kindOf(file)) {
    case 'zip':
      if (!isOffice(await listParts(file, target))) throw new FileRefusal(NESTED, null);
      return openWorkbook(file, target, 'xlsx');
    case 'compound':
      return openWorkbook(file, target, 'xls');
    case 'gzip':
      throw new FileRefusal(NESTED, null);
    case 'tar':
      throw new FileRefusal('A TAR archive is not opened. Unpack it, and import what is in it.', null);
    case 'html':
      return openHtml(file, target);
    case 'other':
      return isOwnJson(file.probe.head().toString('utf8')) ? openOwnJson(file, target) : file;
  }
}

/** An export of FinTrack as JSON is kept as the CSV of the same rows. */
async function openOwnJson(file: UnpackedFile, target: UnpackTarget): Promise<UnpackedFile> {
  const rows = ownJsonAsCsv(target.files.get(target.keyOf(file.id)));
  const kept = await keepFile(Readable.from(rows, { objectMode: false }), target);
  const evidence = 'It is an export of FinTrack, and is read as its rows.';
  const note = { subject: 'archive', guess: 'FinTrack JSON', confidence: 1, evidence };
  return { ...file, ...kept, notes: [...file.notes, note] };
}

/** A table that a bank has written as a web page and calls an Excel file; any other page is refused later. */
async function openHtml(file: UnpackedFile, target: UnpackTarget): Promise<UnpackedFile> {
  refuseLargeWorkbook(file);
  const encoding = htmlEncoding(file.probe);
  const table = await convertHtml(target.files.get(target.keyOf(file.id)), encoding);
  if (table === null) return file;
  const kept = await keepFile(Readable.from([Buffer.from(table.csv)]), target);
  const evidence =
    'The file is a web page, as some banks write for Excel; its table is read as rows of cells.';
  const guess = table.tables === 1 ? 'The table of a web page' : `Table ${table.place} of a web page`;
  const note = { subject: 'sheet', guess, confidence: 0.9, evidence };
  return { ...file, ...kept, format: 'xls', notes: [...file.notes, note] };
}

/** As the page says itself, or as its bytes show. */
function htmlEncoding(probe: EncodingProbe): string {
  const found = probe.encoding('csv');
  if (found.startsWith('utf-16')) return found;
  const named = /charset\s{0,5}=\s{0,5}["']?([\w-]{1,40})/i.exec(probe.head().toString('latin1'))?.[1] ?? '';
  return iconv.encodingExists(named) && !/utf-?16|utf-?32/i.test(named) ? named : found;
}

async function unpackGzip(file: UnpackedFile, target: UnpackTarget): Promise<UnpackedFile> {
  const packed = target.files.get(target.keyOf(file.id));
  const unpacked = pipeline(packed, createGunzip(), limitBytes(target.maxMegabytes), () => {
    // The store meets the failure at the end of the line.
  });
  const kept = await keepFile(unpacked, target).catch((error: unknown) => {
    const isBroken = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    throw isBroken ? new FileRefusal('The compressed file is broken. Download it again.', null) : error;
  });
  const evidence = 'The file was compressed; it is read as what is in it.';
  return {
    ...kept,
    fileName: file.fileName.replace(/\.gz$/i, '') || file.fileName,
    format: null,
    notes: [{ subject: 'archive', guess: file.fileName, confidence: 1, evidence }],
  };
}

function limitBytes(megabytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size <= megabytes * MEGABYTE) return done(null, chunk);
      const reason = `Unpacked, the file is larger than ${megabytes} MB. Send a shorter period.`;
      return done(new FileRefusal(reason, null));
    },
  });
}

async function keepFile(
  content: Readable,
  target: UnpackTarget,
): Promise<Pick<UnpackedFile, 'id' | 'stored' | 'probe'>> {
  const id = target.newId();
  const probe = new EncodingProbe();
  const stored = await target.files.put(target.keyOf(id), watchBytes(content, probe));
  return { id, stored, probe };
}

function listParts(file: UnpackedFile, target: UnpackTarget): Promise<ZipMember[]> {
  const source = { files: target.files, key: target.keyOf(file.id), size: file.stored.size };
  const megabytes = Math.max(256, target.maxMegabytes * ARCHIVE_TIMES);
  return listZip(source, { members: MAX_PARTS, unpackedBytes: megabytes * MEGABYTE });
}

/** A document of an office program, which is an archive of parts itself. */
function isOffice(members: readonly ZipMember[]): boolean {
  const has = (part: string): boolean => members.some(({ name }) => name === part);
  if (!has('[Content_Types].xml') && has('META-INF/manifest.xml') && has('content.xml')) {
    throw new FileRefusal(
      'This is an OpenDocument file (ODS). Open it, save the sheet as XLSX or CSV, and import that.',
      null,
    );
  }
  return has('[Content_Types].xml') || has('META-INF/manifest.xml');
}

async function openWorkbook(
  file: UnpackedFile,
  target: UnpackTarget,
  format: 'xlsx' | 'xls',
): Promise<UnpackedFile> {
  refuseLargeWorkbook(file);
  const sheet = await convertWorkbook(await buffer(target.files.get(target.keyOf(file.id))));
  const kept = await keepFile(Readable.from([Buffer.from(sheet.csv)]), target);
  return { ...file, ...kept, format, notes: [...file.notes, describeSheet(sheet)] };
}

function refuseLargeWorkbook({ stored }: UnpackedFile): void {
  if (stored.size <= MAX_WORKBOOK_MEGABYTES * MEGABYTE) return;
  const reason = `The workbook is larger than ${MAX_WORKBOOK_MEGABYTES} MB. Save the sheet as CSV, and import that.`;
  throw new FileRefusal(reason, null);
}

function describeSheet({ sheet, others, emptyFormulas }: SheetText): DetectionNote {
  const sentences = [
    others.length === 0
      ? 'It is the only sheet with anything in it.'
      : 'It has the most rows that look like transactions.',
    ...others.map(({ name, isTable }) =>
      isTable
        ? `"${name}" is left out and looks like transactions too: save it as a file of its own to import it.`
        : `"${name}" is left out.`,
    ),
  ];
  if (emptyFormulas > 0) {
    const cells = emptyFormulas === 1 ? 'One formula has' : `${emptyFormulas} formulas have`;
    sentences.push(`${cells} no result in the file: open the workbook, save it, and import it again.`);
  }
  return {
    subject: 'sheet',
    guess: sheet,
    confidence: emptyFormulas > 0 ? 0.5 : 0.95,
    evidence: sentences.join(' '),
  };
}

interface LeftOut {
  readonly fileName: string;
  readonly name: string;
  readonly reason: string;
}

/** Every statement in the archive becomes an import of its own: each has its own reading and account. */
async function unpackArchive(
  archive: UnpackedFile,
  members: readonly ZipMember[],
  target: UnpackTarget,
): Promise<UnpackedFile[]> {
  const wanted = members.filter(({ name }) => !OF_THE_SYSTEM.test(name));
  if (wanted.length > MAX_MEMBERS) {
    throw new FileRefusal(`The archive holds more than ${MAX_MEMBERS} files. Send fewer at a time.`, null);
  }
  const found: UnpackedFile[] = [];
  const leftOut: LeftOut[] = [];
  for (const member of wanted) {
    const opened = await openMember(member, target);
    if ('reason' in opened) leftOut.push(opened);
    else found.push(opened);
    if (found.length > MAX_STATEMENTS) {
      throw new FileRefusal(
        `The archive holds more than ${MAX_STATEMENTS} statements. Send fewer at a time.`,
        null,
      );
    }
  }
  const [other] = leftOut;
  if (found.length === 0 && other === undefined) throw new FileRefusal('The archive is empty.', null);
  if (found.length === 0 && other !== undefined) {
    throw new FileRefusal(
      `The archive holds no statement: "${other.fileName}" is ${other.name}. ${other.reason}`,
      null,
    );
  }
  const note = describeArchive(archive.fileName, found, leftOut);
  return found.map((file) => ({ ...file, notes: [note, ...file.notes] }));
}

/** What systems put into archives by themselves. */
const OF_THE_SYSTEM = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

async function openMember(member: ZipMember, target: UnpackTarget): Promise<UnpackedFile | LeftOut> {
  const fileName = cleanFileName(member.name) || 'statement';
  if (member.unpackedSize > target.maxMegabytes * MEGABYTE) {
    const reason = `Unpacked, "${fileName}" is larger than ${target.maxMegabytes} MB. Send a shorter period.`;
    throw new FileRefusal(reason, null);
  }
  if (member.unpackedSize === 0) return { fileName, name: 'an empty file', reason: 'Download it again.' };
  try {
    const kept = await keepFile(await member.open(), target);
    const file = await openFile({ ...kept, fileName, format: null, notes: [] }, target);
    if (file.format !== null) return file;
    const found = detectFormat(file.probe.head().toString('latin1'), fileName);
    return found.format === 'unsupported' ? { fileName, name: found.name, reason: found.reason } : file;
  } catch (error) {
    if (!(error instanceof FileRefusal) || error.message.includes(fileName)) throw error;
    throw new FileRefusal(`"${fileName}": ${error.message}`, error.line);
  }
}

function describeArchive(
  archiveName: string,
  found: readonly UnpackedFile[],
  leftOut: readonly LeftOut[],
): DetectionNote {
  const names = found.map(({ fileName }) => fileName).join(', ');
  const sentences = [
    found.length === 1
      ? 'It is the only statement in the archive.'
      : `The archive holds ${found.length} statements, and each is an import of its own: ${names}.`,
    ...leftOut.map(({ fileName, name }) => `"${fileName}" is left out, because it is ${name}.`),
  ];
  return { subject: 'archive', guess: archiveName, confidence: 1, evidence: sentences.join(' ') };
}
