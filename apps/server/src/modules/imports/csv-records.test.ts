import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readCsvRecords } from './csv-records.ts';

async function read(
  text: string | Buffer,
  delimiter: ',' | ';' = ',',
  encoding = 'utf-8',
): Promise<unknown[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  // One byte a chunk: nothing may depend on where a chunk ends.
  const chunks = Array.from(bytes, (byte) => Buffer.from([byte]));
  return collect(readCsvRecords(Readable.from(chunks), { encoding, delimiter }));
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('readCsvRecords', () => {
  it('counts lines through empty lines, quoted line breaks and every kind of line end', async () => {
    expect(await read('a,b\r\n\r\n1,"x\r\ny"\r\n3,4\r\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['1', 'x\ny'] },
      { line: 5, cells: ['3', '4'] },
    ]);
    expect(await read('a,b\r1,2')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
    ]);
  });

  it('keeps quotes inside of a cell', async () => {
    expect(await read('a,said "no" there\n"b" c,"d ""e"""\n')).toEqual([
      { line: 1, cells: ['a', 'said "no" there'] },
      { line: 2, cells: ['"b" c', 'd "e"'] },
    ]);
  });

  it('leaves out a byte order mark and the line that names the delimiter', async () => {
    expect(await read('\uFEFFsep=;\r\na;b\r\n', ';')).toEqual([{ line: 2, cells: ['a', 'b'] }]);
  });

  it('reads UTF-16 and Windows-1252', async () => {
    expect(await read(Buffer.from('a,ö\n', 'utf16le'), ',', 'utf-16le')).toEqual([
      { line: 1, cells: ['a', 'ö'] },
    ]);
    expect(await read(Buffer.from([0x80, 0x2c, 0xf6, 0x0a]), ',', 'windows-1252')).toEqual([
      { line: 1, cells: ['€', 'ö'] },
    ]);
  });

  it('names the line of a quote that never closes', async () => {
    await expect(read('a,b\n\n1,"x\ny"\n\n3,"open\n5,6\n7,8\n')).rejects.toMatchObject({
      name: 'FileRefusal',
      line: 6,
      message: expect.stringContaining('does not close') as string,
    });
  });

  it('gives up on a quote that swallows a long file, without holding it in memory', async () => {
    const rest = Buffer.from('1,2,3\n'.repeat(100_000));
    const bytes = Readable.from([Buffer.from('a,b\n1,"open\n'), rest, rest]);
    await expect(collect(readCsvRecords(bytes, { encoding: 'utf-8', delimiter: ',' }))).rejects.toMatchObject(
      {
        name: 'FileRefusal',
        line: 2,
      },
    );
  });
});

describe('hostile files', () => {
  it('refuses a line of a million columns, and one of megabytes, without holding them in memory', async () => {
    const chunk = Buffer.from(','.repeat(65_536));
    const wide = Readable.from([Buffer.from('a,b\n1,2\n'), Buffer.from(`${','.repeat(600)}\n1,2\n`)]);
    await expect(collect(readCsvRecords(wide, { encoding: 'utf-8', delimiter: ',' }))).rejects.toMatchObject({
      name: 'FileRefusal',
      line: 3,
      message: 'The line has more than 500 columns. Leave out those that are not needed.',
    });
    const endless = Readable.from(
      (function* () {
        yield Buffer.from('a,b\n1,2\n');
        for (let count = 0; count < 1600; count += 1) yield chunk;
      })(),
    );
    await expect(
      collect(readCsvRecords(endless, { encoding: 'utf-8', delimiter: ',' })),
    ).rejects.toMatchObject({
      name: 'FileRefusal',
      line: 3,
      message: 'The line is longer than any statement has. Download the file again as CSV.',
    });
  });
});
