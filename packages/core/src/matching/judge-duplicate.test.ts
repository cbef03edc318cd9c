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
    ['a settled hold', '01-07 -21.40 CAFE LUNA', 'ask'],
    ['thrice the amount', '01-07 -151.00 CAFE LUNA', 'add'],
    ['money that comes back', '01-07 50.10 CAFE LUNA', 'add'],
  ])('%s: %s is %s', (_, text, expected) => {
    expect(zone({ row: row('pending 01-05 -50.10 CAFE LUNA'), line: line(text) })).toBe(expected);
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
    ['two days later, another name', '01-07 -12.37 SHELL TANKSTELLE', 'add'],
    ['a cent more', '01-05 -12.38 REWE SAGT DANKE', 'add'],
  ])('%s: %s is %s', (_, text, expected) => {
    expect(zone({ row: row('01-05 -12.37 REWE SAGT DANKE'), line: line(text) })).toBe(expected);
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
