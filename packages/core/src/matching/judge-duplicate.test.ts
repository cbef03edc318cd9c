import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../dates/index.ts';
import { parseAmount, parseCurrency } from '../money/index.ts';
import { type JudgedDuplicate, judgeDuplicate, type OpenLine, type OpenRow } from './judge-duplicate.ts';

const EUR = parseCurrency('EUR');

/** "01-05 -50.00 CAFE LUNA": month and day of 2026, amount, text; "pending" in front of it for a pending one. */
function read(text: string) {
  const isPending = text.startsWith('pending ');
  const [day = '', amount = '', ...words] = text.replace('pending ', '').split(' ');
  return {
    date: parseCalendarDate(`2026-${day}`),
    amountMinor: parseAmount(amount, EUR).minor,
    texts: [words.join(' ')],
    isPending,
    externalId: null,
  };
}

const line = (text: string, more: Partial<OpenLine> = {}): OpenLine => ({ id: '1', ...read(text), ...more });
const row = (text: string, more: Partial<OpenRow> = {}): OpenRow => ({
  id: 'a',
  isTyped: false,
  isTransfer: false,
  ...read(text),
  ...more,
});

function zone(judged: Omit<JudgedDuplicate, 'ids'> & Partial<JudgedDuplicate>): string {
  const verdict = judgeDuplicate({ ids: 'unknown', ...judged });
  if (verdict === null || verdict.score < 60) return 'add';
  return verdict.isSure && verdict.score >= 90 ? 'skip' : 'ask';
}

