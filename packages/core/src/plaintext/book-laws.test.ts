import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, parseCalendarDate } from '../dates/index.ts';
import { type AccountLedger, balanceAt, pendingAt } from '../ledger/index.ts';
import { currencyExponent, parseAmount, parseCurrency } from '../money/index.ts';
import { BookWriter } from './book-writer.ts';
import type { BookAnchor, BookRow, Books, OpenedAccount, PlainFormat } from './books.ts';
import { chartOfAccounts } from './chart-of-accounts.ts';

const START = parseCalendarDate('2026-01-01');
const DAYS = 20;
const CURRENCIES = ['EUR', 'EUR', 'JPY', 'KWD'].map(parseCurrency);
const CATEGORIES = (['expense', 'expense', 'income'] as const).map((kind, index) => ({
  id: `c${index}`,
  parentId: null,
  name: 'Same: name',
  kind,
  displayOrder: 0,
}));

const day = fc.integer({ min: 0, max: DAYS - 1 });
const minor = fc.bigInt({ min: -99_999n, max: 99_999n });
const account = fc.nat(CURRENCIES.length - 1);
const status = fc.constantFrom('pending', 'cleared', 'cleared', 'reconciled');
const category = fc.option(fc.constantFrom(...CATEGORIES.map(({ id }) => id)));

const simpleRow = fc.record({
  day,
  account,
  minor,
  status,
  category,
  parts: fc.array(minor, { maxLength: 3 }),
});
const transfer = fc.record({
  days: fc.oneof(
    day.map((each) => [each, each] as const),
    fc.tuple(day, day),
  ),
  accounts: fc.tuple(account, account).filter(([left, right]) => left !== right),
  minors: fc.tuple(minor, minor),
  statuses: fc.tuple(status, status),
});
const anchor = fc.record({ day, account, minor });
const made = fc.record({
  rows: fc.array(simpleRow, { maxLength: 12 }),
  transfers: fc.array(transfer, { maxLength: 6 }),
  anchors: fc.uniqueArray(anchor, { maxLength: 5, selector: (each) => `${each.day} ${each.account}` }),
  from: fc.option(day),
  to: fc.option(day),
});
type Made = typeof made extends fc.Arbitrary<infer Value> ? Value : never;

