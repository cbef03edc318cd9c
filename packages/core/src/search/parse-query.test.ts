import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../dates/index.ts';
import { leavesOf, parseQuery, printQuery } from './index.ts';

const context = { today: parseCalendarDate('2026-03-18') };

/** How a query is read, written back; or its problem: position+length, message. */
function read(text: string): string {
  const parsed = parseQuery(text, context);
  if (parsed.ok) return printQuery(parsed.query);
  const { position, length, message } = parsed.problem;
  return `${position}+${length} ${message}`;
}

describe('parseQuery reads', () => {
  it.each([
    ['', ''],
    ['  ', ''],
    ['coffee', 'coffee'],
    ['coffee  shop', 'coffee shop'],
    ['e-mail', 'e-mail'],
    ['12:30', '12:30'],
    ['http://shop.example', 'http://shop.example'],
    ['-coffee', '-coffee'],
    ['--coffee', '--coffee'],
    ['"corner shop"', '"corner shop"'],
    ['"say ""hi"""', '"say ""hi"""'],
    ['-"corner shop" bread', '-"corner shop" bread'],
    ['rent or mortgage', 'rent or mortgage'],
    ['a b OR c', 'a b or c'],
    ['(rent or mortgage) amount:>500', '(rent or mortgage) amount:>500'],
    ['(a b) c', 'a b c'],
    ['a or (b or c)', 'a or b or c'],
    ['-(a or b)', '-(a or b)'],
    ['orange', 'orange'],
    ['amount:>50', 'amount:>50'],
    ['amount:>=50', 'amount:>=50'],
    ['amount:<=20.50', 'amount:<=20.50'],
    ['amount:=12.50', 'amount:12.50'],
    ['amount:12.50', 'amount:12.50'],
    ['amount:10..20', 'amount:10..20'],
    ['amount:..20', 'amount:<=20'],
    ['amount:10..', 'amount:>=10'],
    ['amount:<-50', 'amount:<-50'],
    ['amount:\u221250', 'amount:-50'],
    ['amount:>+50', 'amount:>+50'],
    ['amount:-20..-10', 'amount:-20..-10'],
    ['amount:-10..10', 'amount:-10..+10'],
    ['category:food', 'category:food'],
    ['Category:"Food & drink"', 'category:"Food & drink"'],
    ['category:Food/Groceries', 'category:Food/Groceries'],
    ['category:none', 'is:uncategorised'],
    ['category:"none"', 'category:"none"'],
    ['payee:none', '-has:payee'],
    ['tag:none', '-has:tags'],
    ['after:2026-01-31', 'since:2026-02-01'],
    ['before:2026-03-01', 'until:2026-02-28'],
    ['after:2025', 'since:2026-01-01'],
    ['before:2026-03', 'until:2026-02-28'],
    ['since:2026-02', 'since:2026-02-01'],
    ['until:2026-02', 'until:2026-02-28'],
    ['on:2026-01-05', 'date:2026-01-05'],
    ['date:2024-02', 'date:2024-02-01..2024-02-29'],
    ['date:2026', 'date:2026-01-01..2026-12-31'],
    ['date:2026-01..2026-03', 'date:2026-01-01..2026-03-31'],
    ['date:2026-01..', 'since:2026-01-01'],
    ['date:..2026-01-15', 'until:2026-01-15'],
    ['date:today', 'date:2026-03-18'],
    ['date:yesterday', 'date:2026-03-17'],
    ['date:this-week', 'date:2026-03-16..2026-03-22'],
    ['date:last-week', 'date:2026-03-09..2026-03-15'],
    ['date:Last-Month', 'date:2026-02-01..2026-02-28'],
    ['date:last-year', 'date:2025-01-01..2025-12-31'],
    ['date:last-30-days', 'date:2026-02-17..2026-03-18'],
    ['after:last-month', 'since:2026-03-01'],
    ['type:expense', 'type:expense'],
    ['status:Pending', 'status:pending'],
    ['is:pending', 'status:pending'],
    ['is:transfer', 'type:transfer'],
    ['is:uncategorized', 'is:uncategorised'],
    ['is:split', 'has:split'],
    ['has:attachments', 'has:attachment'],
    ['currency:eur', 'currency:EUR'],
    ['id:0190A1B2-0000-7000-8000-000000000001', 'id:0190a1b2-0000-7000-8000-000000000001'],
  ])('%s as %s', (text, printed) => {
    expect(read(text)).toBe(printed);
  });

  it('a week that begins on Sunday', () => {
    const parsed = parseQuery('date:this-week', { ...context, weekStart: 7 });
    expect(parsed.ok && printQuery(parsed.query)).toBe('date:2026-03-15..2026-03-21');
  });

  it('where each condition stands', () => {
    const parsed = parseQuery('rent  -category:"a b" (x or amount:>5)', context);
    const spans = parsed.ok ? leavesOf(parsed.query).map(({ span }) => [span.position, span.length]) : [];
    expect(spans).toEqual([
      [0, 4],
      [7, 14],
      [23, 1],
      [28, 9],
    ]);
  });
});