describe('judgeDuplicate of a pending row and a posted line', () => {
  it('field note 3: with a tip, three days later, a new id and another name, it is asked', () => {
    const judged = {
      row: row('pending 01-05 -50.00 SQ *CAFE LUNA', { externalId: 'pend-81723' }),
      line: line('01-08 -57.50 CAFE LUNA BERLIN', { externalId: 'post-99120' }),
      ids: 'unknown',
    } as const;
    expect(zone(judged)).toBe('ask');
    expect(judgeDuplicate(judged)?.reasons).toEqual([
      'The amount is 15 % more than the pending one, as with a tip.',
      'It is posted 3 days after the pending one.',
      'The texts name the same.',
      'The row here is pending, and the file has it no more.',
    ]);
  });

  it.each([
    ['the same amount and name', '01-07 -50.10 CAFE LUNA', 'skip'],
    ['the same amount, a week later', '01-12 -50.10 CAFE LUNA', 'skip'],
    ['the same amount, nine days later', '01-14 -50.10 CAFE LUNA', 'ask'],
    ['the same amount, another name', '01-07 -50.10 TRATTORIA SOLE', 'ask'],
    ['the same amount, no name', '01-07 -50.10 POS 4711', 'ask'],
    ['a day before', '01-04 -50.10 CAFE LUNA', 'skip'],
    ['three days before', '01-02 -50.10 CAFE LUNA', 'add'],
    ['fifteen days later', '01-20 -50.10 CAFE LUNA', 'add'],
    ['another amount and name', '01-07 -52.00 SHELL TANKSTELLE', 'add'],
    ['less at a table, where nothing is held', '01-07 -21.40 CAFE LUNA', 'add'],
    ['thrice the amount', '01-07 -151.00 CAFE LUNA', 'add'],
    ['money that comes back', '01-07 50.10 CAFE LUNA', 'add'],
  ])('%s: %s is %s', (_, text, expected) => {
    expect(zone({ row: row('pending 01-05 -50.10 CAFE LUNA'), line: line(text) })).toBe(expected);
  });

  it.each([
    ['a settled hold', 'pending 01-05 -100.00 SHELL 8821', '01-07 -43.20 SHELL 8821', 'ask'],
    ['a pump that asks for one unit', 'pending 01-05 -1.00 SHELL 8821', '01-06 -46.12 SHELL 8821', 'ask'],
    ['one unit elsewhere', 'pending 01-05 -1.00 APPLE.COM/BILL', '01-06 -9.99 APPLE.COM/BILL', 'add'],
    ['more than a tank holds', 'pending 01-05 -1.00 SHELL 8821', '01-06 -300.01 SHELL 8821', 'add'],
    ['another rate, ten days later', 'pending 01-05 -86.44 HARRODS', '01-15 -86.91 HARRODS GBP 74.50', 'ask'],
    ['more, ten days later', 'pending 01-05 -86.44 HARRODS', '01-15 -91.10 HARRODS', 'add'],
    ['corrected on its day', 'pending 01-05 -100.00 ARAL 12', 'pending 01-05 -71.39 ARAL 12', 'ask'],
    ['another one a day later', 'pending 01-05 -100.00 ARAL 12', 'pending 01-06 -71.39 ARAL 12', 'add'],
    [
      'a text without a name that stays',
      'pending 01-05 -18.37 CARD PAYMENT',
      '01-06 -18.37 Card payment',
      'skip',
    ],
    ['another business of one name', 'pending 01-05 -18.50 UBER *TRIP', '01-06 -21.30 UBER *EATS', 'add'],
    ['fuel and goods', 'pending 01-05 -175.00 COSTCO GAS', '01-06 -142.66 COSTCO WHSE', 'add'],
  ])('%s: %s, then %s is %s', (...[, before, after, expected]) => {
    expect(zone({ row: row(before), line: line(after) })).toBe(expected);
  });

  it('a tip of so many per cent is likelier than another one', () => {
    const points = (posted: string) =>
      judgeDuplicate({ ids: 'unknown', row: row('pending 01-05 -30.00 BAR ROUGE'), line: line(posted) })
        ?.points;
    // 38 less 16 x 20/35, and 6 for the even share; 38 less 16 x 19/35.
    expect(points('01-07 -36.00 BAR ROUGE')).toBe(38 - 9 + 6 + 16 + 35 + 20);
    expect(points('01-07 -35.70 BAR ROUGE')).toBe(38 - 9 + 16 + 35 + 20);
  });

  it("the bank's own id makes a tip certain, unless the bank renumbers or the id is a counter", () => {
    const pair = (id: string, ids: JudgedDuplicate['ids']) =>
      zone({
        ids,
        row: row('pending 01-05 -50.00 CARD HOLD', { externalId: id }),
        line: line('01-08 -57.50 CAFE LUNA', { externalId: id }),
      });
    expect(pair('7712839912', 'unknown')).toBe('skip');
    expect(pair('7712839912', 'renumbered')).toBe('ask');
    expect(pair('12', 'unknown')).toBe('ask');
    // Two files that begin alike make a counter look as if it were kept.
    expect(pair('12', 'stable')).toBe('ask');
    expect(pair('TRANSFER', 'unknown')).toBe('ask');
    expect(pair('row-2', 'unknown')).toBe('ask');
    expect(pair('20260105', 'unknown')).toBe('ask');
  });

  it('an id under another amount and another name is asked about', () => {
    const pair = (text: string) =>
      zone({
        row: row('pending 01-05 -50.00 CAFE LUNA', { externalId: 'p-4711998' }),
        line: line(text, { externalId: 'p-4711998' }),
      });
    expect(pair('01-07 -57.50 CAFE LUNA')).toBe('skip');
    expect(pair('01-07 -57.50 SHELL TANKSTELLE')).toBe('ask');
    expect(pair('01-07 -50.00 SHELL TANKSTELLE')).toBe('skip');
  });

  it('a leg of a transfer keeps its amount', () => {
    const leg = row('pending 01-05 -50.00 CAFE LUNA', { isTransfer: true });
    expect(zone({ row: leg, line: line('01-06 -51.00 CAFE LUNA') })).toBe('add');
    expect(zone({ row: leg, line: line('01-06 -50.00 CAFE LUNA') })).toBe('skip');
  });

  it('a pending line that comes after its posting is the posted row', () => {
    expect(zone({ row: row('01-08 -50.10 CAFE LUNA'), line: line('pending 01-05 -50.10 CAFE LUNA') })).toBe(
      'skip',
    );
    expect(zone({ row: row('01-01 -50.10 CAFE LUNA'), line: line('pending 01-05 -50.10 CAFE LUNA') })).toBe(
      'add',
    );
  });
});

