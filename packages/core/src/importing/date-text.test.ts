import { describe, expect, it } from 'vitest';
import { type DateOrder, datePattern, looksLikeDate, readDate } from './date-text.ts';

describe('readDate', () => {
  it.each<[string, DateOrder, string]>([
    ['2026-08-03', 'ymd', '2026-08-03'],
    ['2026/8/3', 'ymd', '2026-08-03'],
    ['20260803', 'ymd', '2026-08-03'],
    ['20260803123456', 'ymd', '2026-08-03'],
    ['260803', 'ymd', '2026-08-03'],
    ['03/08/2026', 'dmy', '2026-08-03'],
    ['03/08/2026', 'mdy', '2026-03-08'],
    ['8/3/2026', 'mdy', '2026-08-03'],
    ['03.08.26', 'dmy', '2026-08-03'],
    ['3. 8. 2026', 'dmy', '2026-08-03'],
    ['03-08-2026', 'dmy', '2026-08-03'],
    ['03082026', 'dmy', '2026-08-03'],
    ['2026-08-03 12:34:56 +0000', 'ymd', '2026-08-03'],
    ['2026-08-03T23:59:59.123Z', 'ymd', '2026-08-03'],
    ['08/03/2026 11:15 PM', 'mdy', '2026-08-03'],
    ['3 Sept 2026', 'dmy', '2026-09-03'],
    ['03 Jun 2026', 'mdy', '2026-06-03'],
    ['Jun 3, 2026', 'dmy', '2026-06-03'],
    ['3-Sep-26', 'dmy', '2026-09-03'],
    ['3. März 2026', 'dmy', '2026-03-03'],
    ['3 mrt 2026', 'dmy', '2026-03-03'],
    ['1er août 2026', 'dmy', '2026-08-01'],
    ['3 de agosto de 2026', 'dmy', '2026-08-03'],
    ['3 gennaio 2026', 'dmy', '2026-01-03'],
    ['3 dez 2026', 'dmy', '2026-12-03'],
    ['Mon 3 Aug 2026', 'dmy', '2026-08-03'],
    ['2026-08-03', 'dmy', '2026-08-03'],
    ['29/02/2024', 'dmy', '2024-02-29'],
    ['01/01/70', 'dmy', '1970-01-01'],
    ['01/01/69', 'dmy', '2069-01-01'],
  ])('%s as %s', (text, order, expected) => {
    expect(readDate(text, order)).toBe(expected);
  });

  it.each<[string, DateOrder]>([
    ['', 'ymd'],
    ['25/05/2017', 'mdy'],
    ['30/02/2026', 'dmy'],
    ['29/02/2023', 'dmy'],
    ['12', 'dmy'],
    ['1-2/2026', 'dmy'],
    ['3 Foo 2026', 'dmy'],
    ['Total 2026', 'dmy'],
    ['03 Jun 2026 and 04 Jun 2026', 'dmy'],
    ['0'.repeat(200), 'ymd'],
  ])('%s is no date as %s', (text, order) => {
    expect(readDate(text, order)).toBeNull();
  });
});

describe('looksLikeDate', () => {
  it.each(['2026-08-03', '20260803', '3/8/26', '3 août 2026'])('%s does', (text) => {
    expect(looksLikeDate(text)).toBe(true);
  });
  it.each(['12345678', '123456', '12.50', '12-34-56', 'Card 1234', '99991231'])('%s does not', (text) => {
    expect(looksLikeDate(text)).toBe(false);
  });
});

describe('datePattern', () => {
  it.each<[string, DateOrder, string]>([
    ['03/08/2026', 'dmy', 'DD/MM/YYYY'],
    ['8/3/26', 'mdy', 'M/D/YY'],
    ['20260803', 'ymd', 'YYYYMMDD'],
    ['2026-08-03 12:34:56 +0000', 'ymd', 'YYYY-MM-DD hh:mm'],
    ['3 Sept 2026', 'dmy', 'D MMM YYYY'],
  ])('%s as %s is %s', (text, order, expected) => {
    expect(datePattern(text, order)).toBe(expected);
  });
});
