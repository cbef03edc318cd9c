import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../dates/index.ts';
import { money, parseCurrency } from '../money/index.ts';
import { BookWriter } from './book-writer.ts';
import type { BookRow, Books, OpenedAccount, PlainFormat } from './books.ts';

const EUR = parseCurrency('EUR');
const JPY = parseCurrency('JPY');
const day = parseCalendarDate;

const GIRO: OpenedAccount = {
  id: 'a1',
  name: 'Giro: joint',
  type: 'checking',
  currency: EUR,
  isArchived: false,
  openingMinor: 75_000n,
  openingPendingMinor: 0n,
  ledger: {
    anchors: [
      { id: 'n1', date: day('2026-01-31'), balanceMinor: 60_000n },
      { id: 'n2', date: day('2026-02-28'), balanceMinor: 59_000n },
    ],
    totals: [{ date: day('2026-01-31'), postedMinor: -15_000n, pendingMinor: -990n, rowCount: 5 }],
  },
};
const YEN: OpenedAccount = {
  ...GIRO,
  id: 'a2',
  name: 'Yen',
  type: 'cash',
  currency: JPY,
  isArchived: true,
  openingMinor: 0n,
  ledger: { anchors: [], totals: [] },
};
const BOOKS: Books = {
  title: 'FinTrack books of The "Harpers"\ninclude x',
  baseCurrency: EUR,
  openingDate: day('2025-12-31'),
  to: null,
  accounts: [GIRO, YEN],
  categories: [{ id: 'c1', parentId: null, name: 'Food', kind: 'expense', displayOrder: 0 }],
};
const row = (fields: Partial<BookRow> & Pick<BookRow, 'id' | 'amountMinor'>): BookRow => ({
  accountId: 'a1',
  date: day('2026-01-05'),
  valueDate: null,
  currency: EUR,
  original: null,
  type: 'expense',
  status: 'cleared',
  isRefund: false,
  description: '',
  bankLine: null,
  payee: null,
  categoryId: null,
  notes: null,
  tags: [],
  paymentMethod: null,
  refundOfId: null,
  feeOfId: null,
  splits: null,
  otherLeg: null,
  ...fields,
});

/** What stands behind the accounts and the opening entry. */
function written(format: PlainFormat, rows: readonly BookRow[], books: Books = BOOKS): string {
  const writer = new BookWriter(format, books);
  writer.begin();
  return writer.rows(rows);
}

