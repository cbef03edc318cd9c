import { addDays, type CalendarDate, endOfMonth, parseCalendarDate } from '../dates/index.ts';
import type { BankLine, BookRow, DeletedRow, Evidence, LoneLeg, Mend, OtherRate } from './evidence.ts';
import { mendKey } from './find-suspects.ts';

/** For the laws and the measurement of the search: random books of one account into which one known error is planted. */
export interface PlantedBooks {
  readonly rows: readonly BookRow[];
  readonly deleted: readonly DeletedRow[];
  readonly legs: readonly LoneLeg[];
  readonly lines: readonly BankLine[];
  /** What the bank says at the ends of four months; the rows in between are off in one of the three, or in two. */
  readonly anchors: readonly { readonly date: CalendarDate; readonly balanceMinor: bigint }[];
  /** Mends any of which is the right one, by their key. */
  readonly right: ReadonlySet<string>;
  /** The segment that is searched: the one before this anchor. */
  readonly searched: number;
}

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

/** by hand: no file was imported. files: the bank's lines are there. balances: with the balance after each line. */
export type Source = 'by hand' | 'files' | 'balances';

/** Errors that only an account with imported files can have. */
export const NEEDS_FILES: readonly PlantedKind[] = ['missing_line', 'extra_row', 'edited_amount'];

const START = parseCalendarDate('2026-01-01');
const ANCHORS = ['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31'].map(parseCalendarDate);
const REGULAR_MONTHS = [
  '2025-11-01',
  '2025-12-01',
  '2026-01-01',
  '2026-02-01',
  '2026-03-01',
  '2026-04-01',
].map(parseCalendarDate);
const OPENING_MINOR = 250_000n;

/** Numbers from 0 to below `n`, the same ones for the same seed (xorshift). */
type Pick = (n: number) => number;

export function plantError(kind: PlantedKind, source: Source, seed: number): PlantedBooks {
  const pick = picker(seed);
  const truth = makeTruth(pick, source);
  const lines = source === 'by hand' ? [] : bankFile(truth, source === 'balances');
  const anchors = ANCHORS.map((date) => ({ date, balanceMinor: balanceOf(truth, date) }));
  const books: Books = { rows: [...truth], deleted: [], legs: [], lines };
  const { right, searched } = plant(kind, books, pick);
  return { ...books, anchors, right: new Set(right.map(mendKey)), searched };
}

/** What the search is given for a segment, drifts of its neighbours included. */
export function evidenceOf(books: PlantedBooks): Evidence {
  const { anchors, searched } = books;
  const [opening, closing] = [anchors[searched - 1], anchors[searched]];
  if (!opening || !closing) throw new Error('There is no such segment.');
  const driftMinor = driftOf(books, searched);
  return {
    segment: {
      since: opening.date,
      until: closing.date,
      openingMinor: opening.balanceMinor,
      closingMinor: closing.balanceMinor,
      driftMinor: driftMinor ?? 0n,
    },
    previousDriftMinor: driftOf(books, searched - 1),
    nextDriftMinor: driftOf(books, searched + 1),
    rows: books.rows,
    deleted: books.deleted,
    lines: books.lines,
    legs: books.legs,
    days: books.rows
      .filter((row) => row.status !== 'pending')
      .map((row) => ({ date: row.date, postedMinor: row.amountMinor })),
  };
}

/** Drift of the segment before an anchor; null where there is none. */
export function driftOf(books: Pick2, index: number): bigint | null {
  const [opening, closing] = [books.anchors[index - 1], books.anchors[index]];
  if (!opening || !closing) return null;
  return closing.balanceMinor - opening.balanceMinor - postedBetween(books.rows, opening.date, closing.date);
}

type Pick2 = { readonly anchors: PlantedBooks['anchors']; readonly rows: readonly BookRow[] };

