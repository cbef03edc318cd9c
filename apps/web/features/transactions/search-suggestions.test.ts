import { describe, expect, it } from 'vitest';
import { suggest } from './search-suggestions.ts';

const names = {
  accounts: ['Giro', 'Holiday savings'],
  categories: ['Food', 'Food & drink', 'Rent'],
  payees: ['Corner Shop', 'Müller'],
  tags: ['trip'],
};

/** Labels for a text whose caret is the bar. */
function labels(marked: string): string[] {
  return suggest(marked.replace('|', ''), marked.indexOf('|'), names).map(({ label }) => label);
}

/** The text after the first suggestion is taken, with its caret. */
function taken(marked: string): string {
  const [first] = suggest(marked.replace('|', ''), marked.indexOf('|'), names);
  return first ? `${first.text.slice(0, first.caret)}|${first.text.slice(first.caret)}` : '';
}

describe('suggest', () => {
  it.each([
    ['am|', ['amount:']],
    ['bread ca|', ['category:']],
    ['-ac|', ['account:']],
    ['(pay|', ['payee:']],
    ['bread xy|', []],
    ['type:|', ['income', 'expense', 'transfer']],
    ['is:un|', ['uncategorised']],
    ['category:fo|', ['Food', 'Food & drink']],
    ['category:dr|', ['Food & drink']],
    ['-category:"food & d|', ['Food & drink']],
    ['payee:mull|', ['Müller']],
    ['account:sav|', ['Holiday savings']],
    ['tag:|', ['trip', 'none']],
    ['date:last|', ['last-week', 'last-month', 'last-year']],
    ['since:tod|', ['today']],
    ['amount:|', []],
    ['nonsense:|', []],
  ])('%s: %j', (marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });

  it('offers every operator for an empty box', () => {
    expect(labels('|')).toContain('amount:');
    expect(labels('|').length).toBeGreaterThan(12);
  });

  it.each([
    ['am|', 'amount:|'],
    ['bread ca| rolls', 'bread category:|rolls'],
    ['account:sav|', 'account:"Holiday savings" |'],
    ['-category:re| bread', '-category:Rent |bread'],
    ['(tag:tr|', '(tag:trip |'],
  ])('%s taken is %s', (marked, expected) => {
    expect(taken(marked)).toBe(expected);
  });
});
