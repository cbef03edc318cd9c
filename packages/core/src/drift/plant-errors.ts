import { addDays, type CalendarDate, endOfMonth, parseCalendarDate } from '../dates/index.ts';
import type { BankLine, BookRow, DeletedRow, LoneLeg, Mend, OtherRate } from './evidence.ts';

export const PLANTED_KINDS = [
  'deleted_row',
  'missing_line',
  'pending_posted',
  'missing_recurring',
  'missing_leg',
  'doubled_row',
  'extra_row',
  'wrong_sign',
  'neighbours',
  'decimal',
  'edited_amount',
  'wrong_date',
  'wrong_rate',
  'several',
] as const;
export type PlantedKind = (typeof PLANTED_KINDS)[number];

/** Numbers from 0 to below `n`, the same ones for the same seed (xorshift). */
export type Draw = (n: number) => number;

/** Books that are being spoilt. */
export interface Books {
  rows: BookRow[];
  deleted: DeletedRow[];
  legs: LoneLeg[];
  lines: BankLine[];
}

/** What a row is at least. */
export type Entry = { readonly date: CalendarDate; readonly amountMinor: bigint; readonly label: string };

export function newRow(id: string, { date, amountMinor, label }: Entry): BookRow {
  return {
    id,
    date,
    amountMinor,
    label,
    status: 'cleared',
    importId: null,
    isTransfer: false,
    isSplit: false,
  };
}

/** Spoils rows of February, which has anchors on both sides. */
export class Spoiler {
  readonly books: Books;
  readonly pick: Draw;

  constructor(books: Books, pick: Draw) {
    this.books = books;
    this.pick = pick;
  }

  choose(fits: (row: BookRow) => boolean = () => true): BookRow {
    const fitting = this.books.rows.filter(
      (row) => row.date > '2026-01-31' && row.date <= '2026-02-28' && fits(row),
    );
    const row = fitting[this.pick(fitting.length)];
    if (!row) throw new Error('No row fits the error.');
    return row;
  }

  /** A row that was typed, and comes once. */
  chooseTyped(fits: (row: BookRow) => boolean = () => true): BookRow {
    return this.choose((row) => row.importId === null && !isRegular(row) && fits(row));
  }

  drop(row: BookRow): void {
    this.books.rows = this.books.rows.filter((other) => other.id !== row.id);
  }

  dropLine(row: BookRow): void {
    this.books.lines = this.books.lines.filter((line) => line.rowId !== row.id);
  }

  change(row: BookRow, fields: Partial<BookRow>): void {
    this.books.rows = this.books.rows.map((other) => (other.id === row.id ? { ...other, ...fields } : other));
  }
}

