import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../platform/errors.ts';
import { sampleOffice, samplePdf, samplePicture, sampleZip } from '../../testing/sample-files.ts';
import { nameAs } from './file-kinds.ts';
import { findKind } from './find-kind.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fintrack-kinds-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function find(name: string, content: string | Buffer): Promise<[string, string]> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  const kind = await findKind(path, name);
  return [kind.mediaType, nameAs(kind, name)];
}

const MAIL = 'Return-Path: <a@example.org>\r\nSubject: Invoice\r\n\r\nSee below\r\n';
const OFFICE = 'application/vnd.openxmlformats-officedocument';

describe('a file is what its bytes say', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const)('picture: %s', async (format) => {
    const [type] = await find('x', await samplePicture(format));
    expect(type).toBe(`image/${format}`);
  });

  it.each([
    ['invoice.pdf', samplePdf(), 'application/pdf'],
    ['a.docx', sampleOffice('docx'), `${OFFICE}.wordprocessingml.document`],
    ['a.xlsx', sampleOffice('xlsx'), `${OFFICE}.spreadsheetml.sheet`],
    ['a.odt', sampleOffice('odt'), 'application/vnd.oasis.opendocument.text'],
    ['a.ods', sampleOffice('ods'), 'application/vnd.oasis.opendocument.spreadsheet'],
    ['note.txt', 'Thank you for 2 rolls', 'text/plain'],
    ['note.md', 'a < b', 'text/plain'],
    ['Grüße.TXT', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'text/plain'],
    ['wide.txt', Buffer.from('\uFEFFwide', 'utf16le'), 'text/plain'],
    ['日本.txt', Buffer.from('\u001B$B$3\u001B(B\u007e'), 'text/plain'],
    ['utf8.txt', 'déjà vu – 10 €\f', 'text/plain'],
    ['rows.csv', 'a;b\n1;2\n', 'text/csv'],
    ['mail.eml', MAIL, 'message/rfc822'],
  ])('%s', async (name, content, type) => {
    expect(await find(name, content)).toEqual([type, name]);
  });
});

describe('a name that says otherwise', () => {
  it('or nothing, for text, is made true', async () => {
    expect(await find('note', 'Thanks')).toEqual(['text/plain', 'note.txt']);
  });

  it.each([
    ['receipt.jpg', 'receipt.png'],
    ['receipt.PNG', 'receipt.PNG'],
    ['receipt', 'receipt.png'],
    ['receipt.exe', 'receipt.exe.png'],
    ['Rechnung 12.2026', 'Rechnung 12.2026.png'],
    ['', 'attachment.png'],
    [`${'a'.repeat(251)}.jpg`, `${'a'.repeat(251)}.png`],
    ['b'.repeat(255), `${'b'.repeat(251)}.png`],
  ])('is made true: %j', async (given, name) => {
    expect(await find(given, await samplePicture('png'))).toEqual(['image/png', name]);
  });
});

describe('refused', () => {
  const script = '<script>alert(1)</script>';
  it.each([
    ['a web page', 'page.html', `<!DOCTYPE html>${script}`],
    ['a web page as text', 'page.txt', `\n  <html>${script}`],
    ['a web page behind a mark', 'page.txt', `\uFEFF<html>${script}`],
    ['a web page in UTF-16', 'page.txt', Buffer.from(`\uFEFF<html>${script}`, 'utf16le')],
    ['a web page called a table', 'rows.csv', `<html>${script}`],
    ['SVG', 'logo.svg', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
    ['SVG called PNG', 'logo.png', `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>`],
    ['XML', 'a.xml', '<?xml version="1.0"?><a/>'],
    ['a shell script', 'run.txt', '#!/bin/sh\nrm -rf /'],
    ['JavaScript', 'run.js', 'alert(1)'],
    ['a batch file', 'run.bat', '@echo off'],
    ['a Windows program', 'setup.pdf', Buffer.from(`MZ${'\0'.repeat(200)}`)],
    ['a Linux program', 'setup', Buffer.from(`\x7fELF\x02\x01\x01${'\0'.repeat(200)}`, 'latin1')],
    ['an archive', 'all.zip', sampleZip({ 'a.txt': 'x' })],
    ['an archive called docx', 'all.docx', sampleZip({ 'a.txt': 'x' })],
    ['a document with macros', 'a.docx', sampleOffice('docm')],
    ['an old Office file', 'a.doc', Buffer.from('D0CF11E0A1B11AE1'.padEnd(1200, '0'), 'hex')],
    ['text called a picture', 'receipt.jpg', 'no picture at all'],
    ['text called a message', 'mail.eml', 'hello'],
    ['unknown bytes', 'x.txt', Buffer.from([1, 2, 3, 0, 4])],
    ['text with zero bytes far inside', 'x.txt', `${'a'.repeat(200_000)}\0`],
    ['half a UTF-16 character', 'x.txt', Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x42])],
  ])('%s', async (_, name, content) => {
    const error: unknown = await find(name, content).catch((thrown: unknown) => thrown);
    if (!(error instanceof AppError)) throw new Error(`"${name}" was taken as ${String(error)}.`);
    expect(error.code).toBe('FILE_UNSUPPORTED');
    expect(error.message).toMatch(/^This is .+\. Pictures \(JPEG, .+ can be attached\.$/);
  });

  it('an empty file', async () => {
    await expect(find('x.txt', '')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: 'The file is empty. Choose another one.',
    });
  });

  it('a HEIC picture, saying what helps', async () => {
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'.padEnd(300, '\0'), 'latin1');
    await expect(find('IMG_1.HEIC', heic)).rejects.toMatchObject({
      message: expect.stringContaining(
        'This is a HEIC picture, which cannot be read here. Save it as JPEG.',
      ) as unknown,
    });
  });
});