/** The books after a mend, as the program does it. */
export function applyMend(books: PlantedBooks, mend: Mend): PlantedBooks {
  if (mend.kind === 'several') return mend.mends.reduce(applyMend, books);
  return { ...books, rows: mendedRows(books, mend) };
}

function mendedRows(
  { rows, deleted, lines, legs }: PlantedBooks,
  mend: Exclude<Mend, { kind: 'several' }>,
): BookRow[] {
  const change = (id: string, fields: (row: BookRow) => Partial<BookRow>) =>
    rows.map((row) => (row.id === id ? { ...row, ...fields(row) } : row));
  const add = (id: string, fields: Pick3 | undefined) => {
    if (!fields) throw new Error('The mend names nothing that is there.');
    return [...rows, newRow(`${id} mended`, fields)];
  };
  switch (mend.kind) {
    case 'delete_row':
      return rows.filter((row) => row.id !== mend.rowId);
    case 'restore_row':
      return add(
        mend.rowId,
        deleted.find((row) => row.id === mend.rowId),
      );
    case 'flip_sign':
      return change(mend.rowId, (row) => ({ amountMinor: -row.amountMinor }));
    case 'correct_amount':
      return change(mend.rowId, () => ({ amountMinor: mend.amountMinor }));
    case 'move_date':
      return change(mend.rowId, () => ({ date: mend.date }));
    case 'mark_cleared':
      return change(mend.rowId, () => ({ status: 'cleared', date: mend.date }));
    case 'mark_pending':
      return change(mend.rowId, () => ({ status: 'pending' }));
    case 'add_line':
      return add(
        'line',
        lines.find((line) => line.importId === mend.importId && line.rowNumber === mend.rowNumber),
      );
    case 'add_like': {
      const model = rows.find((row) => row.id === mend.rowId);
      return add(mend.rowId, model && { ...model, date: mend.date });
    }
    case 'add_leg': {
      const leg = legs.find((each) => each.id === mend.rowId);
      return add(mend.rowId, leg && { ...leg, amountMinor: -leg.amountMinor });
    }
  }
}

type Pick3 = { readonly date: CalendarDate; readonly amountMinor: bigint; readonly label: string };

interface Books {
  rows: BookRow[];
  deleted: DeletedRow[];
  legs: LoneLeg[];
  lines: BankLine[];
}

