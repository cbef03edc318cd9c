import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import { plotValue } from './plot-value.ts';
import { dayScale, dayTicks, valueTicks, verticalScale } from './scales.ts';

const MARGINS = { top: 10, bottom: 20 };

describe('verticalScale', () => {
  it('puts the highest value at the top and keeps zero in sight for bars', () => {
    const scale = verticalScale([50, 100], { height: 220, margins: MARGINS, withZero: true });
    expect(scale(100)).toBe(10);
    expect(scale(0)).toBe(200);
    expect(scale(50)).toBe(105);
  });

  it('keeps a flat line in the middle', () => {
    const scale = verticalScale([0, 0], { height: 220, margins: MARGINS, withZero: false });
    expect(scale(0)).toBe(105);
  });
});

describe('valueTicks', () => {
  it('are few, round and short', () => {
    const scale = verticalScale([-12_000, 31_000], { height: 220, margins: MARGINS, withZero: true });
    const labels = valueTicks(scale, { locale: 'en-US', currency: 'USD' }).map(({ label }) => label);
    expect(labels).toEqual(['\u2212$20K', '$0', '$20K', '$40K']);
  });
});

describe('an axis of values that hardly differ', () => {
  it.each([[[18_000, 18_000]], [[34_377, 34_379]], [[-412, -412]], [[1250, 1250]], [[1249, 1251]]])(
    'names each tick of %j differently',
    (values) => {
      const scale = verticalScale(values, { height: 220, margins: MARGINS, withZero: false });
      const labels = valueTicks(scale, { locale: 'en-US', currency: 'USD' }).map(({ label }) => label);
      expect(labels.length).toBeGreaterThan(2);
      expect(new Set(labels).size).toBe(labels.length);
    },
  );
});

describe('dayScale and dayTicks', () => {
  const first = parseCalendarDate('2026-01-01');
  const last = parseCalendarDate('2026-12-31');

  it('runs from 0 to 100 per cent', () => {
    const scale = dayScale(first, last);
    expect(scale(first)).toBe(0);
    expect(scale(last)).toBe(100);
    expect(dayScale(first, first)(first)).toBe(50);
  });

  it('marks the starts of quarters in a year', () => {
    const ticks = dayTicks(first, last, 'en-GB');
    expect(ticks.map(({ label }) => label)).toEqual(['Jan 26', 'Apr 26', 'Jul 26', 'Oct 26']);
    expect(ticks[0]?.position).toBe(0);
  });
});

describe('plotValue', () => {
  it('reads decimals and nothing else', () => {
    expect(plotValue('-12.50')).toBe(-12.5);
    expect(() => plotValue('12,50')).toThrow(RangeError);
    expect(() => plotValue('')).toThrow(RangeError);
  });
});