describe('the whole file', () => {
  const shopping = row({
    id: 'r1',
    amountMinor: -4520n,
    payee: 'REWE',
    description: 'Weekly; shop',
    categoryId: 'c1',
  });
  const file = (format: PlainFormat): string => {
    const writer = new BookWriter(format, BOOKS);
    const price = { date: day('2026-01-02'), currency: JPY, rate: '0.0061', quote: EUR };
    return writer.begin() + writer.prices([price]) + writer.rows([shopping]) + writer.end();
  };

  it('for hledger', () => {
    expect(file('hledger')).toBe(`; FinTrack books of The "Harpers" include x
; Balances are right at the end of every day from 2025-12-31 on.

commodity EUR
    format 10.00 EUR
commodity JPY

account Assets:Giro\u2236 joint
    ; type:C
    ; id:a1
    ; name:Giro: joint
account Assets:Yen
    ; type:C
    ; id:a2
    ; name:Yen
    ; archived:
account Expenses:Food
    ; type:X
    ; id:c1
    ; name:Food
account Income:Uncategorised
    ; type:R
account Expenses:Uncategorised
    ; type:X
account Equity:Opening Balances
    ; type:E
account Equity:Unexplained
    ; type:E
account Equity:Transfers
    ; type:E
account Equity:Pending:Giro\u2236 joint
    ; type:E
account Equity:Pending:Yen
    ; type:E

2025-12-31 * Opening balance
    Assets:Giro\u2236 joint  750.00 EUR
    Equity:Opening Balances  -750.00 EUR

P 2026-01-02 JPY 0.0061 EUR
2026-01-05 * REWE | Weekly\uFF1B shop
    ; description:Weekly; shop
    Assets:Giro\u2236 joint  -45.20 EUR
        ; id:r1
    Expenses:Food  45.20 EUR

2026-01-31 * Balance as the bank has it
    ; anchor:n1
    Assets:Giro\u2236 joint  0.00 EUR = 600.00 EUR

2026-02-28 * Unexplained difference to the bank
    ; anchor:n2
    Assets:Giro\u2236 joint  -10.00 EUR
    Equity:Unexplained  10.00 EUR

2026-02-28 * Balance as the bank has it
    ; anchor:n2
    Assets:Giro\u2236 joint  0.00 EUR = 590.00 EUR

; End of the books: 3 entries, 2 balance assertions.
`);
  });

  it('for beancount', () => {
    expect(file('beancount')).toBe(`; FinTrack books of The "Harpers" include x
; Balances are right at the end of every day from 2025-12-31 on.

option "title" "FinTrack books of The \\"Harpers\\"\\ninclude x"
option "operating_currency" "EUR"
option "inferred_tolerance_default" "JPY:0.001"

2025-12-31 open Assets:Giro-joint EUR
  id: "a1"
  name: "Giro: joint"
2025-12-31 open Assets:Yen JPY
  id: "a2"
  name: "Yen"
  archived: TRUE
2025-12-31 open Expenses:Food
  id: "c1"
  name: "Food"
2025-12-31 open Income:Uncategorised
2025-12-31 open Expenses:Uncategorised
2025-12-31 open Equity:Opening-Balances
2025-12-31 open Equity:Unexplained
2025-12-31 open Equity:Transfers
2025-12-31 open Equity:Pending:Giro-joint EUR
2025-12-31 open Equity:Pending:Yen JPY

2025-12-31 * "Opening balance"
  Assets:Giro-joint  750.00 EUR
  Equity:Opening-Balances  -750.00 EUR

2026-01-02 price JPY 0.0061 EUR
2026-01-05 * "REWE" "Weekly; shop"
  Assets:Giro-joint  -45.20 EUR
    id: "r1"
  Expenses:Food  45.20 EUR

2026-02-01 balance Assets:Giro-joint  600.00 ~ 0.00 EUR
  anchor: "n1"

2026-02-28 * "Unexplained difference to the bank"
  anchor: "n2"
  Assets:Giro-joint  -10.00 EUR
  Equity:Unexplained  10.00 EUR

2026-03-01 balance Assets:Giro-joint  590.00 ~ 0.00 EUR
  anchor: "n2"

; End of the books: 3 entries, 2 balance assertions.
`);
  });
});

