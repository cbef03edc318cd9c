import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Currency, parseCurrency } from '../money/index.ts';
import type { BankStatement, StatementEntry } from './bank-statement.ts';
import { type QifOptions, readQif } from './read-qif.ts';
import type { StatementRow } from './statement-row.ts';

const EUR: QifOptions = { currencyOf: () => parseCurrency('EUR'), isCurrencyKnown: () => true };
const UNKNOWN: QifOptions = { currencyOf: () => parseCurrency('EUR'), isCurrencyKnown: () => false };

function lines(...parts: string[]): string {
  return `${parts.join('\n')}\n`;
}

function statements(text: string, options = EUR): readonly BankStatement[] {
  const reading = readQif(text, options);
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.reason}`);
  return reading.statements;
}

function entries(text: string, options = EUR): StatementEntry[] {
  return statements(text, options).flatMap((statement) => statement.entries);
}

/** The rows of a file whose entries can all be read. */
function rows(text: string, options = EUR): StatementRow[] {
  return entries(text, options).map(({ line, reading }) => {
    if (!reading.ok) throw new Error(`line ${line}: ${reading.reason}`);
    return reading.row;
  });
}

/** One entry with a date that leaves no doubt. */
function one(...parts: string[]): StatementRow | undefined {
  return rows(lines('!Type:Bank', 'D31/01/2026', ...parts, '^'))[0];
}

const SMALL = lines(
  '!Type:Bank',
  'D31/01/2026',
  'T-1,250.50',
  'N101',
  'PCorner Café',
  'Mlatte and cake',
  'LFood:Dining/Holiday',
  'CX',
  '^',
  'D01/02/2026',
  'T2,000.00',
  'PEmployer',
  'LIncome:Salary',
  '^',
);

describe('readQif', () => {
  it('reads entries with their category, class and check number', () => {
    expect(statements(SMALL)).toEqual([
      {
        accountId: '',
        accountType: 'checking',
        currency: null,
        entries: [
          {
            line: 2,
            raw: 'D31/01/2026 | T-1,250.50 | N101 | PCorner Café | Mlatte and cake | LFood:Dining/Holiday | CX',
            reading: {
              ok: true,
              row: {
                line: 2,
                date: '2026-01-31',
                amountMinor: -125050n,
                currency: 'EUR',
                description: 'Corner Café latte and cake',
                payee: 'Corner Café',
                notes: 'latte and cake',
                category: 'Food:Dining',
                tags: ['Holiday'],
                checkNumber: '101',
                rawText:
                  'D31/01/2026 | T-1,250.50 | N101 | PCorner Café | Mlatte and cake | LFood:Dining/Holiday | CX',
                state: 'posted',
                remarks: [],
              },
            },
          },
          {
            line: 10,
            raw: 'D01/02/2026 | T2,000.00 | PEmployer | LIncome:Salary',
            reading: {
              ok: true,
              row: {
                line: 10,
                date: '2026-02-01',
                amountMinor: 200000n,
                currency: 'EUR',
                description: 'Employer',
                payee: 'Employer',
                category: 'Income:Salary',
                rawText: 'D01/02/2026 | T2,000.00 | PEmployer | LIncome:Salary',
                state: 'posted',
                remarks: [],
              },
            },
          },
        ],
      },
    ]);
  });

  it('says how it read dates and amounts, and why', () => {
    const reading = readQif(SMALL, EUR);
    expect(reading.ok && reading.notes).toEqual([
      {
        subject: 'dateOrder',
        guess: 'Day, month, year',
        confidence: 0.98,
        evidence: '2 of 2 dates read as day/month/year; 31/01/2026 cannot be month/day.',
      },
      {
        subject: 'decimalMark',
        guess: 'Decimal point',
        confidence: 0.98,
        evidence: '2 of 2 telling amounts need a decimal point (-1,250.50).',
      },
    ]);
  });

  it.each([
    ["field note 20: QIF with ' years: padded by Quicken", "D1/31'07", '2007-01-31'],
    ["field note 20: QIF with ' years: one digit", "D1/31' 7", '2007-01-31'],
    ["field note 20: QIF with ' years: the year 2000", "D31/ 1'00", '2000-01-31'],
    ["field note 20: QIF with ' years: four digits", "D31/1'2024", '2024-01-31'],
    ["field note 20: QIF with ' years: the year first", "D2024'01'31", '2024-01-31'],
    ['month first', 'D1/31/2026', '2026-01-31'],
    ['day first', 'D31/1/26', '2026-01-31'],
    ['points', 'D31.01.2026', '2026-01-31'],
    ['a year of the last century', 'D31/1/98', '1998-01-31'],
    ['ISO', 'D2026-01-31', '2026-01-31'],
    ['a month by name', 'D31 Jan 2026', '2026-01-31'],
  ])('%s', (_, written, expected) => {
    expect(rows(lines('!Type:Bank', written, 'T1.00', '^'))[0]?.date).toBe(expected);
  });

  it('takes the order that an option line names', () => {
    const text = lines('!Option:MDY', '!Type:Bank', 'D02/03/2026', 'T1.00', '^');
    expect(rows(text)[0]?.date).toBe('2026-02-03');
  });

  it('asks which of day and month comes first, and reads nothing before it knows', () => {
    const text = lines('!Type:Bank', 'D02/03/2026', 'T1.00', '^', 'D03/03/2026', 'T2.00', '^');
    const reading = readQif(text, EUR);
    expect(reading.ok && reading.questions).toMatchObject([
      { field: 'dateOrder', text: 'Is 02/03/2026 2 March 2026 or 3 February 2026?' },
    ]);
    // The third of March is the same day in either order.
    expect(entries(text)).toMatchObject([
      {
        line: 2,
        reading: {
          ok: false,
          kind: 'invalid',
          reason: '"02/03/2026" can be day/month or month/day. Say which of them this file uses.',
        },
      },
      { line: 5, reading: { ok: true, row: { date: '2026-03-03' } } },
    ]);
    expect(rows(text, { ...EUR, dateOrder: 'mdy' }).map((row) => row.date)).toEqual([
      '2026-02-03',
      '2026-03-03',
    ]);
  });

  it('asks for the decimal mark where amounts can be read in two ways', () => {
    const text = lines('!Type:Bank', 'D31/01/2026', 'T1,234', '^');
    const reading = readQif(text, UNKNOWN);
    expect(reading.ok && reading.questions).toMatchObject([{ field: 'decimalMark' }]);
    expect(entries(text, UNKNOWN)[0]?.reading).toEqual({
      ok: false,
      kind: 'invalid',
      reason: '"1,234" can be read in two ways. Say which decimal mark this file uses.',
    });
    expect(rows(text, { ...UNKNOWN, decimalMark: '.' })[0]?.amountMinor).toBe(123400n);
    expect(rows(text, { ...UNKNOWN, decimalMark: ',' })[0]).toMatchObject({
      amountMinor: 123n,
      rounded: true,
    });
    // An account in euros has no thousandths.
    expect(rows(text)[0]?.amountMinor).toBe(123400n);
  });

  it.each([
    ['T-1,000.00', -100000n],
    ['T-1.000,50', -100050n],
    ['T12,5', 1250n],
    ['T1000', 100000n],
    ['U-3.20', -320n],
  ])('reads the amount %s', (written, expected) => {
    expect(one(written)?.amountMinor).toBe(expected);
  });

  it('describes an entry by its payee and memo, else by what there is', () => {
    expect(one('T1', 'PShop', 'MShop')?.description).toBe('Shop');
    expect(one('T1', 'Monly a memo')).toMatchObject({ description: 'only a memo' });
    expect(one('T1', 'Monly a memo')).not.toHaveProperty('notes');
    expect(one('T1', 'N77', 'LRent')?.description).toBe('77 Rent');
  });

  it('takes [Account] for the other side of a transfer', () => {
    expect(one('T-200', 'PTo savings', 'L[Savings]')).toMatchObject({ transferAccount: 'Savings' });
    expect(one('T-200', 'L[Savings]/Trip')).toMatchObject({ transferAccount: 'Savings', tags: ['Trip'] });
    expect(one('T-200', 'L[Savings]')).not.toHaveProperty('category');
  });

  it('keeps a slash in a category that the file lists', () => {
    const list = lines('!Type:Cat', 'NBills/Gas', 'E', '^');
    const text = list + lines('!Type:Bank', 'D31/01/2026', 'T-1', 'LBills/Gas', '^');
    expect(rows(text)[0]).toMatchObject({ category: 'Bills/Gas' });
    expect(rows(text)[0]).not.toHaveProperty('tags');
  });

  it('reads splits that add up', () => {
    const row = one(
      'T-10.00',
      'PShop',
      'L--Split--',
      'S[Savings]',
      'Esaved',
      '$-9.00',
      'SFood/Trip',
      '$-1.00',
    );
    expect(row?.splits).toEqual([
      { amountMinor: -900n, transferAccount: 'Savings', notes: 'saved' },
      { amountMinor: -100n, category: 'Food', tags: ['Trip'] },
    ]);
    expect(row).not.toHaveProperty('category');
  });

  it('leaves out splits that do not add up, and says so', () => {
    const row = one('T700.00', 'LSalary', 'SSalary', '$600', 'SBonus', '$2000');
    expect(row).toMatchObject({
      amountMinor: 70000n,
      category: 'Salary',
      remarks: ['The splits are left out: they add up to 2600.00, and the entry is of 700.00.'],
    });
    expect(row).not.toHaveProperty('splits');
  });

  it('leaves out splits without an amount, and says so', () => {
    expect(one('T-10', 'SFood', '%50', 'SFun', '$-5')?.remarks).toEqual([
      'The splits are left out: the part "Food" has no amount that can be read.',
    ]);
  });

  it('adds splits up where the entry has no total', () => {
    expect(one('SFood', '$-9.00', 'SFun', '$-1.50')?.amountMinor).toBe(-1050n);
  });

  it('tells accounts apart by the account list, with their types and balances', () => {
    const text = lines(
      '!Option:AutoSwitch',
      '!Account',
      'NCurrent',
      'TBank',
      '^',
      'NVisa',
      'TCCard',
      '^',
      '!Clear:AutoSwitch',
      '!Account',
      'NCurrent',
      'TBank',
      '/31/01/2026',
      '$1,200.50',
      '^',
      '!Type:Bank ',
      'D31/01/2026',
      'T1.00',
      '^',
      '!Account',
      'NVisa',
      'TCCard',
      '^',
      '!Type:CCard',
      'D30/01/2026',
      'T-2.00',
      '^',
      '^',
    );
    expect(statements(text)).toMatchObject([
      {
        accountId: 'Current',
        accountType: 'checking',
        closing: { amountMinor: 120050n, date: '2026-01-31', line: 11 },
        entries: [{ line: 17 }],
      },
      { accountId: 'Visa', accountType: 'credit', entries: [{ line: 25 }] },
    ]);
    expect(statements(text)).toHaveLength(2);
  });

  it.each([
    ['Bank', 'checking'],
    ['Cash', 'cash'],
    ['CCard', 'credit'],
    ['Oth A', null],
    ['Oth L', 'loan'],
    ['Invst', 'investment'],
    ['Port', 'investment'],
  ])('reads accounts of type %s', (type, expected) => {
    const text = lines(`!Type:${type}`, 'D31/01/2026', 'NCash', 'T1.00', '^');
    expect(statements(text)[0]?.accountType).toBe(expected);
  });

  it('names the account by its own opening balance, which is no transfer', () => {
    const text = lines('!Type:Bank', 'D31/01/2026', 'T100', 'POpening Balance', 'L[My Bank]', '^');
    expect(statements(text)[0]?.accountId).toBe('My Bank');
    expect(rows(text)[0]).not.toHaveProperty('transferAccount');
    expect(rows(text)[0]?.remarks).toEqual(['The entry is the opening balance of the account.']);
  });

  it('passes over lists, names sections that QIF does not have, and reads the rest', () => {
    const text = lines('!Type:Class', 'NTrip', '^', '!Type:Odd', 'NX', '^', 'NY', '^') + SMALL;
    const reading = readQif(text, EUR);
    expect(reading.ok && reading.notes.slice(2)).toEqual([
      {
        subject: 'section 1',
        guess: 'List of classes',
        confidence: 1,
        evidence: 'Line 1 begins a list. Its 1 entry are no transactions.',
      },
      {
        subject: 'section 4',
        guess: 'Line 4: !type:odd',
        confidence: 1,
        evidence: 'QIF has no section of this name. Its 2 entries were not read.',
      },
    ]);
    expect(rows(text)).toHaveLength(2);
  });

  it('reads a file whose header is missing', () => {
    expect(rows(lines('D31/01/2026', 'T1.00', '^'))).toHaveLength(1);
  });

  it.each([
    ['no date', ['T1.00'], 'The entry has no date (D).'],
    ['a date that does not exist', ['D31/02/2026', 'T1.00'], '"31/02/2026" is not a date.'],
    ['no amount', ['D31/01/2026'], 'The entry has no amount (T).'],
    ['words for an amount', ['D31/01/2026', 'Tmuch'], '"much" is not an amount.'],
  ])('keeps an entry with %s and says why it is none', (_, parts, reason) => {
    const found = entries(SMALL + lines(...parts, '^'))[2];
    expect(found).toMatchObject({ line: 15, reading: { ok: false, kind: 'invalid', reason } });
  });

  it('does not book an entry that the end of the file cuts', () => {
    const cut = SMALL.slice(0, SMALL.length - 4);
    expect(entries(cut)[1]).toMatchObject({
      line: 10,
      reading: {
        ok: false,
        kind: 'invalid',
        reason: 'The file ends within this entry: its "^" is missing. Download the file again, or add it.',
      },
    });
  });

  it('names lines that have no meaning', () => {
    expect(one('T1', 'zodd')?.remarks).toEqual(['Line 4 ("zodd") has no meaning.']);
  });

  it.each([
    ['nothing', '!Type:Bank\n', 'The QIF file holds no transactions.'],
    [
      'lists only',
      lines('!Type:Cat', 'NFood', '^'),
      'The QIF file holds lists only, such as categories or accounts, and no transactions.',
    ],
  ])('refuses a file with %s', (_, text, reason) => {
    expect(readQif(text, EUR)).toEqual({ ok: false, line: 1, reason });
  });

  it('refuses more entries than it holds at once', () => {
    expect(readQif('D1\n^\n'.repeat(500_001), EUR)).toEqual({
      ok: false,
      line: 1,
      reason: 'The file has more than 500,000 entries. Import a shorter period.',
    });
  });

  it('reads line ends of every kind and a byte that ended files under DOS', () => {
    expect(rows(SMALL.replaceAll('\n', '\r\n'))).toEqual(rows(SMALL));
    expect(rows(SMALL.replaceAll('\n', '\r'))).toEqual(rows(SMALL));
    expect(rows(`${SMALL}\u001A`)).toEqual(rows(SMALL));
  });
});

describe('investment accounts of QIF', () => {
  function effect(action: string, ...parts: string[]): StatementEntry['reading'] | undefined {
    return entries(lines('!Type:Invst', 'D31/01/2026', `N${action}`, 'YACME Corp', ...parts, '^'))[0]
      ?.reading;
  }

  it.each([
    ['Buy', -1050n],
    ['Sell', 1050n],
    ['Div', 1050n],
    ['IntInc', 1050n],
    ['MiscExp', -1050n],
    ['MiscInc', 1050n],
    ['ShtSell', 1050n],
    ['CvrShrt', -1050n],
    ['RtrnCap', 1050n],
    ['MargInt', -1050n],
    ['XIn', 1050n],
    ['XOut', -1050n],
    ['ContribX', 1050n],
    ['WithdrwX', -1050n],
    ['Cash', 1050n],
  ])('%s moves the cash by %s', (action, amountMinor) => {
    expect(effect(action, 'T10.50')).toMatchObject({
      ok: true,
      row: { amountMinor, description: `${action} ACME Corp` },
    });
  });

  it('keeps the sign of a program that writes one', () => {
    expect(effect('Buy', 'T-10.50')).toMatchObject({ ok: true, row: { amountMinor: -1050n } });
    expect(effect('Cash', 'T-10.50')).toMatchObject({ ok: true, row: { amountMinor: -1050n } });
  });

  it.each([
    ['ReinvDiv', '"ReinvDiv" moves shares only; the cash of the account stays.'],
    ['ShrsIn', '"ShrsIn" moves shares only; the cash of the account stays.'],
    ['StkSplit', '"StkSplit" moves shares only; the cash of the account stays.'],
    ['BuyX', 'The money of "BuyX" goes through Current; the cash of this account stays.'],
    ['DivX', 'The money of "DivX" goes through Current; the cash of this account stays.'],
  ])('leaves %s out, with the reason', (action, reason) => {
    expect(effect(action, 'T10.50', 'L[Current]', '$10.50')).toEqual({ ok: false, kind: 'skip', reason });
  });

  it('does not guess an action that it does not know', () => {
    expect(effect('Frobnicate', 'T1')).toEqual({
      ok: false,
      kind: 'invalid',
      reason: '"Frobnicate" is no action that QIF has.',
    });
    expect(effect('Buy')).toMatchObject({ kind: 'invalid', reason: 'The entry has no amount (T).' });
  });
});

describe('readQif, of any text', () => {
  const options: QifOptions = {
    currencyOf: (): Currency => parseCurrency('EUR'),
    isCurrencyKnown: () => false,
  };

  it('answers for any lines', () => {
    const line = fc
      .tuple(fc.constantFrom(...'!^DTUPMLSE$NC '.split('')), fc.string({ maxLength: 12 }))
      .map(([a, b]) => a + b);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (parts) => {
        const reading = readQif(parts.join('\n'), options);
        if (reading.ok) expect(reading.statements.every(({ entries: all }) => all.length > 0)).toBe(true);
        else expect(reading.reason).not.toBe('');
      }),
    );
  });

  it('loses nothing of a file that is cut anywhere: what is left is read the same, or named', () => {
    const whole = entries(SMALL);
    for (let end = 0; end < SMALL.length; end += 1) {
      const reading = readQif(SMALL.slice(0, end), EUR);
      if (!reading.ok) continue;
      const found = reading.statements.flatMap((statement) => statement.entries);
      for (const [index, entry] of found.entries()) {
        if (entry.reading.ok) expect(entry).toEqual(whole[index]);
      }
      const begun = SMALL.slice(0, end)
        .split('\n')
        .filter((line) => line.startsWith('D')).length;
      expect(found).toHaveLength(begun);
    }
  });

  it('gives an entry or a reason for every "^", whatever is done to the bytes', () => {
    fc.assert(
      fc.property(fc.nat(SMALL.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, put) => {
        const text = SMALL.slice(0, at) + put + SMALL.slice(at + 1);
        const reading = readQif(text, options);
        if (!reading.ok) expect(reading.reason).not.toBe('');
        else
          for (const entry of reading.statements.flatMap((each) => each.entries))
            expect(entry.line).toBeGreaterThan(0);
      }),
    );
  });
});
