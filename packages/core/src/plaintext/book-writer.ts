import { drifts } from '../ledger/index.ts';
import { beancountPrinter } from './beancount.ts';
import type { BookAnchor, BookPrice, BookRow, Books, OpenedAccount, PlainFormat } from './books.ts';
import { chartOfAccounts } from './chart-of-accounts.ts';
import { driftEntry, entryOfRow, openingEntries } from './entries.ts';
import { hledgerPrinter } from './hledger.ts';
import type { Printer } from './printer.ts';

/**
 * Writes books piece by piece, so that they need not be in memory: first {@link BookWriter.begin}, then prices, then all
 * rows in order of date and id, then {@link BookWriter.end}. Source: docs/specs/plain-text-books.md.
 */
export class BookWriter {
  readonly #books: Books;
  readonly #printer: Printer;
  readonly #head: string;
  readonly #accountIds: ReadonlySet<string>;
  /** What the anchors have to say, by day; those that are said already lie before `#next`. */
  readonly #stops: readonly AnchorStop[];
  #next = 0;
  #lastDate = '';
  #entryCount = 0;
  #assertionCount = 0;

  constructor(format: PlainFormat, books: Books) {
    const chart = chartOfAccounts(format, books.accounts, books.categories);
    this.#books = books;
    this.#printer = format === 'hledger' ? hledgerPrinter(chart) : beancountPrinter(chart);
    this.#head = this.#printer.head(books, chart);
    this.#accountIds = new Set(books.accounts.map(({ id }) => id));
    this.#stops = books.accounts
      .flatMap((account) => stopsOf(account, books))
      .toSorted((left, right) => (left.anchor.date < right.anchor.date ? -1 : 1));
  }

  /** What stands before the rows: title, currencies, accounts and what they held on the opening day. */
  begin(): string {
    const { title, openingDate, to, accounts } = this.#books;
    const last = to === null ? '' : `, up to and including ${to}`;
    const comments = [title, `Balances are right at the end of every day from ${openingDate} on${last}.`].map(
      this.#printer.comment,
    );
    const openings = accounts.flatMap((account) => openingEntries(account, openingDate));
    this.#entryCount += openings.length;
    return `${comments.join('')}\n${this.#head}${openings.map(this.#printer.entry).join('')}`;
  }

  prices(prices: readonly BookPrice[]): string {
    return prices.map(this.#printer.price).join('');
  }

  /** @throws {Error} when a row comes before one that was written. */
  rows(rows: readonly BookRow[]): string {
    let text = '';
    for (const row of rows) {
      if (row.date < this.#lastDate) throw new Error(`A row of ${row.date} came after ${this.#lastDate}.`);
      this.#lastDate = row.date;
      text += this.#stopsBefore(row.date);
      const entry = entryOfRow(row, this.#accountIds);
      if (!entry) continue;
      this.#entryCount += 1;
      text += this.#printer.entry(entry);
    }
    return text;
  }

  /** What the last anchors say, and a line that tells a whole file from half of one. */
  end(): string {
    const rest = this.#stopsBefore(null);
    const counts = `${this.#entryCount} entries, ${this.#assertionCount} balance assertions`;
    return `${rest}${this.#printer.comment(`End of the books: ${counts}.`)}`;
  }

  #stopsBefore(date: string | null): string {
    let text = '';
    for (let stop = this.#stops[this.#next]; stop; stop = this.#stops[this.#next]) {
      if (date !== null && stop.anchor.date >= date) break;
      text += this.#printStop(stop);
      this.#next += 1;
    }
    return text;
  }

  #printStop({ account, anchor, driftMinor }: AnchorStop): string {
    const { currency } = account;
    const assertion = {
      date: anchor.date,
      account: `account ${account.id}`,
      minor: anchor.balanceMinor,
      currency,
      anchorId: anchor.id,
    } as const;
    this.#assertionCount += 1;
    if (driftMinor === 0n) return this.#printer.assertion(assertion);
    this.#entryCount += 1;
    return this.#printer.entry(driftEntry(account, anchor, driftMinor)) + this.#printer.assertion(assertion);
  }
}

/** An anchor inside of the written days. */
interface AnchorStop {
  readonly account: OpenedAccount;
  readonly anchor: BookAnchor;
  readonly driftMinor: bigint;
}

function stopsOf(account: OpenedAccount, { openingDate, to }: Books): AnchorStop[] {
  return drifts(account.ledger)
    .filter(({ anchor }) => anchor.date > openingDate && (to === null || anchor.date <= to))
    .map(({ anchor, driftMinor }) => ({ account, anchor, driftMinor: driftMinor ?? 0n }));
}
