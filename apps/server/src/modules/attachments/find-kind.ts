import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { ATTACHMENT_TYPES } from '@fintrack/contract';
import { fileTypeFromFile } from 'file-type';
import { refuse } from '../../platform/errors.ts';
import { binaryKind, CSV, extensionOf, type FileKind, MAIL, PLAIN_TEXT } from './file-kinds.ts';

/**
 * What a file is, by its bytes. The name only tells apart kinds of plain text, which are equally harmless.
 * @throws {AppError} FILE_UNSUPPORTED for a kind that cannot be attached, FILE_UNREADABLE for an empty file.
 */
export async function findKind(path: string, name: string): Promise<FileKind> {
  const head = await readHead(path);
  if (head.length === 0) refuse('FILE_UNREADABLE', 'The file is empty. Choose another one.');
  const encoding = encodingOf(head);
  // The mark of UTF-16 is also how some sound files begin.
  const found = encoding === 'latin1' ? await fileTypeFromFile(path) : undefined;
  if (found) return binaryKind(found.mime) ?? refuseKind(wordsFor(found.ext));
  if (!(await isText(path, encoding))) return refuseKind('a binary file of a kind that is not known');
  return textKind(new TextDecoder(encoding).decode(head), name);
}

const HEAD_BYTES = 4096;

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Names of kinds that people do send, by the extension that `file-type` gives them. */
const WORDS: Readonly<Record<string, string>> = {
  heic: 'a HEIC picture, which cannot be read here. Save it as JPEG',
  zip: 'an archive. Attach the files in it one by one',
  gz: 'an archive. Attach the files in it one by one',
  rar: 'an archive. Attach the files in it one by one',
  '7z': 'an archive. Attach the files in it one by one',
  tar: 'an archive. Attach the files in it one by one',
  exe: 'a program',
  elf: 'a program',
  macho: 'a program',
  xml: 'a web page or an XML file',
  cfb: 'an Office file of the old kind or with a password. Save it as docx, xlsx or PDF',
  docm: 'a document with macros. Save it as docx or PDF',
  xlsm: 'a spreadsheet with macros. Save it as xlsx or PDF',
};

function wordsFor(extension: string): string {
  return WORDS[extension] ?? `a file of the kind ${extension.toUpperCase()}`;
}

/** Bytes that no text has, whatever its 8-bit encoding. */
const CONTROL = /[^\P{Cc}\s\u0080-\u009F]/u;
/** Switches between the scripts of ISO 2022, in old Japanese mail. */
const ESCAPE = '\u001B';

type TextEncodingName = 'utf-16le' | 'utf-16be' | 'latin1';

/** UTF-16 by its mark; anything else is read byte by byte, which every other encoding of texts allows. */
function encodingOf(head: Buffer): TextEncodingName {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'latin1';
}

async function isText(path: string, encoding: TextEncodingName): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const chunks: AsyncIterable<Buffer> = createReadStream(path);
  try {
    for await (const chunk of chunks) {
      const text = decoder.decode(chunk, { stream: true }).replaceAll(ESCAPE, '');
      if (CONTROL.test(text)) return false;
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The mark of UTF-8, as it looks when its bytes are read one by one. */
const MARK = /^(\u00EF\u00BB\u00BF|\uFEFF)/;

function textKind(head: string, name: string): FileKind {
  const start = head.replace(MARK, '').trimStart();
  if (start.startsWith('<')) return refuseKind(WORDS['xml'] ?? 'markup');
  if (start.startsWith('#!')) return refuseKind('a program');
  const extension = extensionOf(name);
  if (CSV.extensions[0] === extension) return CSV;
  if (MAIL.extensions[0] === extension) return isMail(start) ? MAIL : refuseFalse(extension);
  if (extension === '' || PLAIN_TEXT.extensions.includes(extension)) return PLAIN_TEXT;
  return refuseFalse(extension);
}

/** A message begins with headers, such as "Received: from". */
function isMail(start: string): boolean {
  return /^(?:From .*\r?\n)?[A-Za-z][A-Za-z0-9-]*:[^\n]*\n/.test(start);
}

function refuseFalse(extension: string): never {
  return refuseKind(`text under a name that ends in .${extension}. Call it .txt when that is what it is`);
}

function refuseKind(what: string): never {
  return refuse(
    'FILE_UNSUPPORTED',
    `This is ${what}. Pictures (JPEG, PNG, WebP, GIF, AVIF, TIFF), PDF, text, CSV, e-mail (EML), docx, xlsx, odt and ods can be attached.`,
    { allowed: ATTACHMENT_TYPES },
  );
}
