import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isOwnJson, ownJsonAsCsv } from './convert-own-json.ts';

const HEAD = '{"format":"fintrack-transactions","version":1,"transactions":[';
const ROW =
  '{"id":"019aa000-0000-7000-8000-000000000001","date":"2026-02-10","account":"Giro","amount":"-1.50","currency":"EUR","description":"Tee – \\"grün\\"","tags":["a"]}';

async function convert(lines: readonly string[], pieceBytes = 1_000_000): Promise<string[]> {
  const bytes = Buffer.from(lines.join('\n'));
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  const csv: string[] = [];
  for await (const piece of ownJsonAsCsv(Readable.from(pieces))) csv.push(piece);
  return csv.join('').split('\r\n');
}

it('is known by what it says of itself, and nothing else is', () => {
  expect(isOwnJson(HEAD)).toBe(true);
  expect(isOwnJson(`\uFEFF  ${HEAD}`)).toBe(true);
  expect(isOwnJson('{"transactions":[]}')).toBe(false);
  expect(isOwnJson('Date,Amount')).toBe(false);
});

it('becomes the CSV of the same rows, in pieces of any size', async () => {
  const expected = await convert([HEAD, `${ROW},`, ROW, '],"count":2}', '']);
  expect(expected).toHaveLength(4);
  expect(expected[1]).toContain('2026-02-10,Giro,,"Tee – ""grün""",,-1.50,EUR,expense,cleared,a,');
  expect(expected[2]).toBe(expected[1]);
  // Bytes of one character in two pieces.
  expect(await convert([HEAD, `${ROW},`, ROW, '],"count":2}', ''], 7)).toEqual(expected);
  expect(await convert([HEAD, '', '],"count":0}'])).toHaveLength(2);
});

describe('is refused whole, with the line and the reason', () => {
  it.each<[string, string[], number, string]>([
    ['breaks off', [HEAD, `${ROW},`, ROW], 3, 'The file breaks off. Export it again.'],
    [
      'lacks a row',
      [HEAD, ROW, '],"count":2}'],
      3,
      'The file says that it has 2 rows, and 1 are in it. Export it again.',
    ],
    [
      'has half a row',
      [HEAD, ROW.slice(0, 40), '],"count":1}'],
      2,
      'The line is not JSON. Export the file again.',
    ],
    [
      'has a row that cannot be',
      [HEAD, ROW.replace('-1.50', 'much'), '],"count":1}'],
      2,
      '"much" is not an amount. Write it like 12.50 or -12.50.',
    ],
    ['has something that is no row', [HEAD, '[1]', '],"count":1}'], 2, 'This is not a transaction.'],
    ['goes on', [HEAD, ROW, '],"count":1}', ROW], 4, 'There is more in the file after its end.'],
    ['ends otherwise', [HEAD, ROW, ']}'], 3, 'The end of the file cannot be read.'],
    [
      'was rewritten',
      ['{', '"format":"fintrack-transactions"}'],
      1,
      'Another program has rewritten this file. Import it as FinTrack has exported it, with one row a line.',
    ],
    [
      'is of a newer FinTrack',
      [HEAD.replace(':1,', ':2,'), '],"count":0}'],
      1,
      'A newer FinTrack has made this file. Update FinTrack first.',
    ],
  ])('one that %s', async (...[, lines, line, message]) => {
    await expect(convert(lines)).rejects.toMatchObject({ line, message });
  });

  it('a line that never ends is given up while it comes', async () => {
    let sent = 0;
    const endless = (function* () {
      yield Buffer.from(`${HEAD}\n`);
      for (;;) {
        sent += 1;
        yield Buffer.alloc(1024 * 1024, 'x');
      }
    })();
    const reading = (async () => {
      for await (const piece of ownJsonAsCsv(Readable.from(endless))) expect(piece).toContain('Date');
    })();
    await expect(reading).rejects.toMatchObject({
      message: 'A line of the file is too long for a row. Export the file again.',
    });
    expect(sent).toBeLessThan(20);
  });
});
