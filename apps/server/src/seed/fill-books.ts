import {
  type Account,
  type Category,
  createAccount,
  createAnchor,
  createRule,
  createTransaction,
  detectRecurring,
  getBalanceAt,
  listCategories,
  listRecurring,
  putExchangeRate,
  updateRecurring,
} from '@fintrack/contract';
import type { ApiClient } from '@fintrack/contract/client';
import { addDays, type CalendarDate } from '@fintrack/core/dates';
import { formatMinor, parseAmount, parseCurrency } from '@fintrack/core/money';
import type { SeedAccount, SeedBook, SeedRow } from './book.ts';

/** Rows booked side by side: enough to keep the database busy, few enough to leave it connections. */
const AT_ONCE = 6;

/** Series of rows that are left as proposals, for the user to accept or dismiss. */
const LEFT_TO_DECIDE = 2;

/** Books made-up rows through the API, as a user of that base currency would. @returns how many rows it booked. */
export async function fillBooks(api: ApiClient, book: SeedBook, base: string): Promise<number> {
  const first = firstDate(book);
  const accounts = new Map<string, Account>();
  for (const account of book.accounts) {
    accounts.set(account.key, await addAccount(api, account, addDays(first, -1)));
  }
  const { data: categories } = await api.call(listCategories, {});
  await addRules(api, book, categories);
  await addRates(api, book, base);
  const queue = [...book.rows].sort((left, right) => left.date.localeCompare(right.date));
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let row = queue.shift(); row; row = queue.shift())
        await addRow(api, { row, accounts, categories });
    }),
  );
  await addAnchors(api, book, accounts);
  await acceptSeries(api);
  return book.rows.length;
}

function firstDate(book: SeedBook): CalendarDate {
  const dates = book.rows.map((row) => row.date).sort();
  if (!dates[0]) throw new Error('The made-up books have no rows.');
  return dates[0];
}

async function addAccount(api: ApiClient, seed: SeedAccount, openingDate: string): Promise<Account> {
  const currency = parseCurrency(seed.currency);
  const { data } = await api.call(createAccount, {
    body: {
      name: seed.name,
      type: seed.type,
      currency,
      institutionName: seed.institutionName,
      accountNumberLast4: seed.accountNumberLast4,
      creditLimit:
        seed.creditLimitMinor === undefined ? undefined : formatMinor(seed.creditLimitMinor, currency),
      openingBalance: formatMinor(seed.openingMinor, currency),
      openingDate,
    },
  });
  return data;
}

interface Booking {
  readonly row: SeedRow;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly categories: readonly Category[];
}

async function addRow(api: ApiClient, { row, accounts, categories }: Booking): Promise<void> {
  const account = find(accounts, row.account);
  const other = row.transferTo === undefined ? undefined : find(accounts, row.transferTo);
  const arrives =
    other && row.arrivesMinor !== undefined
      ? formatMinor(row.arrivesMinor, parseCurrency(other.currency))
      : undefined;
  const kind = row.minor < 0n || row.isRefund ? 'expense' : 'income';
  await api.call(createTransaction, {
    body: {
      accountId: account.id,
      date: row.date,
      amount: formatMinor(row.minor, parseCurrency(account.currency)),
      description: row.payee,
      payeeName: other ? undefined : row.payee,
      categoryId: row.category === undefined ? undefined : findCategory(categories, row.category, kind),
      notes: row.notes,
      tags: row.tags === undefined ? undefined : [...row.tags],
      type: other ? 'transfer' : kind,
      isRefund: row.isRefund,
      status: row.isPending ? 'pending' : 'cleared',
      transferAccountId: other?.id,
      transferAmount: arrives,
    },
  });
}

async function addAnchors(
  api: ApiClient,
  book: SeedBook,
  accounts: ReadonlyMap<string, Account>,
): Promise<void> {
  for (const anchor of book.anchors) {
    const account = find(accounts, anchor.account);
    const currency = parseCurrency(account.currency);
    const { data } = await api.call(getBalanceAt, { params: { accountId: account.id, date: anchor.date } });
    const balance = formatMinor(parseAmount(data.posted, currency).minor + anchor.driftMinor, currency);
    await api.call(createAnchor, {
      params: { accountId: account.id },
      body: { date: anchor.date, balance, description: anchor.description },
    });
  }
}

async function addRules(api: ApiClient, book: SeedBook, categories: readonly Category[]): Promise<void> {
  for (const { name, payee, category } of book.rules) {
    await api.call(createRule, {
      body: {
        name,
        condition: { field: 'payee', operator: 'contains', value: payee },
        actions: [{ kind: 'setCategory', categoryId: findCategory(categories, category, 'expense') }],
        isActive: true,
      },
    });
  }
}

async function addRates(api: ApiClient, book: SeedBook, base: string): Promise<void> {
  for (const { currency, date, rate } of book.rates) {
    await api.call(putExchangeRate, { body: { base: currency, quote: base, date, rate } });
  }
}

/** What comes again and again is found, and all but the last ones are accepted. */
async function acceptSeries(api: ApiClient): Promise<void> {
  await api.call(detectRecurring, {});
  const { data: series } = await api.call(listRecurring, { query: {} });
  const proposed = series.filter(({ state }) => state === 'proposed');
  for (const { id, version } of proposed.slice(0, -LEFT_TO_DECIDE)) {
    await api.call(updateRecurring, { params: { seriesId: id }, body: { state: 'accepted', version } });
  }
}

function find(accounts: ReadonlyMap<string, Account>, key: string): Account {
  const account = accounts.get(key);
  if (!account) throw new Error(`The made-up books have no account "${key}".`);
  return account;
}

function findCategory(categories: readonly Category[], name: string, kind: 'income' | 'expense'): string {
  const category = categories.find((one) => one.name === name && one.kind === kind);
  if (!category) throw new Error(`The made-up books have no ${kind} category "${name}".`);
  return category.id;
}
