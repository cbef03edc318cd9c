import { addDays, addMonths, type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { type Currency, parseCurrency } from '@fintrack/core/money';
import {
  type BookPrice,
  type Books,
  BookWriter,
  type OpenedAccount,
  type PlainFormat,
} from '@fintrack/core/plaintext';
import { formatRate, type RateTable } from '@fintrack/core/rates';
import type { Clock } from '../../platform/clock.ts';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { todayOf } from '../../platform/today.ts';
import { findAccountsWithBalances, loadLedgers } from '../accounts/index.ts';
import { loadRates } from '../exchange-rates/index.ts';
import { readRows } from './repo.rows.ts';
import { findCategories, findRowDates, findTitle } from './repo.ts';

/** What of the books is wanted; everything where nothing is said. */
export interface ExportWish {
  readonly format: PlainFormat;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  /** null for all. */
  readonly accountIds: readonly string[] | null;
}

/** Reads the wish of a query. @throws {AppError} VALIDATION_FAILED when it ends before it begins */
export function readWish(
  format: PlainFormat,
  query: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly accountId?: readonly string[] | undefined;
  },
): ExportWish {
  const from = query.from === undefined ? null : parseCalendarDate(query.from);
  const to = query.to === undefined ? null : parseCalendarDate(query.to);
  if (from !== null && to !== null && from > to) {
    const message = `The time begins on ${from} and ends before, on ${to}. Swap them.`;
    refuse('VALIDATION_FAILED', message, [{ path: 'from', message }]);
  }
  return { format, from, to, accountIds: query.accountId ? [...new Set(query.accountId)] : null };
}

/**
 * The books as text, piece by piece; the first piece is there when everything but the rows is known to be fine.
 * @throws {AppError} NOT_FOUND for an account that is not there
 */
export async function* writeBooks(
  tx: TenantTransaction,
  wish: ExportWish,
  clock: Clock,
): AsyncGenerator<string> {
  const { books, lastDate } = await readBooks(tx, wish, clock);
  const writer = new BookWriter(wish.format, books);
  yield writer.begin();
  yield* writePrices(tx, { books, lastDate, writer });
  const filter = {
    accountIds: books.accounts.map(({ id }) => id),
    after: books.openingDate,
    to: books.to,
  };
  for await (const rows of readRows(tx, filter)) yield writer.rows(rows);
  yield writer.end();
}

interface ReadBooks {
  readonly books: Books;
  /** The last day that prices are for. */
  readonly lastDate: CalendarDate;
}

async function readBooks(tx: TenantTransaction, wish: ExportWish, clock: Clock): Promise<ReadBooks> {
  const today = await todayOf(tx, clock);
  const rows = await findRowDates(tx);
  const ledgers = await loadLedgers(tx, []);
  const anchorDates = ledgers.flatMap(({ ledger }) => ledger.anchors.map(({ date }) => date));
  const first = wish.from ?? anchorDates.reduce(earlier, rows.first ?? today);
  const openingDate = addDays(first, -1);
  const title = `FinTrack books of ${await findTitle(tx)}`;
  return {
    lastDate: wish.to ?? anchorDates.reduce(later, later(rows.last ?? today, today)),
    books: {
      title,
      baseCurrency: parseCurrency((await tx.entered).currency),
      openingDate,
      to: wish.to,
      categories: await findCategories(tx),
      accounts: await openAccounts(tx, { wanted: wish.accountIds, openingDate, ledgers }),
    },
  };
}

interface Opening {
  readonly wanted: readonly string[] | null;
  readonly openingDate: CalendarDate;
  readonly ledgers: Awaited<ReturnType<typeof loadLedgers>>;
}

async function openAccounts(
  tx: TenantTransaction,
  { wanted, openingDate, ledgers }: Opening,
): Promise<OpenedAccount[]> {
  const all = await findAccountsWithBalances(tx, openingDate, { includeArchived: true, includeHidden: true });
  if (wanted?.some((id) => !all.some((account) => account.id === id))) {
    refuse('NOT_FOUND', 'There is no such account. Leave accountId out for all accounts.');
  }
  const anchors = new Map(ledgers.map(({ account, ledger }) => [account.id, ledger]));
  return all
    .filter(({ id }) => wanted === null || wanted.includes(id))
    .map((account) => {
      const ledger = anchors.get(account.id);
      return {
        id: account.id,
        name: account.name,
        type: account.type,
        currency: account.currency,
        isArchived: account.archivedAt !== null,
        openingMinor: account.postedMinor,
        openingPendingMinor: account.pendingMinor,
        ledger: {
          anchors: (ledger?.anchors ?? []).map(({ date, balanceMinor, row }) => ({
            id: row.id,
            date,
            balanceMinor,
          })),
          totals: ledger?.totals ?? [],
        },
      };
    });
}

interface Pricing {
  readonly books: Books;
  readonly lastDate: CalendarDate;
  readonly writer: BookWriter;
}

/** What a unit of each foreign currency was worth on the days that a rate is of, a year at a time. */
async function* writePrices(
  tx: TenantTransaction,
  { books, lastDate, writer }: Pricing,
): AsyncGenerator<string> {
  const { baseCurrency, openingDate } = books;
  const foreign = [...new Set(books.accounts.map(({ currency }) => currency))]
    .filter((currency) => currency !== baseCurrency)
    .toSorted();
  if (foreign.length === 0) return;
  for (let from = openingDate; from <= lastDate; from = addMonths(from, 12)) {
    const to = earlier(addDays(addMonths(from, 12), -1), lastDate);
    const table = await loadRates(tx, { currencies: [...foreign, baseCurrency], from, to });
    yield writer.prices(
      foreign.flatMap((currency) => pricesOf(table, { currency, quote: baseCurrency, from, to })),
    );
  }
  yield '\n';
}

function pricesOf(
  table: RateTable,
  pair: { currency: Currency; quote: Currency; from: CalendarDate; to: CalendarDate },
): BookPrice[] {
  const prices: BookPrice[] = [];
  for (let date = pair.from; date <= pair.to; date = addDays(date, 1)) {
    const found = table.lookup(pair.currency, pair.quote, date);
    // A day without a rate of its own has none here: the other program looks back by itself.
    if (found.kind === 'unknown' || found.isFallback) continue;
    prices.push({ date, currency: pair.currency, rate: formatRate(found.rate), quote: pair.quote });
  }
  return prices;
}

function earlier(left: CalendarDate, right: CalendarDate): CalendarDate {
  return left < right ? left : right;
}

function later(left: CalendarDate, right: CalendarDate): CalendarDate {
  return left > right ? left : right;
}
