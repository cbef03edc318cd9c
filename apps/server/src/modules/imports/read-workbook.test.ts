import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { type TestCell, workbookFile } from '../../testing/workbook-file.ts';
import { convertWorkbook } from './convert-workbook.ts';
import { readWorkbook } from './read-workbook.ts';

const HEADER = ['Date', 'Description', 'Amount'];

async function linesOf(bytes: Buffer): Promise<string[]> {
  const { csv } = await readWorkbook(bytes);
  return new TextDecoder().decode(csv).trimEnd().split('\n');
}

const oneSheet = (rows: readonly (readonly (TestCell | null)[])[], date1904 = false): Buffer =>
  workbookFile({ sheets: [{ name: 'Sheet1', rows }], date1904 });

describe('readWorkbook', () => {
  it('writes typed dates and numbers exactly', async () => {
    const rows = [
      HEADER,
      [{ date: 46_023 }, 'Coffee, large', -3.2],
      [{ date: 46_024.75 }, 'Said "no"', 0.1 + 0.2],
      [{ date: 46_025 }, 'Two\nlines', 1234567.89],
      ['2026-01-04', 'As text', '1.234,56'],
    ];
    expect(await linesOf(oneSheet(rows))).toEqual([
      'Date,Description,Amount',
      '2026-01-01,"Coffee, large",-3.2',
      '2026-01-02 18:00:00,"Said ""no""",0.3',
      '2026-01-03,Two lines,1234567.89',
      '2026-01-04,As text,"1.234,56"',
    ]);
  });

  it('knows the date system of 1904', async () => {
    expect(await linesOf(oneSheet([HEADER, [{ date: 44_561 }, 'Coffee', -3.2]], true))).toEqual([
      'Date,Description,Amount',
      '2026-01-01,Coffee,-3.2',
    ]);
  });

  it('keeps the number of a row as its line, and what stands above the table', async () => {
    const rows = [['Statement of J Doe'], [], HEADER, [{ date: 46_023 }, 'Coffee', -3.2]];
    expect(await linesOf(oneSheet(rows))).toEqual([
      'Statement of J Doe',
      '',
      'Date,Description,Amount',
      '2026-01-01,Coffee,-3.2',
    ]);
  });

  it('takes the sheet with the table, and names the others; hidden and empty ones are passed over', async () => {
    const table = [HEADER, [{ date: 46_023 }, 'Coffee', -3.2], [{ date: 46_024 }, 'Tea', -2]];
    const notes = Array.from({ length: 9 }, (_, index) => [`Note ${index}`, 'words', 'more words']);
    const bytes = workbookFile({
      sheets: [
        { name: 'Notes', rows: notes },
        { name: 'Empty', rows: [] },
        { name: 'Savings', rows: table.slice(0, 2) },
        { name: 'Checking', rows: table },
        { name: 'Secret', rows: [...table, [{ date: 46_025 }, 'Hidden', -9]], isHidden: true },
      ],
    });
    expect(await readWorkbook(bytes)).toMatchObject({
      sheet: 'Checking',
      others: [
        { name: 'Notes', isTable: false },
        { name: 'Savings', isTable: true },
      ],
      emptyFormulas: 0,
    });
  });

  it('takes the result of a formula, and counts those without one', async () => {
    const rows = [
      HEADER,
      [{ date: 46_023 }, 'Coffee', { formula: '1+2', value: 3 }],
      [{ date: 46_024 }, 'Tea', { formula: 'A1*2' }],
    ];
    const bytes = oneSheet(rows);
    expect((await linesOf(bytes)).slice(1)).toEqual(['2026-01-01,Coffee,3', '2026-01-02,Tea']);
    expect((await readWorkbook(bytes)).emptyFormulas).toBe(1);
  });

  it.each(['biff8', 'xlsb'] as const)('reads %s as well', async (bookType) => {
    const workbook = utils.book_new();
    const sheet = utils.aoa_to_sheet([HEADER, [46_023, 'Bäckerei', -1234.56], [46_024, 'Чай', 10]]);
    sheet['A2'] = { t: 'n', v: 46_023, z: 'dd/mm/yyyy' };
    sheet['A3'] = { t: 'n', v: 46_024, z: 'dd/mm/yyyy' };
    utils.book_append_sheet(workbook, sheet, 'Umsätze');
    const bytes: unknown = write(workbook, { type: 'buffer', bookType });
    if (!Buffer.isBuffer(bytes)) throw new Error('A buffer was asked for.');
    expect(await linesOf(bytes)).toEqual([
      'Date,Description,Amount',
      '2026-01-01,Bäckerei,-1234.56',
      '2026-01-02,Чай,10',
    ]);
  });

  it.each([
    ['an empty workbook', oneSheet([]), 'The workbook is empty.'],
    ['half of a workbook', oneSheet([HEADER]).subarray(0, 900), 'The archive is broken.'],
    ['a workbook without sheets', workbookFile({ sheets: [] }), 'The workbook has no sheets.'],
    [
      'a workbook with broken parts',
      workbookFile({ sheets: [], parts: { 'xl/workbook.xml': '<worksheet', '[Content_Types].xml': '<a' } }),
      'This is no workbook that can be read.',
    ],
    [
      'a locked workbook',
      lockedWorkbook(),
      'The workbook is locked with a password. Save it without one, and import that.',
    ],
    [
      'a compound file that is no workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
      'This is no workbook that can be read.',
    ],
    [
      'a cell far to the right',
      workbookFile({
        sheets: [{ name: 'A', rows: [] }],
        parts: {
          'xl/worksheets/sheet1.xml':
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="7"><c r="XFD7"><v>1</v></c></row></sheetData></worksheet>',
        },
      }),
      'The row has more than 500 columns.',
    ],
  ])('refuses %s', async (_, bytes, reason) => {
    await expect(readWorkbook(bytes)).rejects.toMatchObject({
      name: 'FileRefusal',
      message: expect.stringContaining(reason) as string,
    });
  });
});