/** Each plants its error, and answers the mends that are right. */
export const PLANTERS: Readonly<Record<PlantedKind, (spoiler: Spoiler) => readonly Mend[]>> = {
  deleted_row: (spoiler) => {
    const row = spoiler.choose();
    spoiler.drop(row);
    spoiler.books.deleted.push(row);
    return [{ kind: 'restore_row', rowId: row.id }];
  },
  missing_line: (spoiler) => {
    const row = spoiler.choose();
    spoiler.drop(row);
    spoiler.books.lines = spoiler.books.lines.map((line) =>
      line.rowId === row.id ? { ...line, rowId: null, fate: 'skip' } : line,
    );
    return spoiler.books.lines
      .filter((line) => line.rowId === null)
      .map((line) => ({ kind: 'add_line', importId: line.importId, rowNumber: line.rowNumber }));
  },
  pending_posted: (spoiler) => {
    const row = spoiler.choose();
    spoiler.change(row, { status: 'pending' });
    return [{ kind: 'mark_cleared', rowId: row.id, date: row.date }];
  },
  missing_recurring: (spoiler) => {
    const row = spoiler.choose((each) => ['Streaming', 'Telephone', 'Landlord rent'].includes(each.label));
    spoiler.drop(row);
    spoiler.dropLine(row);
    const models = spoiler.books.rows.filter((other) => other.label === row.label);
    return models.map((model) => ({ kind: 'add_like', rowId: model.id, date: row.date }));
  },
  missing_leg: (spoiler) => {
    const row = spoiler.choose();
    spoiler.drop(row);
    spoiler.dropLine(row);
    spoiler.books.legs.push({ id: 'leg', date: row.date, amountMinor: -row.amountMinor, label: 'Transfer' });
    return [{ kind: 'add_leg', rowId: 'leg' }];
  },
  doubled_row: (spoiler) => {
    const row = spoiler.choose((each) => each.date < '2026-02-26');
    const label = spoiler.pick(3) === 0 ? 'by hand' : row.label;
    const date = addDays(row.date, spoiler.pick(3));
    spoiler.books.rows.push(newRow('copy', { date, amountMinor: row.amountMinor, label }));
    return [
      { kind: 'delete_row', rowId: 'copy' },
      { kind: 'delete_row', rowId: row.id },
    ];
  },
  extra_row: (spoiler) => {
    const date = addDays(parseCalendarDate('2026-02-03'), spoiler.pick(18));
    const amountMinor = -BigInt(450 + spoiler.pick(14_000));
    spoiler.books.rows.push(newRow('extra', { date, amountMinor, label: 'Market' }));
    return [{ kind: 'delete_row', rowId: 'extra' }];
  },
  wrong_sign: (spoiler) => {
    const row = spoiler.chooseTyped();
    spoiler.change(row, { amountMinor: -row.amountMinor });
    return [{ kind: 'flip_sign', rowId: row.id }];
  },
  neighbours: (spoiler) => {
    const row = spoiler.chooseTyped((each) => swapped(each.amountMinor) !== null);
    spoiler.change(row, { amountMinor: swapped(row.amountMinor) ?? 0n });
    return [correction(row)];
  },
  decimal: (spoiler) => {
    const row = spoiler.chooseTyped();
    spoiler.change(row, { amountMinor: row.amountMinor * 10n });
    return [correction(row)];
  },
  edited_amount: (spoiler) => {
    const row = spoiler.choose((each) => each.importId !== null);
    spoiler.change(row, { amountMinor: row.amountMinor - BigInt(1 + spoiler.pick(900)) });
    return [correction(row)];
  },
  wrong_date: (spoiler) => {
    const row = spoiler.choose((each) => each.date >= '2026-02-25');
    spoiler.change(row, { date: addDays(endOfMonth(row.date), 1 + spoiler.pick(3)) });
    return [
      { kind: 'move_date', rowId: row.id, date: row.date },
      { kind: 'move_date', rowId: row.id, date: endOfMonth(row.date) },
    ];
  },
  wrong_rate: (spoiler) => {
    const row = spoiler.choose((each) => !isRegular(each));
    const atOtherRates: OtherRate[] = [{ amountMinor: row.amountMinor, source: 'the rate of that day' }];
    spoiler.change(row, { amountMinor: (row.amountMinor * 103n) / 100n, atOtherRates });
    return [correction(row)];
  },
  several: (spoiler) => {
    const first = spoiler.choose();
    const second = spoiler.choose((row) => row.id !== first.id);
    for (const row of [first, second]) spoiler.drop(row);
    spoiler.books.deleted.push(first, second);
    const mends = [first, second].map((row) => ({ kind: 'restore_row' as const, rowId: row.id }));
    // Where the bank tells its balances, the first of the two is found by itself.
    return [{ kind: 'several', mends }, ...mends];
  },
};

function correction(row: BookRow): Mend {
  return { kind: 'correct_amount', rowId: row.id, amountMinor: row.amountMinor };
}

function isRegular(row: BookRow): boolean {
  return ['Landlord rent', 'Employer salary', 'Streaming', 'Telephone'].includes(row.label);
}

/** The amount with its first two digits that differ swapped; null where none do, or a zero would lead. */
function swapped(amountMinor: bigint): bigint | null {
  const sign = amountMinor < 0n ? -1n : 1n;
  const digits = [...(amountMinor * sign).toString()];
  const place = digits.findIndex((digit, index) => index > 0 && digit !== digits[index - 1]);
  if (place < 1) return null;
  const turned = digits.with(place, digits[place - 1] ?? '').with(place - 1, digits[place] ?? '');
  return turned[0] === '0' ? null : sign * BigInt(turned.join(''));
}
