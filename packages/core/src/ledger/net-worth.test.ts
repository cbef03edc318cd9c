import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../dates/index.ts';
import { parseCurrency } from '../money/index.ts';
import { createRateTable, parseRate } from '../rates/index.ts';
import { type Holding, isLiability, netWorth } from './index.ts';

const EUR = parseCurrency('EUR');
const USD = parseCurrency('USD');
const JPY = parseCurrency('JPY');
const holding = (type: string, balanceMinor: bigint, currency = EUR): Holding => ({
  type,
  currency,
  balanceMinor,
});

describe('net worth under every sign convention (field note 13)', () => {
  it('a card that owes 120.00 takes 120.00 off', () => {
    expect(netWorth([holding('checking', 100_000n), holding('credit', -12_000n)], EUR)).toEqual({
      assetsMinor: 100_000n,
      liabilitiesMinor: 12_000n,
      netWorthMinor: 88_000n,
      converted: [],
      unconverted: [],
    });
  });

  it('an overpaid card adds what it holds, and its liability is negative', () => {
    expect(netWorth([holding('checking', 100_000n), holding('credit', 2_500n)], EUR)).toEqual({
      assetsMinor: 100_000n,
      liabilitiesMinor: -2_500n,
      netWorthMinor: 102_500n,
      converted: [],
      unconverted: [],
    });
  });

  it('an empty account and no account at all are zero', () => {
    const sums = { assetsMinor: 0n, liabilitiesMinor: 0n, netWorthMinor: 0n };
    const nothing = { ...sums, converted: [], unconverted: [] };
    expect(netWorth([holding('credit', 0n), holding('savings', 0n)], EUR)).toEqual(nothing);
    expect(netWorth([], EUR)).toEqual(nothing);
  });

  it('an overdrawn asset stays on its side, below zero', () => {
    expect(netWorth([holding('checking', -5_000n)], EUR)).toMatchObject({
      assetsMinor: -5_000n,
      liabilitiesMinor: 0n,
    });
  });

  it('counts loans, mortgages and other liabilities as owed, and everything else as owned', () => {
    const types = [
      'checking',
      'savings',
      'cash',
      'investment',
      'property',
      'vehicle',
      'other_asset',
      'credit',
      'loan',
      'mortgage',
      'other_liability',
    ];
    expect(types.filter(isLiability)).toEqual(['credit', 'loan', 'mortgage', 'other_liability']);
  });

  it('signed from the owner and as amounts owed, both conventions give the same net worth', () => {
    const anyHolding = fc.record({
      type: fc.constantFrom('checking', 'cash', 'credit', 'loan'),
      currency: fc.constant(EUR),
      balanceMinor: fc.bigInt(-(10n ** 15n), 10n ** 15n),
    });
    fc.assert(
      fc.property(fc.array(anyHolding, { maxLength: 8 }), (holdings) => {
        const worth = netWorth(holdings, EUR);
        const signedSum = holdings.reduce((sum, each) => sum + each.balanceMinor, 0n);
        expect(worth.netWorthMinor).toBe(signedSum);
        expect(worth.assetsMinor - worth.liabilitiesMinor).toBe(signedSum);
      }),
    );
  });
});

describe('currencies without a known rate', () => {
  it('stand apart, alphabetical, and never count as 1', () => {
    const holdings = [
      holding('cash', 1_000n, USD),
      holding('checking', 5_000n),
      holding('credit', -300n, JPY),
    ];
    expect(netWorth(holdings, EUR)).toEqual({
      assetsMinor: 5_000n,
      liabilitiesMinor: 0n,
      netWorthMinor: 5_000n,
      converted: [],
      unconverted: [
        { currency: 'JPY', assetsMinor: 0n, liabilitiesMinor: 300n, netWorthMinor: -300n, unknown: null },
        { currency: 'USD', assetsMinor: 1_000n, liabilitiesMinor: 0n, netWorthMinor: 1_000n, unknown: null },
      ],
    });
  });
});

describe('currencies with a known rate', () => {
  const day = parseCalendarDate('2026-03-16');
  const rates = createRateTable([
    { base: EUR, quote: USD, date: day, rate: parseRate('1.25'), source: 'ecb' },
  ]);
  const worth = netWorth(
    [
      holding('checking', 100_000n),
      holding('cash', 10_001n, USD),
      holding('credit', -5_000n, USD),
      holding('cash', 900n, JPY),
    ],
    EUR,
    (currency) => rates.lookup(currency, EUR, day),
  );

  it('count in the base currency, each side rounded once, and are shown with their rate', () => {
    // 100.01 USD / 1.25 = 80.008 EUR; 50.00 USD / 1.25 = 40.00 EUR.
    expect(worth).toMatchObject({ assetsMinor: 108_001n, liabilitiesMinor: 4_000n, netWorthMinor: 104_001n });
    expect(worth.converted).toMatchObject([
      {
        currency: 'USD',
        netWorthMinor: 5_001n,
        inBase: { assetsMinor: 8_001n, liabilitiesMinor: 4_000n, netWorthMinor: 4_001n },
        rate: { date: '2026-03-16', via: null },
      },
    ]);
  });

  it('field note 12: leave one without a rate apart, never counted as 1', () => {
    expect(worth.unconverted).toMatchObject([
      { currency: 'JPY', netWorthMinor: 900n, unknown: { kind: 'unknown', last: null } },
    ]);
  });
});
