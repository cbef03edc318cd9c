import { gzipSync } from 'node:zlib';
import type { ImportSummary } from '@fintrack/contract';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, importFile, rowsOf, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { workbookFile } from '../../testing/workbook-file.ts';

let app: TestApp;
let client: TestClient;
let accountId: string;

beforeAll(async () => {
  app = await createTestApp({ env: { FINTRACK_MAX_UPLOAD_MB: '1' } });
  client = await signUp(app);
  accountId = await client.addAccount({ name: 'Checking', currency: 'EUR' });
});
afterAll(() => app.close());

const JANUARY = 'Date,Description,Amount\n2026-01-05,Coffee,-3.20\n2026-01-13,Salary,2500.00\n';
const FEBRUARY = 'Date,Description,Amount\n2026-02-05,Tea,-2.20\n';
const HEADER = ['Date', 'Description', 'Amount'];

function zip(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const parts = Object.entries(files).map(([name, part]): [string, Uint8Array] => [
    name,
    typeof part === 'string' ? strToU8(part) : part,
  ]);
  return Buffer.from(zipSync(Object.fromEntries(parts)));
}

async function importsKept(): Promise<number> {
  return (await client.get<ImportSummary[]>('/imports')).pagination?.total ?? -1;
}

async function refused(content: Buffer, name = 'file.bin'): Promise<string> {
  const before = await importsKept();
  const { status, code, message } = await upload(app, client, { name, content });
  expect({ status, code }).toEqual({ status: 422, code: 'FILE_UNREADABLE' });
  expect(await importsKept()).toBe(before);
  return message ?? '';
}

describe('a workbook', () => {
  const rows = [
    ['Account statement'],
    [],
    HEADER,
    [{ date: 46_027 }, 'Coffee', -3.2],
    [{ date: 46_035 }, 'Salary', 2500],
  ];

  it('201: is read like any table, whatever it is called, and books the exact amounts', async () => {
    const own = await client.addAccount({ name: 'From a workbook', currency: 'EUR' });
    const content = workbookFile({
      sheets: [
        { name: 'Movements', rows },
        { name: 'Notes', rows: [['x']] },
      ],
    });
    const draft = await upload(app, client, { name: 'statement.csv', content, accountId: own });
    expect(draft.status).toBe(201);
    expect(draft.data).toMatchObject({
      fileName: 'statement.csv',
      format: 'xlsx',
      questions: [],
      header: HEADER,
      counts: { total: 2, new: 2 },
    });
    expect(draft.data.notes.find((note) => note.subject === 'sheet')).toEqual({
      subject: 'sheet',
      guess: 'Movements',
      confidence: 0.95,
      evidence: 'It has the most rows that look like transactions. "Notes" is left out.',
    });
    expect(draft.data.notes.map((note) => note.subject)).not.toContain('delimiter');
    expect(await rowsOf(client, draft.data.id)).toMatchObject([
      { line: 4, date: '2026-01-05', amount: '-3.20', description: 'Coffee' },
      { line: 5, date: '2026-01-13', amount: '2500.00', description: 'Salary' },
    ]);
    await importFile(app, client, { name: 'again.xlsx', content, accountId: own });
    expect(await balanceOf(client, own)).toBe('2496.80');
  });

  it('keeps saying which sheet it is when the reading is changed', async () => {
    const content = workbookFile({ sheets: [{ name: 'Movements', rows }] });
    const { data } = await upload(app, client, { name: 's.xlsx', content, accountId });
    const changed = await client.put<ImportSummary>(`/imports/${data.id}/mapping`, {
      version: data.version,
      mapping: { sign: { kind: 'inverted' } },
    });
    expect(changed.data.notes.map((note) => [note.subject, note.guess])).toContainEqual([
      'sheet',
      'Movements',
    ]);
    expect((await rowsOf(client, data.id))[0]).toMatchObject({ amount: '3.20' });
  });

  it('422 FILE_UNREADABLE: one that is broken', async () => {
    const content = workbookFile({ sheets: [{ name: 'A', rows }] });
    expect(await refused(content.subarray(0, content.length - 30))).toBe(
      'The archive is broken. Download it again, or unpack it and import what is in it.',
    );
  });
});

describe('a compressed file', () => {
  it('201: is read as what is in it', async () => {
    const content = gzipSync(JANUARY);
    const { status, data } = await upload(app, client, { name: 'january.csv.gz', content, accountId });
    expect(status).toBe(201);
    expect(data).toMatchObject({ fileName: 'january.csv', format: 'csv', counts: { total: 2 } });
    expect(data.notes).toContainEqual(
      expect.objectContaining({ subject: 'archive', guess: 'january.csv.gz' }),
    );
  });

  it('201: may hold a workbook', async () => {
    const rows = [HEADER, [{ date: 46_023 }, 'Coffee', -3.2]];
    const content = gzipSync(workbookFile({ sheets: [{ name: 'A', rows }] }));
    const { data } = await upload(app, client, { name: 'a.xlsx.gz', content, accountId });
    expect(data).toMatchObject({ format: 'xlsx', counts: { total: 1 } });
    expect(data.notes.map((note) => note.subject)).toEqual(expect.arrayContaining(['archive', 'sheet']));
  });

  it.each([
    [
      'cut short',
      gzipSync(JANUARY.repeat(50)).subarray(0, 60),
      'The compressed file is broken. Download it again.',
    ],
    [
      'compressed twice',
      gzipSync(gzipSync(JANUARY)),
      'An archive inside of an archive is not opened. Unpack it, and import what is in it.',
    ],
    [
      'with an archive in it',
      gzipSync(zip({ 'a.csv': JANUARY })),
      'An archive inside of an archive is not opened. Unpack it, and import what is in it.',
    ],
    [
      'field note 22: a bomb',
      gzipSync(Buffer.alloc(3_000_000)),
      'Unpacked, the file is larger than 1 MB. Send a shorter period.',
    ],
  ])('422 FILE_UNREADABLE: %s', async (_, content, reason) => {
    expect(await refused(content)).toBe(reason);
  });
});

