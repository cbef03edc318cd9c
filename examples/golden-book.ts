import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { type Currency, parseAmount, parseCurrency } from '@fintrack/core/money';

/** Amounts stay as they are written: each reader parses them in the account's currency. */
export interface BookAccount {
  readonly name: string;
  readonly type: string;
  readonly currency: Currency;
  readonly creditLimit: string | null;
}
interface BookAnchor {
  readonly date: CalendarDate;
  readonly account: string;
  readonly balance: string;
}
interface BookRow {
  readonly date: CalendarDate;
  readonly account: string;
  readonly amount: string;
  readonly status: 'pending' | 'cleared' | 'reconciled';
  readonly isRefund: boolean;
  readonly description: string;
}
interface BookTransfer {
  readonly date: CalendarDate;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  /** What arrives, where it differs. */
  readonly arrives: string | null;
  /** What it costs besides, in the paying account. */
  readonly fee: string | null;
  readonly description: string;
}
interface BookSplit extends Omit<BookRow, 'isRefund'> {
  readonly parts: readonly { readonly category: string; readonly amount: string }[];
}
interface BookCategory {
  readonly name: string;
  readonly kind: 'income' | 'expense';
}
export type Figure =
  | {
      readonly kind: 'balance' | 'pending' | 'available';
      readonly date: CalendarDate;
      readonly account: string;
      readonly amount: string;
    }
  | {
      readonly kind: 'category';
      readonly date: CalendarDate;
      readonly category: string;
      readonly amount: string;
    }
  | {
      readonly kind: 'drift';
      readonly date: CalendarDate;
      readonly account: string;
      readonly amount: string | null;
    }
  | {
      readonly kind: 'worth';
      readonly date: CalendarDate;
      readonly assets: string;
      readonly liabilities: string;
      readonly netWorth: string;
    }
  | {
      readonly kind: 'unconverted';
      readonly date: CalendarDate;
      readonly currency: Currency;
      readonly netWorth: string;
    };

export interface GoldenBook {
  readonly name: string;
  readonly base: Currency;
  readonly accounts: readonly BookAccount[];
  readonly anchors: readonly BookAnchor[];
  readonly rows: readonly BookRow[];
  readonly transfers: readonly BookTransfer[];
  readonly categories: readonly BookCategory[];
  readonly splits: readonly BookSplit[];
  readonly figures: readonly Figure[];
}

/** Every book below this folder. The format is in README.md. @throws {Error} naming file and line of a mistake. */
export function readGoldenBooks(): GoldenBook[] {
  return readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readGoldenBook(entry.name))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}

function readGoldenBook(name: string): GoldenBook {
  const lines = readLines(name, 'book.txt');
  const pick = <Item>(kind: string, read: (line: Line) => Item): Item[] =>
    lines.filter((line) => line.kind === kind).map((line) => readLine(line, read));
  const [base] = pick('base', (line) => parseCurrency(word(line, 0)));
  if (!base) throw new Error(`${name}/book.txt has no "base" line.`);
  refuseOtherKinds(lines, ['base', 'account', 'anchor', 'row', 'transfer', 'category', 'split']);
  const book = {
    name,
    base,
    accounts: pick('account', readAccount),
    anchors: pick('anchor', readAnchor),
    rows: pick('row', readRow),
    transfers: pick('transfer', readTransfer),
    categories: pick('category', readCategory),
    splits: pick('split', readSplit),
    figures: readLines(name, 'expected.txt').map((line) => readLine(line, readFigure)),
  };
  if (book.figures.length === 0) throw new Error(`${name}/expected.txt expects nothing.`);
  return book;
}

/** The account of a book. @throws {Error} when the book has none of that name. */
export function accountOf(book: GoldenBook, name: string): BookAccount {
  const account = book.accounts.find((each) => each.name === name);
  if (!account) throw new Error(`The book "${book.name}" has no account "${name}".`);
  return account;
}

/** Minor units of an amount written in a book, in the currency of its account. */
export function minorOf(book: GoldenBook, accountName: string, amount: string): bigint {
  return parseAmount(amount, accountOf(book, accountName).currency).minor;
}

interface Line {
  readonly place: string;
  readonly kind: string;
  readonly words: readonly string[];
  readonly comment: string;
}