/**
 * What Excel writes for a workbook with a password: a compound file with the encrypted package in it. Sectors of 512
 * bytes: the table of sectors, the directory, and two streams of ten sectors each.
 */
function lockedWorkbook(): Buffer {
  const END = 0xfffffffe;
  const FREE = 0xffffffff;
  const header = Buffer.alloc(512, 0);
  header.write('d0cf11e0a1b11ae1', 'hex');
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(4096, 56);
  for (const at of [60, 68]) header.writeUInt32LE(END, at);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(512, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(END, 4);
  for (let sector = 2; sector < 22; sector += 1) {
    table.writeUInt32LE(sector === 11 || sector === 21 ? END : sector + 1, sector * 4);
  }
  const entry = (
    name: string,
    kind: number,
    place: { right?: number; child?: number; first: number },
  ): Buffer => {
    const bytes = Buffer.alloc(128, 0);
    bytes.write(name, 'utf16le');
    bytes.writeUInt16LE((name.length + 1) * 2, 64);
    bytes.writeUInt8(kind, 66);
    bytes.writeUInt8(1, 67);
    bytes.writeUInt32LE(FREE, 68);
    bytes.writeUInt32LE(place.right ?? FREE, 72);
    bytes.writeUInt32LE(place.child ?? FREE, 76);
    bytes.writeUInt32LE(place.first, 116);
    bytes.writeUInt32LE(kind === 2 ? 5120 : 0, 120);
    return bytes;
  };
  const directory = Buffer.concat([
    entry('Root Entry', 5, { child: 1, first: END }),
    entry('EncryptionInfo', 2, { right: 2, first: 2 }),
    entry('EncryptedPackage', 2, { first: 12 }),
    Buffer.alloc(128, 0),
  ]);
  return Buffer.concat([header, table, directory, Buffer.alloc(10_240, 'x')]);
}

describe('convertWorkbook', () => {
  it('does the same in a thread of its own', async () => {
    const { csv, sheet } = await convertWorkbook(oneSheet([HEADER, [{ date: 46_023 }, 'Coffee', -3.2]]));
    expect(sheet).toBe('Sheet1');
    expect(new TextDecoder().decode(csv)).toBe('Date,Description,Amount\n2026-01-01,Coffee,-3.2\n');
  });

  it('hands on why a workbook is refused', async () => {
    await expect(convertWorkbook(oneSheet([]))).rejects.toMatchObject({
      name: 'FileRefusal',
      message: 'The workbook is empty.',
    });
  });

  it('gives up on one that takes too long', async () => {
    await expect(convertWorkbook(oneSheet([HEADER]), 1)).rejects.toMatchObject({
      name: 'FileRefusal',
      message: expect.stringContaining('too large') as string,
    });
  });

  it('field note 22: a part that unpacks to far more than it says or than a workbook has is refused', async () => {
    const bomb = workbookFile({
      sheets: [{ name: 'A', rows: [HEADER] }],
      parts: { 'xl/sharedStrings.xml': new Uint8Array(40 * 1024 * 1024) },
    });
    await expect(convertWorkbook(bomb)).rejects.toMatchObject({
      name: 'FileRefusal',
      message: expect.stringContaining('grows more than 200 times') as string,
    });
  });
});
