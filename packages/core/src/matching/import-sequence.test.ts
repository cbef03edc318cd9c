import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEpochDay, toEpochDay } from '../dates/index.ts';
import { type ComparedLine, type ComparedRow, compareRows } from './compare-rows.ts';
import { rowFingerprint } from './row-fingerprint.ts';
import type { MatchableRow } from './trustworthy-external-ids.ts';

/*
 * A bank, its files and a person's books. The bank announces transactions and posts them days later, some with another
 * amount and text; its files overlap, come late, leave pending rows out, number their lines in many ways. The books
 * take file after file; the person answers questions by name and by what was paid, and deletes a row now and then. In the end
 * every transaction of the bank stands in the books once, but for those that were deleted.
 */

const START = toEpochDay(fromEpochDay(20_454));
const MERCHANTS = [
  { pending: 'SQ *CAFE LUNA', posted: 'CAFE LUNA BERLIN' },
  { pending: 'POS AUTH SHELL TANKSTELLE', posted: 'SHELL TANKSTELLE 4711' },
  { pending: 'OSTERIA VERDI', posted: 'OSTERIA VERDI ROMA' },
];

interface Purchase {
  readonly merchant: number;
  readonly minor: number;
  readonly announced: number;
  readonly delay: number;
  /** Hundredths of the amount that are added when it is posted. */
  readonly tip: number;
}

interface Download {
  /** The day on which it is made: what is posted later is pending in it or not in it yet. */
  readonly day: number;
  readonly back: number;
  readonly hasPending: boolean;
  readonly ids: 'none' | 'constant' | 'counter' | 'stable';
  readonly isReversed: boolean;
  /** Which live row the person deletes after it, if any. */
  readonly deletes: number | null;
}

interface Line extends ComparedLine {
  readonly purchase: number;
  /** What was announced: the person remembers what was paid, before a tip. */
  readonly paidMinor: number;
}

/** A row of the books, and of which purchase of the bank it tells. */
interface Booked extends ComparedRow {
  readonly merchant: number;
  readonly paidMinor: number;
}

const anyPurchase: fc.Arbitrary<Purchase> = fc.record({
  merchant: fc.nat(2),
  minor: fc.constantFrom(-350, -1237, -5010),
  announced: fc.nat(12),
  delay: fc.nat(4),
  tip: fc.constantFrom(0, 0, 0, 15),
});
const anyDownload: fc.Arbitrary<Download> = fc.record({
  day: fc.nat(18),
  back: fc.integer({ min: 3, max: 18 }),
  hasPending: fc.boolean(),
  ids: fc.constantFrom('none', 'constant', 'counter', 'stable'),
  isReversed: fc.boolean(),
  deletes: fc.option(fc.nat(20), { freq: 3 }),
});

/** The first file's only row is deleted; the next file's only line has its constant id and amount, and is another one. */
const FILES_OF_ONE_LINE: [Purchase[], Download[]] = [
  [
    { merchant: 1, minor: -5010, announced: 0, delay: 1, tip: 0 },
    { merchant: 0, minor: -5010, announced: 1, delay: 1, tip: 0 },
  ],
  [
    { day: 0, back: 3, hasPending: true, ids: 'constant', isReversed: false, deletes: 0 },
    { day: 8, back: 6, hasPending: false, ids: 'constant', isReversed: false, deletes: null },
  ],
];