describe('judgeDuplicate of two posted rows', () => {
  it.each([
    ['the same day, nearly the same text', '01-05 -12.37 REWE SAGT DANKE 4711', 'skip'],
    ['a day later', '01-06 -12.37 REWE SAGT DANKE', 'ask'],
    ['four days later', '01-09 -12.37 REWE SAGT DANKE', 'ask'],
    ['five days later', '01-10 -12.37 REWE SAGT DANKE', 'add'],
    ['the same day, another text', '01-05 -12.37 POS KARTENZAHLUNG NR 8812', 'ask'],
    ['the same day, a seldom amount, a name nearly the same', '01-05 -12.37 REWE DANKT', 'skip'],
    ['two days later, another name', '01-07 -12.37 SHELL TANKSTELLE', 'add'],
    ['a cent more', '01-05 -12.38 REWE SAGT DANKE', 'add'],
  ])('%s: %s is %s', (_, text, expected) => {
    expect(zone({ row: row('01-05 -12.37 REWE SAGT DANKE'), line: line(text) })).toBe(expected);
  });

  it.each([
    ['one cheque in two words', '-75.40 CHEQUE 000311', '-75.40 CHQ 311', 'skip'],
    ['two invoices', '-119.23 HOSTING GMBH RG 1001', '-119.23 HOSTING GMBH RG 1002', 'ask'],
    ['two instalments', '-33.33 IKEA RATE 1', '-33.33 IKEA RATE 2', 'ask'],
    ['two parts of ten', '-129.90 MAGAZINE LUIZA PARC 02/10', '-129.90 MAGAZINE LUIZA PARC 05/06', 'ask'],
    ['two times of a day', '-50.00 BANCOMAT ORE 09:12', '-50.00 BANCOMAT ORE 21:40', 'ask'],
    ['one time, told twice', '-61.44 JET 0712 17:44', '-61.44 JET TANKSTELLE 0712 17:44', 'skip'],
    ['two persons', '-33.33 ZELLE TO A SMITH', '-33.33 ZELLE TO B SMITH', 'ask'],
    ['two cheques', '-75.40 CHEQUE 000311', '-75.40 CK 312', 'add'],
    ['a common amount and a name nearly the same', '-12.50 KITA NORD MAX', '-12.50 KITA NORD MIA', 'ask'],
    ['two bills of one company', '-35.00 STADTWERKE STROM', '-35.00 STADTWERKE WASSER', 'add'],
    ['a wage and a bonus', '500.00 FIRMA KRANZ GEHALT', '500.00 FIRMA KRANZ BONUS', 'add'],
  ])('%s: %s and %s on one day is %s', (...[, here, text, expected]) => {
    expect(zone({ row: row(`01-05 ${here}`), line: line(`01-05 ${text}`) })).toBe(expected);
  });

  it('two ids of a bank that keeps its ids are two rows', () => {
    const pair = (ids: JudgedDuplicate['ids']) =>
      zone({
        ids,
        row: row('01-05 -12.37 REWE', { externalId: 'a-1000001' }),
        line: line('01-05 -12.37 REWE MARKT', { externalId: 'a-1000002' }),
      });
    expect(pair('stable')).toBe('add');
    expect(pair('unknown')).toBe('skip');
  });

  it('a row that a person typed is never taken without asking, whatever it was called', () => {
    const typed = row('01-05 -900.00 Rent', { isTyped: true });
    expect(zone({ row: typed, line: line('01-05 -900.00 Rent') })).toBe('ask');
    expect(zone({ row: typed, line: line('01-07 -900.00 HAUSVERWALTUNG MEIER') })).toBe('ask');
    expect(zone({ row: typed, line: line('01-11 -900.00 HAUSVERWALTUNG MEIER') })).toBe('add');
  });
});
