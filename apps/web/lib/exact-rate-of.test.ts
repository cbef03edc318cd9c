import type { RateUsed } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import { exactRateOf } from './exact-rate-of.ts';

const date = parseCalendarDate('2026-03-16');
const leg = (base: string, quote: string, rate: string) => ({
  base,
  quote,
  rate,
  date,
  source: 'ecb' as const,
});
const used = (from: string, to: string, legs: RateUsed['legs']): RateUsed => ({
  from,
  to,
  rate: '0',
  date,
  isFallback: false,
  isPinned: false,
  via: null,
  legs,
});

describe('the exact rate behind one that is shown', () => {
  it.each([
    ['as quoted', used('EUR', 'USD', [leg('EUR', 'USD', '1.25')]), 5n, 4n],
    ['inverse', used('USD', 'EUR', [leg('EUR', 'USD', '1.25')]), 4n, 5n],
    ['through the euro', used('USD', 'GBP', [leg('EUR', 'USD', '1.2'), leg('EUR', 'GBP', '0.8')]), 2n, 3n],
    ['of a currency in itself', used('EUR', 'EUR', []), 1n, 1n],
  ])('%s', (...[, rate, numerator, denominator]) => {
    expect(exactRateOf(rate)).toEqual({ numerator, denominator });
  });
});