describe('files one after the other', () => {
  it('nothing is lost and nothing is doubled, whatever the files are like', () => {
    fc.assert(
      fc.property(
        fc.array(anyPurchase, { maxLength: 6 }),
        fc.array(anyDownload, { maxLength: 5 }),
        (purchases, downloads) => {
          const deleted: string[] = [];
          let books: Booked[] = [];
          for (const download of downloads) {
            books = takeIn(books, makeFile(purchases, download));
            const gone = chooseDeleted(books, purchases, download);
            if (gone === null) continue;
            deleted.push(gone.key);
            books = books.map((row) => (row.id === gone.row.id ? { ...row, deleted: true } : row));
          }
          const whole: Download = {
            day: 40,
            back: 40,
            hasPending: true,
            ids: 'none',
            isReversed: false,
            deletes: null,
          };
          const end = takeIn(books, makeFile(purchases, whole));
          expect(contentOf(end.filter((row) => !row.deleted))).toEqual(expected(purchases, deleted));
        },
      ),
      { numRuns: 2000, examples: [FILES_OF_ONE_LINE] },
    );
  });

  it('a file that comes twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(anyPurchase, { maxLength: 6 }),
        fc.array(anyDownload, { minLength: 1, maxLength: 4 }),
        (purchases, downloads) => {
          const books = downloads.reduce<Booked[]>(
            (before, download) => takeIn(before, makeFile(purchases, download)),
            [],
          );
          const last = downloads.at(-1);
          if (!last) return;
          const again = takeIn(books, makeFile(purchases, last));
          expect(contentOf(again)).toEqual(contentOf(books));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function makeFile(
  purchases: readonly Purchase[],
  { day, back, hasPending, ids, isReversed }: Download,
): Line[] {
  const lines = purchases.flatMap((purchase, index): Line[] => {
    const isPosted = purchase.announced + purchase.delay <= day;
    if (!isPosted && (!hasPending || purchase.announced > day)) return [];
    const at = isPosted ? purchase.announced + purchase.delay : purchase.announced;
    if (at < day - back) return [];
    return [lineOf(purchase, { index, isPosted, at })];
  });
  const ordered = lines.toSorted((left, right) =>
    left.date < right.date ? -1 : left.date > right.date ? 1 : 0,
  );
  const numbered = ordered.map((line, place) => ({ ...line, externalId: idOf(ids, line, place) }));
  return isReversed ? numbered.toReversed() : numbered;
}

function lineOf(
  purchase: Purchase,
  { index, isPosted, at }: { readonly index: number; readonly isPosted: boolean; readonly at: number },
): Line {
  const merchant = MERCHANTS[purchase.merchant];
  const text = (isPosted ? merchant?.posted : merchant?.pending) ?? '';
  const minor = isPosted ? postedMinor(purchase) : purchase.minor;
  const date = fromEpochDay(START + at);
  const fingerprint = rowFingerprint({ date, amountMinor: BigInt(minor), description: text });
  return {
    purchase: index,
    paidMinor: purchase.minor,
    externalId: null,
    fingerprint,
    date,
    amountMinor: BigInt(minor),
    texts: [text],
    isPending: !isPosted,
  };
}

function postedMinor({ minor, tip }: Purchase): number {
  return minor - Math.round((-minor * tip) / 100);
}

function idOf(ids: Download['ids'], { purchase, isPending }: Line, place: number): string | null {
  if (ids === 'none') return null;
  if (ids === 'constant') return 'TRANSFER';
  return ids === 'counter' ? String(place + 1) : `${isPending ? 'p' : 'b'}-00${purchase}`;
}

/** Books a file; the person answers every question. */
function takeIn(books: readonly Booked[], lines: readonly Line[]): Booked[] {
  const fates = compareRows(lines, books, { ids: { agreed: 0, differed: 0 }, isRejected: () => false });
  const rows = new Map(books.map((row) => [row.id, row]));
  for (const [index, line] of lines.entries()) {
    const fate = fates[index];
    const row = fate && 'rowId' in fate ? rows.get(fate.rowId) : undefined;
    if (!row) add(rows, line);
    else if (fate?.fate === 'ask' && !looksTheSame(row, line)) add(rows, line);
    else rows.set(row.id, update(row, line));
  }
  return [...rows.values()];
}

function add(rows: Map<string, Booked>, line: Line): void {
  const id = `row ${String(rows.size).padStart(4, '0')}`;
  const { externalId, fingerprint, date, amountMinor, texts, isPending } = line;
  const merchant = merchantOf(line);
  const identity = { externalId, fingerprint };
  rows.set(id, {
    id,
    merchant,
    paidMinor: line.paidMinor,
    lines: [identity],
    date,
    amountMinor,
    texts,
    isPending,
    deleted: false,
    isTransfer: false,
  });
}

function merchantOf({ texts }: Pick<ComparedLine, 'texts'>): number {
  return MERCHANTS.findIndex(({ pending, posted }) => texts.includes(pending) || texts.includes(posted));
}

function looksTheSame(row: Booked, line: Line): boolean {
  return row.merchant === merchantOf(line) && row.paidMinor === line.paidMinor;
}

/** As the server books it: a posted line takes the place of the pending one, and every line stays known. */
function update(row: Booked, line: Line): Booked {
  const identity: MatchableRow = { externalId: line.externalId, fingerprint: line.fingerprint };
  const others = row.lines.filter(({ fingerprint }) => fingerprint !== line.fingerprint);
  const isKnown = others.length < row.lines.length;
  if (row.deleted || !row.isPending) return isKnown ? row : { ...row, lines: [...row.lines, identity] };
  const { date, amountMinor, texts, isPending } = line;
  return { ...row, date, amountMinor, texts, isPending, lines: [identity, ...others] };
}

/** Only what cannot be mistaken for another purchase is deleted: then it is known what must stay away. */
function chooseDeleted(
  books: readonly Booked[],
  purchases: readonly Purchase[],
  { deletes }: Download,
): { readonly row: Booked; readonly key: string } | null {
  if (deletes === null) return null;
  const unique = purchases.filter(
    ({ merchant }, index) =>
      purchases.findIndex((other) => other.merchant === merchant) === index &&
      purchases.filter((other) => other.merchant === merchant).length === 1,
  );
  const purchase = unique[deletes % Math.max(1, unique.length)];
  const row = books.find((each) => !each.deleted && each.merchant === purchase?.merchant);
  return purchase && row ? { row, key: keyOf(purchase) } : null;
}

function keyOf(purchase: Purchase): string {
  const { date, amountMinor, texts } = lineOf(purchase, {
    index: 0,
    isPosted: true,
    at: purchase.announced + purchase.delay,
  });
  return `${date} ${amountMinor} ${texts[0]}`;
}

function expected(purchases: readonly Purchase[], deleted: readonly string[]): string[] {
  return purchases
    .map(keyOf)
    .filter((key) => !deleted.includes(key))
    .toSorted();
}

function contentOf(rows: readonly Booked[]): string[] {
  return rows.map(({ date, amountMinor, texts }) => `${date} ${amountMinor} ${texts[0]}`).toSorted();
}