describe('a row', () => {
  it('that is pending stands beside its account, so that no balance counts it', () => {
    const pending = row({ id: 'r1', amountMinor: -990n, status: 'pending', categoryId: 'c1' });
    expect(written('hledger', [pending])).toBe(`2026-01-05 !
    Equity:Pending:Giro\u2236 joint  -9.90 EUR
        ; id:r1
    Expenses:Food  9.90 EUR

`);
  });

  it('has everything that is known of it', () => {
    const full = row({
      id: 'r1',
      amountMinor: 1200n,
      status: 'reconciled',
      isRefund: true,
      payee: 'Shoes',
      description: 'back',
      bankLine: 'SHOES 0815',
      notes: 'too small\nid:r9 date:2020-01-01',
      tags: ['kids', 'summer 2026'],
      valueDate: day('2026-01-07'),
      original: money(1300n, parseCurrency('USD')),
      paymentMethod: 'card',
      refundOfId: 'r0',
      feeOfId: 'r8',
    });
    expect(written('hledger', [full])).toBe(`2026-01-05 * Shoes | back
    ; tag:kids
    ; tag:summer 2026
    ; notes:too small
    ; notes:id:r9 date:2020-01-01
    ; value-date:2026-01-07
    ; original:13.00 USD
    ; payment-method:card
    ; bank-line:SHOES 0815
    ; refund:
    ; refund-of:r0
    ; fee-of:r8
    Assets:Giro\u2236 joint  12.00 EUR
        ; id:r1
        ; status:reconciled
    Expenses:Uncategorised  -12.00 EUR

`);
    expect(written('beancount', [full])).toBe(`2026-01-05 * "Shoes" "back" #kids
  all-tags: "kids, summer 2026"
  notes: "too small\\nid:r9 date:2020-01-01"
  value-date: 2026-01-07
  original: 13.00 USD
  payment-method: "card"
  bank-line: "SHOES 0815"
  refund: TRUE
  refund-of: "r0"
  fee-of: "r8"
  Assets:Giro-joint  12.00 EUR
    id: "r1"
    status: "reconciled"
  Expenses:Uncategorised  -12.00 EUR

`);
  });

  it('that is split has a posting a part', () => {
    const part = { type: 'expense', payee: null, description: 'Shop', notes: null, tags: [] } as const;
    const split = row({
      id: 'r1',
      amountMinor: -5000n,
      description: 'Shop',
      splits: [
        { ...part, id: 's1', amountMinor: -6000n, categoryId: 'c1' },
        {
          ...part,
          id: 's2',
          amountMinor: 1000n,
          categoryId: null,
          payee: 'Machine',
          description: 'Deposit',
          notes: 'bottles',
        },
      ],
    });
    expect(written('hledger', [split])).toBe(`2026-01-05 * Shop
    Assets:Giro\u2236 joint  -50.00 EUR
        ; id:r1
    Expenses:Food  60.00 EUR
        ; id:s1
    Expenses:Uncategorised  -10.00 EUR
        ; id:s2
        ; payee:Machine
        ; description:Deposit
        ; notes:bottles

`);
  });

  it('out of order is an error, not a wrong balance', () => {
    const rows = [
      row({ id: 'r1', amountMinor: 1n }),
      row({ id: 'r2', amountMinor: 1n, date: day('2026-01-04') }),
    ];
    expect(() => written('hledger', rows)).toThrow('A row of 2026-01-04 came after 2026-01-05.');
  });

  it('of an account that is not exported is an error', () => {
    const stranger = row({ id: 'r1', accountId: 'a9', amountMinor: 1n });
    expect(() => written('hledger', [stranger])).toThrow('no "account a9"');
  });
});

