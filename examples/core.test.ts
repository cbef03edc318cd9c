import { type CalendarDate, startOfMonth } from '@fintrack/core/dates';
import {
  type AccountLedger,
  balanceAt,
  type DailyTotal,
  drifts,
  netWorth,
  pendingAt,
} from '@fintrack/core/ledger';
import { formatMinor } from '@fintrack/core/money';
import { describe, expect, it } from 'vitest';
import { accountOf, type Figure, type GoldenBook, minorOf, readGoldenBooks } from './golden-book.ts';

describe.each(readGoldenBooks())('golden book $name, in core', (book) => {
  const ledgers = new Map(book.accounts.map((account) => [account.name, ledgerOf(book, account.name)]));
  it.each(book.figures)('$kind at $date: $account $currency', (figure) => {
    expect(computeFigure(book, ledgers, figure)).toEqual(figure);
  });

  it('splits into parts that add up to the whole', () => {
    for (const split of book.splits) {
      const parts = split.parts.map((part) => minorOf(book, split.account, part.amount));
      const sum = parts.reduce((left, right) => left + right, 0n);
      expect([split.description, sum]).toEqual([
        split.description,
        minorOf(book, split.account, split.amount),
      ]);
    }
  });

  it('names every unconverted currency where it names one', () => {
    for (const date of new Set(
      book.figures.filter((each) => each.kind === 'unconverted').map((each) => each.date),
    )) {
      const named = book.figures.flatMap((each) =>
        each.kind === 'unconverted' && each.date === date ? [each.currency] : [],
      );
      expect(worthAt(book, ledgers, date).unconverted.map((each) => each.currency)).toEqual(named);
    }
  });
});

type Ledgers = ReadonlyMap<string, AccountLedger>;

function computeFigure(book: GoldenBook, ledgers: Ledgers, figure: Figure): Figure {
  switch (figure.kind) {
    case 'worth': {
      const worth = worthAt(book, ledgers, figure.date);
      return {
        ...figure,
        assets: formatMinor(worth.assetsMinor, book.base),
        liabilities: formatMinor(worth.liabilitiesMinor, book.base),
        netWorth: formatMinor(worth.netWorthMinor, book.base),
      };
    }
    case 'unconverted': {
      const found = worthAt(book, ledgers, figure.date).unconverted.find(
        (each) => each.currency === figure.currency,
      );
      return { ...figure, netWorth: found ? formatMinor(found.netWorthMinor, figure.currency) : 'not there' };
    }
    case 'drift': {
      const found = drifts(ledgerNamed(ledgers, figure.account)).find(
        (each) => each.anchor.date === figure.date,
      );
      if (!found) throw new Error(`${figure.account} has no anchor on ${figure.date}.`);
      const { currency } = accountOf(book, figure.account);
      return {
        ...figure,
        amount: found.driftMinor === null ? null : formatMinor(found.driftMinor, currency),
      };
    }
    case 'category':
      return { ...figure, amount: formatMinor(monthOf(book, figure), book.base) };
    default: {
      const { currency } = accountOf(book, figure.account);
      return { ...figure, amount: formatMinor(amountAt(book, ledgers, figure), currency) };
    }
  }
}

function amountAt(
  book: GoldenBook,
  ledgers: Ledgers,
  figure: { kind: 'balance' | 'pending' | 'available'; date: CalendarDate; account: string },
): bigint {
  const ledger = ledgerNamed(ledgers, figure.account);
  const posted = balanceAt(ledger, figure.date);
  const pending = pendingAt(ledger.totals, figure.date);
  if (figure.kind === 'balance') return posted;
  if (figure.kind === 'pending') return pending;
  return posted + pending + minorOf(book, figure.account, accountOf(book, figure.account).creditLimit ?? '0');
}

/** What went through a category from the first of the month up to the day. */
function monthOf(book: GoldenBook, { date, category }: { date: CalendarDate; category: string }): bigint {
  return book.splits
    .filter((split) => split.date >= startOfMonth(date) && split.date <= date)
    .flatMap((split) => split.parts.map((part) => ({ ...part, account: split.account })))
    .filter((part) => part.category === category)
    .reduce((sum, part) => sum + minorOf(book, part.account, part.amount), 0n);
}

function worthAt(book: GoldenBook, ledgers: Ledgers, date: CalendarDate) {
  const holdings = book.accounts.map((account) => ({
    type: account.type,
    currency: account.currency,
    balanceMinor: balanceAt(ledgerNamed(ledgers, account.name), date),
  }));
  return netWorth(holdings, book.base);
}

function ledgerNamed(ledgers: Ledgers, name: string): AccountLedger {
  const ledger = ledgers.get(name);
  if (!ledger) throw new Error(`No account "${name}".`);
  return ledger;
}

function ledgerOf(book: GoldenBook, account: string): AccountLedger {
  const rows = [
    ...book.rows,
    ...book.splits,
    ...book.transfers.flatMap((transfer) => [
      { date: transfer.date, account: transfer.from, amount: `-${transfer.amount}`, status: 'cleared' },
      {
        date: transfer.date,
        account: transfer.to,
        amount: transfer.arrives ?? transfer.amount,
        status: 'cleared',
      },
      ...(transfer.fee === null
        ? []
        : [{ date: transfer.date, account: transfer.from, amount: `-${transfer.fee}`, status: 'cleared' }]),
    ]),
  ].filter((row) => row.account === account);
  const totals = rows.reduce((days, row) => {
    const minor = minorOf(book, account, row.amount);
    const day = days.get(row.date) ?? { date: row.date, postedMinor: 0n, pendingMinor: 0n, rowCount: 0 };
    return days.set(row.date, {
      date: row.date,
      postedMinor: day.postedMinor + (row.status === 'pending' ? 0n : minor),
      pendingMinor: day.pendingMinor + (row.status === 'pending' ? minor : 0n),
      rowCount: day.rowCount + 1,
    });
  }, new Map<CalendarDate, DailyTotal>());
  const anchors = book.anchors
    .filter((anchor) => anchor.account === account)
    .map((anchor) => ({ date: anchor.date, balanceMinor: minorOf(book, account, anchor.balance) }));
  return { anchors, totals: [...totals.values()] };
}
