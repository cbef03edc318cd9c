import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import { signOf } from './decimal-text.ts';
import { amountText } from './format-amount.ts';
import { formatDay, formatFullDay, formatNumericDay } from './format-day.ts';
import { dateOrder, decimalMark, weekdayNames } from './notation.ts';

describe('amountText', () => {
  it('groups by locale and writes a true minus', () => {
    expect(amountText('-1234567.5', { locale: 'en-US', currency: 'USD' })).toBe('\u2212$1,234,567.50');
    expect(amountText('-1234567.5', { locale: 'de-DE', currency: 'EUR' })).toBe('\u22121.234.567,50\u00a0€');
    expect(amountText('1234567.5', { locale: 'en-IN', currency: 'INR' })).toBe('₹12,34,567.50');
  });

  it('leaves the currency out without a trace', () => {
    expect(amountText('1234.5', { locale: 'de-DE', currency: 'EUR', currencyDisplay: 'none' })).toBe(
      '1.234,50',
    );
    expect(amountText('12', { locale: 'en-US', currency: 'USD', currencyDisplay: 'none' })).toBe('12.00');
  });

  it('keeps the digits of the currency', () => {
    expect(amountText('1500', { locale: 'en-US', currency: 'JPY' })).toBe('¥1,500');
    expect(amountText('1.5', { locale: 'en-US', currency: 'KWD', currencyDisplay: 'none' })).toBe('1.500');
  });

  it('never goes through a float', () => {
    const format = { locale: 'en-US', currency: 'USD', currencyDisplay: 'none' } as const;
    expect(amountText('90071992547409931234.57', format)).toBe('90,071,992,547,409,931,234.57');
  });

  it('writes a plus only for a change above zero', () => {
    const format = { locale: 'en-US', currency: 'USD', sign: 'always' } as const;
    expect(amountText('5', format)).toBe('+$5.00');
    expect(amountText('0.00', format)).toBe('$0.00');
    expect(amountText('-0.00', format)).toBe('$0.00');
  });

  it('refuses what is not a decimal', () => {
    expect(() => amountText('12,5', { locale: 'en-US', currency: 'USD' })).toThrow(RangeError);
    expect(() => amountText('Infinity', { locale: 'en-US', currency: 'USD' })).toThrow(RangeError);
  });
});

describe('signOf', () => {
  it.each([
    ['-0.01', -1],
    ['0.00', 0],
    ['-0', 0],
    ['0.10', 1],
  ])('of %s is %i', (decimal, expected) => {
    expect(signOf(decimal)).toBe(expected);
  });
});

describe('formatDay', () => {
  const context = { locale: 'en-GB', today: parseCalendarDate('2026-03-12') };
  it.each([
    ['2026-03-12', 'today'],
    ['2026-03-11', 'yesterday'],
    ['2026-03-06', 'Friday'],
    ['2026-03-05', '5 Mar'],
    ['2026-03-13', '13 Mar'],
    ['2025-12-31', '31 Dec 2025'],
  ])('writes %s as %s', (date, expected) => {
    expect(formatDay(parseCalendarDate(date), context)).toBe(expected);
  });

  it('writes full and numeric dates', () => {
    const date = parseCalendarDate('2026-03-05');
    expect(formatFullDay(date, 'en-GB')).toBe('5 March 2026');
    expect(formatNumericDay(date, 'en-GB')).toBe('05/03/2026');
    expect(formatNumericDay(date, 'de-DE')).toBe('05.03.2026');
  });
});

describe('notation', () => {
  it('knows how a locale writes numbers and dates', () => {
    expect([decimalMark('en-US'), decimalMark('de-DE'), decimalMark('de-CH')]).toEqual(['.', ',', '.']);
    expect([dateOrder('en-US'), dateOrder('en-GB'), dateOrder('sv-SE')]).toEqual(['mdy', 'dmy', 'ymd']);
    expect(weekdayNames('de-DE')[0]).toBe('Montag');
    expect(weekdayNames('en-US')[6]).toBe('Sunday');
  });
});