describe('a transfer', () => {
  const legs = (sent: Partial<BookRow>, received: Partial<BookRow>): BookRow[] => {
    const {
      splits: _,
      otherLeg: __,
      ...left
    } = row({ id: 'r1', amountMinor: -10_000n, type: 'transfer', ...sent });
    const {
      splits: ___,
      otherLeg: ____,
      ...right
    } = row({
      id: 'r2',
      accountId: 'a2',
      currency: JPY,
      amountMinor: 16_300n,
      type: 'transfer',
      ...received,
    });
    return [
      { ...left, splits: null, otherLeg: right },
      { ...right, splits: null, otherLeg: left },
    ];
  };

  it('of one day is one entry, with what the arriving leg says otherwise', () => {
    const rows = legs(
      { description: 'Exchange', notes: 'airport' },
      { description: 'Yen', notes: 'airport' },
    );
    expect(written('hledger', rows)).toBe(`2026-01-05 * Exchange
    ; notes:airport
    Assets:Giro\u2236 joint  -100.00 EUR
        ; id:r1
    Assets:Yen  16300 JPY @@ 100.00 EUR
        ; id:r2
        ; description:Yen

`);
  });

  it('with one pending leg is one entry whose cleared leg counts', () => {
    expect(written('beancount', legs({}, { status: 'pending' }))).toBe(`2026-01-05 ! ""
  * Assets:Giro-joint  -100.00 EUR
    id: "r1"
  Equity:Pending:Yen  16300 JPY @@ 100.00 EUR
    id: "r2"

`);
  });

  it('with two days is under way in between, in the currency that was sent', () => {
    const rows = legs({}, { date: day('2026-01-08') });
    expect(written('beancount', rows)).toBe(`2026-01-05 * "" ^transfer-r1
  Assets:Giro-joint  -100.00 EUR
    id: "r1"
  Equity:Transfers  100.00 EUR

2026-01-08 * "" ^transfer-r1
  Assets:Yen  16300 JPY @@ 100.00 EUR
    id: "r2"
  Equity:Transfers  -100.00 EUR

`);
  });

  it('that arrives before it is sent is under way just the same', () => {
    const rows = legs({ date: day('2026-01-08') }, {}).toReversed();
    expect(written('hledger', rows)).toBe(`2026-01-05 *
    ; link:transfer-r1
    Assets:Yen  16300 JPY @@ 100.00 EUR
        ; id:r2
    Equity:Transfers  -100.00 EUR

2026-01-08 *
    ; link:transfer-r1
    Assets:Giro\u2236 joint  -100.00 EUR
        ; id:r1
    Equity:Transfers  100.00 EUR

`);
  });

  it.each([
    [0n, '0 JPY'],
    [-5n, '5 JPY'],
  ])('across currencies that has no price stands against equity in each', (amountMinor, right) => {
    const text = written('hledger', legs({}, { amountMinor }));
    expect(text).not.toContain('@@');
    expect(text).toContain('    Equity:Transfers  100.00 EUR\n');
    expect(text).toContain(`    Equity:Transfers  ${right}\n`);
  });

  it('of which less arrives than was sent shows the rest', () => {
    const rows = legs({}, { currency: EUR, accountId: 'a3', amountMinor: 9900n });
    const books = { ...BOOKS, accounts: [...BOOKS.accounts, { ...GIRO, id: 'a3', name: 'Savings' }] };
    expect(written('hledger', rows, books)).toContain('    Equity:Transfers  1.00 EUR\n');
  });

  it('field note 14: one whose other leg was deleted, or is in an account left out, leaves the books', () => {
    const alone = row({ id: 'r1', amountMinor: -10_000n, type: 'transfer' });
    const expected = `2026-01-05 *
    Assets:Giro\u2236 joint  -100.00 EUR
        ; id:r1
    Equity:Transfers  100.00 EUR

`;
    expect(written('hledger', [alone])).toBe(expected);
    const [sent] = legs({}, {});
    expect(written('hledger', sent ? [sent] : [], { ...BOOKS, accounts: [GIRO] })).toBe(expected);
  });
});

describe('a part of the books', () => {
  it('asserts nothing outside of its days', () => {
    const writer = new BookWriter('hledger', {
      ...BOOKS,
      openingDate: day('2026-01-31'),
      to: day('2026-02-27'),
    });
    expect(writer.begin() + writer.end()).toContain('End of the books: 1 entries, 0 balance assertions.');
    expect(writer.begin()).toContain('every day from 2026-01-31 on, up to and including 2026-02-27.');
  });

  it('opens with what was pending, beside the balance', () => {
    const account = { ...GIRO, openingPendingMinor: -990n };
    expect(
      new BookWriter('hledger', { ...BOOKS, accounts: [account] }).begin(),
    ).toContain(`2025-12-31 * Pending before the first day
    Equity:Pending:Giro\u2236 joint  -9.90 EUR
    Equity:Opening Balances  9.90 EUR
`);
  });

  it('beancount cannot look at the day after the last one', () => {
    const last = { id: 'n9', date: day('9999-12-31'), balanceMinor: 1n };
    const account = { ...GIRO, ledger: { anchors: [last], totals: [] } };
    expect(new BookWriter('beancount', { ...BOOKS, accounts: [account] }).end()).not.toContain(
      'balance Assets',
    );
  });
});