function readLines(name: string, file: string): Line[] {
  const text = readFileSync(join(import.meta.dirname, name, file), 'utf8');
  return text.split('\n').flatMap((raw, index) => {
    const [content = '', comment = ''] = raw.startsWith('#') ? [] : raw.split(';');
    const [kind, ...words] = content.trim().split(/\s+/);
    if (!kind) return [];
    return [{ place: `examples/${name}/${file}:${index + 1}`, kind, words, comment: comment.trim() }];
  });
}

function readLine<Item>(line: Line, read: (line: Line) => Item): Item {
  try {
    return read(line);
  } catch (error) {
    throw new Error(`${line.place}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function refuseOtherKinds(lines: readonly Line[], kinds: readonly string[]): void {
  const stranger = lines.find((line) => !kinds.includes(line.kind));
  if (stranger) throw new Error(`${stranger.place}: a line cannot begin with "${stranger.kind}".`);
}

function word(line: Line, index: number): string {
  const found = line.words[index];
  if (found === undefined) throw new Error(`"${line.kind}" needs more words.`);
  return found;
}

function readAccount(line: Line): BookAccount {
  return {
    name: word(line, 0),
    type: word(line, 1),
    currency: parseCurrency(word(line, 2)),
    creditLimit: line.words[3] ?? null,
  };
}

function readAnchor(line: Line): BookAnchor {
  return { date: parseCalendarDate(word(line, 0)), account: word(line, 1), balance: word(line, 2) };
}

function readRow(line: Line): BookRow {
  const flags = line.words.slice(3);
  const stranger = flags.find((flag) => !['pending', 'reconciled', 'refund'].includes(flag));
  if (stranger) throw new Error(`a row cannot be "${stranger}".`);
  return {
    date: parseCalendarDate(word(line, 0)),
    account: word(line, 1),
    amount: word(line, 2),
    status: statusOf(flags),
    isRefund: flags.includes('refund'),
    description: line.comment,
  };
}

function statusOf(flags: readonly string[]): BookRow['status'] {
  if (flags.includes('pending')) return 'pending';
  return flags.includes('reconciled') ? 'reconciled' : 'cleared';
}

function readSplit(line: Line): BookSplit {
  const rest = line.words.slice(3);
  const parts = rest.flatMap((text) => {
    const [category = '', amount] = text.split('=');
    return amount === undefined ? [] : [{ category, amount }];
  });
  return {
    date: parseCalendarDate(word(line, 0)),
    account: word(line, 1),
    amount: word(line, 2),
    status: statusOf(rest),
    description: line.comment,
    parts,
  };
}

function readCategory(line: Line): BookCategory {
  const kind = word(line, 1);
  if (kind !== 'income' && kind !== 'expense') throw new Error(`a category cannot be "${kind}".`);
  return { name: word(line, 0), kind };
}

function readTransfer(line: Line): BookTransfer {
  const fee = line.words.indexOf('fee');
  const amounts = fee === -1 ? line.words.slice(3) : line.words.slice(3, fee);
  return {
    date: parseCalendarDate(word(line, 0)),
    from: word(line, 1),
    to: word(line, 2),
    amount: word(line, 3),
    arrives: amounts[1] ?? null,
    fee: fee === -1 ? null : word(line, fee + 1),
    description: line.comment,
  };
}

function readFigure(line: Line): Figure {
  const date = parseCalendarDate(word(line, 0));
  switch (line.kind) {
    case 'balance':
    case 'pending':
    case 'available':
      return { kind: line.kind, date, account: word(line, 1), amount: word(line, 2) };
    case 'category':
      return { kind: 'category', date, category: word(line, 1), amount: word(line, 2) };
    case 'drift':
      return {
        kind: 'drift',
        date,
        account: word(line, 1),
        amount: word(line, 2) === 'none' ? null : word(line, 2),
      };
    case 'worth':
      return {
        kind: 'worth',
        date,
        assets: word(line, 1),
        liabilities: word(line, 2),
        netWorth: word(line, 3),
      };
    case 'unconverted':
      return { kind: 'unconverted', date, currency: parseCurrency(word(line, 1)), netWorth: word(line, 2) };
    default:
      throw new Error(`a line cannot begin with "${line.kind}".`);
  }
}