describe('parseQuery points at', () => {
  it.each([
    ['after:', '0+6 after: wants a date like 2026-01-31'],
    ['x after:soon', '8+4 after: wants a date like 2026-01-31'],
    ['before:2026-02-30', '7+10 before: wants a date like 2026-01-31'],
    ['after:2026-01..2026-02', '6+16 after: wants one date'],
    ['date:2026-03..2026-01', '5+16 the range ends before it begins'],
    ['after:9999', '6+4 there is no day after that'],
    ['before:0001', '7+4 there is no day before that'],
    ['date:..', '5+2 date: wants a date like 2026-01-31'],
    ['amount:', '0+7 amount: wants an amount like 12.50, >50 or 10..20'],
    ['amount:abc', '7+3 amount: wants an amount like 12.50, >50 or 10..20'],
    ['amount:1,50', '7+4 amount: wants an amount like 12.50, >50 or 10..20'],
    ['amount:20..10', '7+6 the range ends below its beginning'],
    ['amount:..', '7+2 amount: wants an amount like 12.50, >50 or 10..20'],
    ['category:', '0+9 category: wants a name'],
    ['category:(food)', '0+9 category: wants a name'],
    ['payee:""', '0+8 payee: wants a name'],
    ['type:spending', '5+8 type: wants one of income, expense, transfer'],
    ['currency:EURO', '9+4 currency: wants a code like EUR'],
    ['id:12', '3+2 id: wants an id'],
    ['bread amuont:>5', '6+7 there is no operator "amuont:"'],
    ['a "b c', '2+4 this quote is not closed'],
    ['(a b', '0+1 this parenthesis is not closed'],
    ['(', '0+1 this parenthesis is not closed'],
    ['a)', '1+1 no parenthesis is open here'],
    ['a () b', '2+2 there is nothing in these parentheses'],
    ['or a', '0+2 "or" stands between two conditions'],
    ['a or', '2+2 "or" stands between two conditions'],
    ['a or or b', '2+2 "or" stands between two conditions'],
    ['a - b', '2+1 "-" leaves out what stands right behind it'],
    ['a & b', '2+1 there is nothing to look for in "&"'],
    ['""', '0+2 there is nothing to look for in these quotes'],
    [`${'('.repeat(12)}a`, '10+1 this is nested too deep'],
    ['a '.repeat(41), '80+2 a search has up to 40 conditions'],
    ['a'.repeat(501), '500+1 a search has up to 500 characters'],
  ])('%s: %s', (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  it.each([
    ['amuont:>5', 'Did you mean amount:? To look for the text itself, put it in quotes.'],
    ['type:expnse', 'Did you mean type:expense?'],
    ['amount:1,50', 'Write the decimals behind a point, and thousands without a mark.'],
    ['after:31.1.2026', '"31.1.2026" is no day of the calendar written year, month, day.'],
    ['after:2026-01..2026-02', 'For a range write date:2026-01..2026-02.'],
  ])('%s, with a hint', (text, hint) => {
    const parsed = parseQuery(text, context);
    expect(parsed.ok ? null : parsed.problem.hint).toBe(hint);
  });

  it('a word for a day when nobody says which day it is', () => {
    const parsed = parseQuery('date:last-month');
    expect(parsed.ok ? null : parsed.problem.message).toBe('"last-month" needs to know which day it is');
  });
});