describe('an archive', () => {
  it('201: each statement in it becomes an import of its own; the others are named', async () => {
    const before = await importsKept();
    const content = zip({
      'bank/january.csv': JANUARY,
      'bank/february.csv': FEBRUARY,
      'bank/terms.pdf': '%PDF-1.7 terms',
      '__MACOSX/bank/._january.csv': 'x',
    });
    const { status, data } = await upload(app, client, { name: 'year.zip', content, accountId });
    expect(status).toBe(201);
    expect(data).toMatchObject({ fileName: 'january.csv', format: 'csv', counts: { total: 2 } });
    expect(data.notes.find((note) => note.subject === 'archive')).toEqual({
      subject: 'archive',
      guess: 'year.zip',
      confidence: 1,
      evidence:
        'The archive holds 2 statements, and each is an import of its own: january.csv, february.csv. "terms.pdf" is left out, because it is a PDF.',
    });
    expect(await importsKept()).toBe(before + 2);
    const [newest] = (await client.get<ImportSummary[]>('/imports')).data;
    expect(newest).toMatchObject({ fileName: 'february.csv', status: 'draft', counts: { total: 1 } });
  });

  it('201: the same key twice makes it once', async () => {
    const before = await importsKept();
    const sent = { name: 'year.zip', content: zip({ 'a.csv': JANUARY, 'b.csv': FEBRUARY }), accountId };
    const headers = { 'idempotency-key': 'archive-once' };
    const [first, second] = [
      await upload(app, client, { ...sent, headers }),
      await upload(app, client, { ...sent, headers }),
    ];
    expect(second.data.id).toBe(first.data.id);
    expect(await importsKept()).toBe(before + 2);
  });

  it('422 FILE_UNREADABLE: names the file and line that cannot be read, and keeps none of them', async () => {
    const content = zip({ 'a.csv': JANUARY, 'b.csv': 'Date,Description,Amount\n2026-01-05,"Open,1.00\n' });
    expect(await refused(content)).toBe(
      '"b.csv", line 2: A quotation mark opens here and does not close. Correct the line, or download the file again.',
    );
  });

  it.each([
    [
      'an archive in it',
      zip({ 'a.csv': JANUARY, 'inner.zip': zip({ 'b.csv': FEBRUARY }) }),
      '"inner.zip": An archive inside of an archive is not opened. Unpack it, and import what is in it.',
    ],
    ['nothing in it', zip({}), 'The archive is empty.'],
    ['a tape in it', tape(), 'A TAR archive is not opened. Unpack it, and import what is in it.'],
    [
      'no statement in it',
      zip({ 'terms.pdf': '%PDF-1.7' }),
      'The archive holds no statement: "terms.pdf" is a PDF. A PDF cannot be read reliably. Download the statement from your bank as CSV or OFX instead.',
    ],
    [
      'field note 22: a name that leads out of it',
      zip({ '../../etc/cron.d/x.csv': JANUARY }),
      'The archive names a file outside of itself ("../../etc/cron.d/x.csv"). It is not opened.',
    ],
    [
      'field note 22: a bomb by size',
      zip({ 'a.csv': new Uint8Array(2_000_000) }),
      'Unpacked, "a.csv" is larger than 1 MB. Send a shorter period.',
    ],
    [
      'field note 22: a bomb by ratio',
      zip({ 'a.csv': new Uint8Array(9_000_000) }),
      '"a.csv" grows more than 200 times when it is unpacked, as no statement does.',
    ],
    [
      'a password',
      locked(zip({ 'a.csv': JANUARY })),
      '"a.csv" is locked with a password. Unpack it, and import what is in it.',
    ],
    [
      'a wrong checksum',
      damaged(zip({ 'a.csv': JANUARY })),
      '"a.csv" is damaged. Download the archive again.',
    ],
    [
      'too many files',
      zip(Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`${at}.pdf`, '%PDF'] as const))),
      'The archive holds more than 100 files. Send fewer at a time.',
    ],
  ])('422 FILE_UNREADABLE: %s', async (_, content, reason) => {
    expect(await refused(content)).toBe(reason);
  });
});

/** Sets the bit that says "encrypted", in the central directory. */
function locked(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf('PK\u0001\u0002');
  copy.writeUInt16LE(copy.readUInt16LE(at + 8) | 1, at + 8);
  return copy;
}

/** Changes the checksum in the central directory. */
function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf('PK\u0001\u0002');
  copy.writeUInt8(copy.readUInt8(at + 16) ^ 1, at + 16);
  return copy;
}

/** The head of a TAR archive. */
function tape(): Buffer {
  const bytes = Buffer.alloc(1024);
  bytes.write('a.csv');
  bytes.write('ustar', 257);
  return bytes;
}