describe.each(['hledger', 'beancount'] as const)('random books in %s', (format) => {
  it('have the balance and the pending sum of every account on every day, and every category to the last minor unit', () => {
    fc.assert(
      fc.property(made, (value) => {
        const { books, rows, ledgers } = booksOf(value);
        const posted = readPostings(write(format, books, rows));
        const names = new Map(
          chartOfAccounts(format, books.accounts, books.categories).map(({ key, name }) => [key, name]),
        );
        const sumOf = (key: string, upTo: CalendarDate): bigint =>
          posted
            .filter((each) => each.name === names.get(key as never) && each.date <= upTo)
            .reduce((sum, each) => sum + each.minor, 0n);
        const last = books.to ?? addDays(START, DAYS);
        for (let date = books.openingDate; date <= last; date = addDays(date, 1)) {
          for (const { id } of books.accounts) {
            const ledger = ledgers.get(id) ?? { anchors: [], totals: [] };
            expect([id, date, sumOf(`account ${id}`, date), sumOf(`pending ${id}`, date)]).toEqual([
              id,
              date,
              balanceAt(ledger, date),
              pendingAt(ledger.totals, date),
            ]);
          }
        }
        for (const { id } of books.categories) {
          expect(sumOf(`category ${id}`, last)).toBe(-sumOfCategory(rows, books, id));
        }
      }),
      { numRuns: 250 },
    );
  });

  it('have only entries that sum to zero at cost', () => {
    fc.assert(
      fc.property(made, (value) => {
        const { books, rows } = booksOf(value);
        const sums = new Map<string, bigint>();
        for (const { entry, costMinor, costCurrency } of readPostings(write(format, books, rows))) {
          const key = `${entry} ${costCurrency}`;
          sums.set(key, (sums.get(key) ?? 0n) + costMinor);
        }
        expect([...sums].filter(([, sum]) => sum !== 0n)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });
});

function write(format: PlainFormat, books: Books, rows: readonly BookRow[]): string {
  const writer = new BookWriter(format, books);
  const written = rows.filter(
    (row) => row.date > books.openingDate && (books.to === null || row.date <= books.to),
  );
  return writer.begin() + writer.rows(written) + writer.end();
}

interface Read {
  /** The number of the line that the entry begins on. */
  readonly entry: number;
  readonly date: string;
  readonly name: string;
  readonly minor: bigint;
  readonly costMinor: bigint;
  readonly costCurrency: string;
}

/** The postings of a file, read as both programs read them, by a few lines that know nothing of how it was made. */
function readPostings(text: string): Read[] {
  const postings: Read[] = [];
  let [entry, date] = [0, ''];
  for (const [index, line] of text.split('\n').entries()) {
    const head = /^(\d{4}-\d\d-\d\d) [*!]/.exec(line);
    if (head) [entry, date] = [index, head[1] ?? ''];
    const match =
      /^ {2,4}(?:[*!] )?([A-Z].*?) {2}(-?[\d.]+) ([A-Z]{3})(?: @@ ([\d.]+) ([A-Z]{3}))?(?: = .*)?$/.exec(
        line,
      );
    if (!match) continue;
    const [, name = '', amount = '', code = '', price, priceCode] = match;
    const value = parseAmount(amount, parseCurrency(code)).minor;
    const cost = price && priceCode ? parseAmount(price, parseCurrency(priceCode)).minor : null;
    postings.push({
      entry,
      date,
      name,
      minor: value,
      costMinor: cost === null ? value : value < 0n ? -cost : cost,
      costCurrency: priceCode ?? code,
    });
  }
  return postings;
}

function booksOf(value: Made): {
  books: Books;
  rows: BookRow[];
  ledgers: ReadonlyMap<string, AccountLedger<BookAnchor>>;
} {
  const rows = rowsOf(value).toSorted((left, right) =>
    `${left.date} ${left.id}` < `${right.date} ${right.id}` ? -1 : 1,
  );
  const openingDate = value.from === null ? addDays(START, -1) : addDays(START, value.from - 1);
  const to = value.to === null ? null : addDays(START, Math.max(value.to, value.from ?? 0));
  const ledgers = new Map<string, AccountLedger<BookAnchor>>();
  const accounts = CURRENCIES.map((currency, index): OpenedAccount => {
    const id = `a${index}`;
    const ledger = {
      anchors: value.anchors.flatMap((each, number) =>
        each.account === index
          ? [{ id: `n${number}`, date: addDays(START, each.day), balanceMinor: each.minor }]
          : [],
      ),
      totals: rows
        .filter((row) => row.accountId === id)
        .map((row) => ({
          date: row.date,
          postedMinor: row.status === 'pending' ? 0n : row.amountMinor,
          pendingMinor: row.status === 'pending' ? row.amountMinor : 0n,
          rowCount: 1,
        })),
    };
    ledgers.set(id, ledger);
    return {
      id,
      name: 'Same: name',
      type: index === 1 ? 'credit' : 'checking',
      currency,
      isArchived: false,
      openingMinor: balanceAt(ledger, openingDate),
      openingPendingMinor: pendingAt(ledger.totals, openingDate),
      ledger,
    };
  });
  const books = {
    title: 'Random',
    baseCurrency: parseCurrency('EUR'),
    openingDate,
    to,
    accounts,
    categories: CATEGORIES,
  };
  return { books, rows, ledgers };
}

function rowsOf(value: Made): BookRow[] {
  const simple = value.rows.map((each, index): BookRow => {
    const row = rowOf({ id: `r${index}`, ...each, type: each.minor < 0n ? 'expense' : 'income' });
    if (each.parts.length === 0) return { ...row, categoryId: each.category };
    const rest = each.parts.reduce((left, part) => left - part, each.minor);
    const splits = [...each.parts, rest].map((amountMinor, number) => ({
      id: `s${index}-${number}`,
      amountMinor,
      type: 'expense' as const,
      categoryId: number === 0 ? each.category : null,
      payee: null,
      description: '',
      notes: null,
      tags: [],
    }));
    return { ...row, splits };
  });
  const pairs = value.transfers.flatMap(({ days, accounts, minors, statuses }, index): BookRow[] => {
    const [left, right] = ([0, 1] as const).map((side) =>
      rowOf({
        // Either leg may be the one that is met first.
        id: `${side === index % 2 ? 'p' : 't'}${index}`,
        day: days[side],
        account: accounts[side],
        minor: minors[side],
        status: statuses[side],
        type: 'transfer',
      }),
    );
    if (!left || !right) return [];
    return [
      { ...left, otherLeg: right },
      { ...right, otherLeg: left },
    ];
  });
  return [...simple, ...pairs];
}

function rowOf(fields: {
  readonly id: string;
  readonly day: number;
  readonly account: number;
  readonly minor: bigint;
  readonly status: string;
  readonly type: BookRow['type'];
}): BookRow {
  const { id, type, status: wanted } = fields;
  return {
    id,
    accountId: `a${fields.account}`,
    date: addDays(START, fields.day),
    valueDate: null,
    amountMinor: fields.minor,
    currency: CURRENCIES[fields.account] ?? parseCurrency('EUR'),
    original: null,
    type,
    status: wanted === 'pending' || wanted === 'reconciled' ? wanted : 'cleared',
    isRefund: false,
    description: 'A  row  1.00 EUR',
    bankLine: null,
    payee: null,
    categoryId: null,
    notes: '    Assets:Nowhere  1.00 EUR',
    tags: [],
    paymentMethod: null,
    refundOfId: null,
    feeOfId: null,
    splits: null,
    otherLeg: null,
  };
}

/** In minor units, whatever the currencies: exponents are left out on both sides. */
function sumOfCategory(rows: readonly BookRow[], books: Books, id: string): bigint {
  return rows
    .filter((row) => row.date > books.openingDate && (books.to === null || row.date <= books.to))
    .flatMap((row) => row.splits ?? [row])
    .filter((row) => row.type !== 'transfer' && row.categoryId === id)
    .reduce((sum, row) => sum + row.amountMinor, 0n);
}

it('the currencies of the books differ in their digits', () => {
  expect(CURRENCIES.map(currencyExponent)).toEqual([2, 2, 0, 3]);
});
