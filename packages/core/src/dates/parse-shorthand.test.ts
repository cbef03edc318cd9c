import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from './calendar-date.ts';
import { type DateOrder, parseShorthand } from './parse-shorthand.ts';

/** Thursday 12 March 2026, unless a test says otherwise. */
function parse(text: string, order: DateOrder = 'dmy', today = '2026-03-12'): string | null {
  return parseShorthand(text, { today: parseCalendarDate(today), order });
}

describe('parseShorthand', () => {
  it.each([
    ['15', '2026-03-15'],
    ['1', '2026-03-01'],
    ['31', '2026-03-31'],
    ['-1', '2026-03-11'],
    ['\u22121', '2026-03-11'],
    ['-12', '2026-02-28'],
    ['+3', '2026-03-15'],
    ['today', '2026-03-12'],
    ['Yesterday', '2026-03-11'],
    ['tomorrow', '2026-03-13'],
    ['thu', '2026-03-12'],
    ['mon', '2026-03-09'],
    ['FRI', '2026-03-06'],
    ['sunday', '2026-03-08'],
    ['3/12', '2025-12-03'],
    ['3.4.', '2026-04-03'],
    ['3/12/26', '2026-12-03'],
    ['03.12.2026', '2026-12-03'],
    ['2026-12-03', '2026-12-03'],
    [' 2026/12/3 ', '2026-12-03'],
  ])('reads %s as %s where the day comes first', (text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  it('follows the order of the locale', () => {
    expect(parse('3/12', 'mdy')).toBe('2026-03-12');
    expect(parse('3/12/26', 'mdy')).toBe('2026-03-12');
    expect(parse('3/12', 'ymd')).toBe('2026-03-12');
    expect(parse('26/3/12', 'ymd')).toBe('2026-03-12');
    expect(parse('2026-03-12', 'mdy')).toBe('2026-03-12');
  });

  it('takes the year that brings a date closest to today', () => {
    expect(parse('30/12', 'dmy', '2026-01-05')).toBe('2025-12-30');
    expect(parse('2/1', 'dmy', '2026-12-20')).toBe('2027-01-02');
    expect(parse('29/2', 'dmy', '2027-06-01')).toBe('2028-02-29');
  });

  it('goes back to the month that has the day', () => {
    expect(parse('31', 'dmy', '2026-06-01')).toBe('2026-05-31');
    expect(parse('30', 'dmy', '2026-02-10')).toBe('2026-01-30');
  });

  it('understands weekdays of the language of the user and English', () => {
    const weekdays = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];
    const context = { today: parseCalendarDate('2026-03-12'), order: 'dmy' as const, weekdays };
    expect(parseShorthand('mi', context)).toBe('2026-03-11');
    expect(parseShorthand('wed', context)).toBe('2026-03-11');
    expect(parseShorthand('m', context)).toBeNull();
  });

  it.each([
    '',
    'x',
    '32',
    '0',
    '30/2',
    '13/13',
    '2026-02-30',
    't',
    '2026',
    '3/12/126',
    '-',
    '1/2/3/4',
    '15x',
  ])('refuses %s', (text) => {
    expect(parse(text)).toBeNull();
  });
});