function newRow(id: string, { date, amountMinor, label }: Pick3): BookRow {
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

/** Three months of an ordinary account with some regular rows before and after: regular amounts, repeated small ones, and shopping of any amount. */
function makeTruth(pick: Pick, source: Source): BookRow[] {
  const rows: BookRow[] = [];
  const add = (date: CalendarDate, amountMinor: bigint, label: string) => {
    const importId = source !== 'by hand' && pick(3) > 0 ? 'file' : null;
    rows.push({ ...newRow(rowId(rows.length), { date, amountMinor, label }), importId });
  };
  const subscription = -BigInt(499 + pick(2000));
  for (const month of REGULAR_MONTHS) {
    add(addDays(month, 1), -85_000n, 'Landlord rent');
    add(addDays(month, 24), 310_000n + BigInt(pick(3) * 1_000), 'Employer salary');
    add(addDays(month, 11), subscription, 'Streaming');
    add(addDays(month, 14), -2_990n, 'Telephone');
  }
  const count = 90 + pick(60);
  for (let nth = 0; nth < count; nth += 1) {
    const date = addDays(START, pick(90));
    const kind = pick(10);
    if (kind < 3) add(date, COFFEES[pick(COFFEES.length)] ?? -280n, 'Coffee bar');
    else if (kind < 9) add(date, -BigInt(450 + pick(14_000)), SHOPS[pick(SHOPS.length)] ?? 'Market');
    else add(date, BigInt(1_000 + pick(20_000)), 'Friend');
  }
  return rows;
}

const COFFEES = [-280n, -320n, -350n, -410n];
const SHOPS = ['Market', 'Bakery', 'Book shop', 'Railway', 'Pharmacy', 'Hardware', 'Cinema', 'Restaurant'];

function rowId(index: number): string {
  return `row${index.toString().padStart(4, '0')}`;
}

/** The bank's file of everything, oldest first; rows entered by hand were recognised in it. */
function bankFile(truth: readonly BookRow[], hasBalances: boolean): BankLine[] {
  let balance = OPENING_MINOR;
  return truth
    .toSorted((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0))
    .map((row, index) => {
      balance += row.amountMinor;
      return {
        importId: 'file',
        rowNumber: index + 1,
        date: row.date,
        amountMinor: row.amountMinor,
        label: row.label,
        fate: row.importId === null ? 'duplicate' : 'new',
        rowId: row.id,
        balanceMinor: hasBalances ? balance : null,
      };
    });
}

function balanceOf(rows: readonly BookRow[], date: CalendarDate): bigint {
  return rows.reduce((sum, row) => (row.date <= date ? sum + row.amountMinor : sum), OPENING_MINOR);
}

function postedBetween(rows: readonly BookRow[], since: CalendarDate, until: CalendarDate): bigint {
  return rows.reduce(
    (sum, row) =>
      row.status !== 'pending' && row.date > since && row.date <= until ? sum + row.amountMinor : sum,
    0n,
  );
}

interface Planted {
  readonly right: readonly Mend[];
  readonly searched: number;
}

/** Spoils a row of February, which has anchors on both sides. */
function plant(kind: PlantedKind, books: Books, pick: Pick): Planted {
  const february = books.rows.filter((row) => row.date > '2026-01-31' && row.date <= '2026-02-28');
  const choose = (fits: (row: BookRow) => boolean): BookRow => {
    const fitting = february.filter(fits);
    const row = fitting[pick(fitting.length)];
    if (!row) throw new Error('No row fits the error.');
    return row;
  };
  const any = () => choose(() => true);
  const byHand = () => choose((row) => row.importId === null && !isRegular(row));
  const drop = (row: BookRow) => {
    books.rows = books.rows.filter((other) => other.id !== row.id);
  };
  const change = (row: BookRow, fields: Partial<BookRow>) => {
    books.rows = books.rows.map((other) => (other.id === row.id ? { ...other, ...fields } : other));
  };
  const forget = (row: BookRow) => {
    books.lines = books.lines.map((line) =>
      line.rowId === row.id ? { ...line, rowId: null, fate: 'skip' } : line,
    );
  };
  switch (kind) {
    case 'deleted_row': {
      const row = any();
      drop(row);
      books.deleted.push(row);
      return february1([{ kind: 'restore_row', rowId: row.id }]);
    }
    case 'missing_line': {
      const row = any();
      drop(row);
      forget(row);
      return february1(
        books.lines
          .filter((line) => line.rowId === null)
          .map((line) => ({ kind: 'add_line', importId: line.importId, rowNumber: line.rowNumber })),
      );
    }
    case 'pending_posted': {
      const row = any();
      change(row, { status: 'pending' });
      return february1([{ kind: 'mark_cleared', rowId: row.id, date: row.date }]);
    }
    case 'missing_recurring': {
      const row = choose((each) => ['Streaming', 'Telephone', 'Landlord rent'].includes(each.label));
      drop(row);
      const lineOf = books.lines.filter((line) => line.rowId === row.id);
      books.lines = books.lines.filter((line) => !lineOf.includes(line));
      const models = books.rows.filter((other) => other.label === row.label);
      return february1(models.map((model) => ({ kind: 'add_like', rowId: model.id, date: row.date })));
    }
    case 'missing_leg': {
      const row = any();
      drop(row);
      books.lines = books.lines.filter((line) => line.rowId !== row.id);
      books.legs.push({ id: 'leg', date: row.date, amountMinor: -row.amountMinor, label: 'Transfer' });
      return february1([{ kind: 'add_leg', rowId: 'leg' }]);
    }
    case 'doubled_row': {
      const row = choose((each) => each.date < '2026-02-26');
      const label = pick(3) === 0 ? 'by hand' : row.label;
      books.rows.push(
        newRow('copy', { date: addDays(row.date, pick(3)), amountMinor: row.amountMinor, label }),
      );
      return february1([
        { kind: 'delete_row', rowId: 'copy' },
        { kind: 'delete_row', rowId: row.id },
      ]);
    }
    case 'extra_row': {
      const date = addDays(parseCalendarDate('2026-02-03'), pick(18));
      books.rows.push(newRow('extra', { date, amountMinor: -BigInt(450 + pick(14_000)), label: 'Market' }));
      return february1([{ kind: 'delete_row', rowId: 'extra' }]);
    }
    case 'wrong_sign': {
      const row = byHand();
      change(row, { amountMinor: -row.amountMinor });
      return february1([{ kind: 'flip_sign', rowId: row.id }]);
    }
    case 'neighbours':
    case 'decimal': {
      const row = choose(
        (each) => each.importId === null && !isRegular(each) && misspelt(each, kind) !== null,
      );
      change(row, { amountMinor: misspelt(row, kind) ?? 0n });
      return february1([{ kind: 'correct_amount', rowId: row.id, amountMinor: row.amountMinor }]);
    }
    case 'edited_amount': {
      const row = choose((each) => each.importId !== null);
      change(row, { amountMinor: row.amountMinor - BigInt(1 + pick(900)) });
      return february1([{ kind: 'correct_amount', rowId: row.id, amountMinor: row.amountMinor }]);
    }
    case 'wrong_date': {
      const row = choose((each) => each.date >= '2026-02-25');
      const date = addDays(endOfMonth(row.date), 1 + pick(3));
      change(row, { date });
      return february1([
        { kind: 'move_date', rowId: row.id, date: row.date },
        { kind: 'move_date', rowId: row.id, date: endOfMonth(row.date) },
      ]);
    }
    case 'wrong_rate': {
      const row = choose((each) => !isRegular(each));
      const rates: OtherRate[] = [{ amountMinor: row.amountMinor, source: 'the rate of that day' }];
      change(row, { amountMinor: (row.amountMinor * 103n) / 100n, atOtherRates: rates });
      return february1([{ kind: 'correct_amount', rowId: row.id, amountMinor: row.amountMinor }]);
    }
    case 'several': {
      const first = any();
      const second = choose((row) => row.id !== first.id);
      for (const row of [first, second]) drop(row);
      books.deleted.push(first, second);
      const mends = [first, second].map((row) => ({ kind: 'restore_row' as const, rowId: row.id }));
      // Where the bank tells its balances, the first of the two is found by itself.
      return february1([{ kind: 'several', mends }, ...mends]);
    }
  }
}

function february1(right: readonly Mend[]): Planted {
  return { right, searched: 2 };
}

function isRegular(row: BookRow): boolean {
  return ['Landlord rent', 'Employer salary', 'Streaming', 'Telephone'].includes(row.label);
}

/** The amount with a slip of the hand; null where the slip changes nothing. */
function misspelt(row: BookRow, kind: 'neighbours' | 'decimal'): bigint | null {
  if (kind === 'decimal') return row.amountMinor * 10n;
  const sign = row.amountMinor < 0n ? -1n : 1n;
  const digits = [...(row.amountMinor * sign).toString()];
  const place = digits.findIndex((digit, index) => index > 0 && digit !== digits[index - 1]);
  if (place < 1) return null;
  const swapped = digits.with(place, digits[place - 1] ?? '').with(place - 1, digits[place] ?? '');
  return swapped[0] === '0' ? null : sign * BigInt(swapped.join(''));
}

function picker(seed: number): Pick {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return (n) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % n;
  };
}
