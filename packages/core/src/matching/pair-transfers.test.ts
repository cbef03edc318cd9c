import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseCalendarDate } from '../dates/index.ts';
import { money, parseAmount, parseCurrency } from '../money/index.ts';
import { parseRate } from '../rates/index.ts';
import { type PairingRules, pairTransfers, type TransferCandidate } from './pair-transfers.ts';

/** "giro 03-01 -100.00 EUR": account, month and day of 2026, amount. */
function row(id: string, line: string, more: Partial<TransferCandidate> = {}): TransferCandidate {
  const [account = '', day = '', amount = '', code = ''] = line.split(' ');
  return {
    id,
    accountId: account,
    accountName: account,
    date: parseCalendarDate(`2026-${day}`),
    amount: parseAmount(amount, parseCurrency(code)),
    original: null,
    text: '',
    isTransfer: false,
    ...more,
  };
}

const RULES: PairingRules = {
  days: 5,
  rateOf: () => null,
  usualRateOf: () => null,
  isRejected: () => false,
};
const rateOf = (text: string): PairingRules => ({ ...RULES, rateOf: () => parseRate(text) });
const ids = (rows: readonly TransferCandidate[], rules = RULES) =>
  pairTransfers(rows, rules).map(({ paid, received }) => [paid.id, received.id]);

describe('pairTransfers', () => {
  it('pairs opposite amounts of two accounts, and says why', () => {
    const rows = [row('a', 'giro 03-01 -100.00 EUR'), row('b', 'savings 03-03 100.00 EUR')];
    const [pair] = pairTransfers(rows, RULES);
    expect(pair).toMatchObject({ paid: { id: 'a' }, received: { id: 'b' }, score: 72 });
    expect(pair?.reasons).toEqual(['What left is what arrived.', 'It arrived 2 days later.']);
  });

  it.each([
    ['the same account', 'giro 03-01 100.00 EUR'],
    ['the same direction', 'savings 03-01 -100.00 EUR'],
    ['another amount', 'savings 03-01 100.01 EUR'],
    ['six days later', 'savings 03-07 100.00 EUR'],
    ['six days earlier', 'savings 02-23 100.00 EUR'],
    ['another currency without a rate', 'dollars 03-01 100.00 USD'],
  ])('does not pair with %s', (_, other) => {
    expect(ids([row('a', 'giro 03-01 -100.00 EUR'), row('b', other)])).toEqual([]);
  });

  it.each([
    ['as far as days allows', 5, '03-06'],
    ['on the same day only', 0, '03-01'],
    ['before it left', 5, '02-24'],
  ])('pairs %s', (_, days, day) => {
    const rows = [row('a', 'giro 03-01 -100.00 EUR'), row('b', `savings ${day} 100.00 EUR`)];
    expect(ids(rows, { ...RULES, days })).toEqual([['a', 'b']]);
  });

  it('each row in its best pair: the near one takes the near one, the far one is left the far one', () => {
    const rows = [
      row('a1', 'giro 03-01 -100.00 EUR'),
      row('a2', 'giro 03-03 -100.00 EUR'),
      row('b1', 'savings 03-03 100.00 EUR'),
      row('b2', 'savings 03-05 100.00 EUR'),
    ];
    expect(ids(rows)).toEqual([
      ['a2', 'b1'],
      ['a1', 'b2'],
    ]);
    expect(pairTransfers(rows, RULES)[0]?.reasons).toContain('Other rows would fit, too.');
  });

  it('the name of the other account and a word for a transfer speak for a pair', () => {
    const rows = [
      row('a', 'giro 03-01 -100.00 EUR', { text: 'Überweisung an Savings' }),
      row('b', 'savings 03-01 100.00 EUR'),
      row('c', 'cash 03-01 100.00 EUR'),
    ];
    const [pair] = pairTransfers(rows, RULES);
    expect(pair?.received.id).toBe('b');
    expect(pair?.reasons).toEqual([
      'What left is what arrived.',
      'Both are of the same day.',
      'The text names the other account.',
      'The text speaks of a transfer.',
      'Other rows would fit, too.',
    ]);
  });

  it('a rejected pair is none, and its rows are free for others', () => {
    const rows = [
      row('a', 'giro 03-01 -100.00 EUR'),
      row('b', 'savings 03-01 100.00 EUR'),
      row('c', 'cash 03-04 100.00 EUR'),
    ];
    const isRejected: PairingRules['isRejected'] = (paid, received) => paid.id + received.id === 'ab';
    expect(ids(rows, { ...RULES, isRejected })).toEqual([['a', 'c']]);
  });
});

describe('pairTransfers across currencies', () => {
  const paid = row('a', 'giro 03-01 -100.00 EUR');

  it.each([
    // 100.00 EUR at 1.1 is 110.00 USD; 3 % of it is 3.30.
    ['on the rate', '110.00', 75],
    ['1 % below', '108.90', 70],
    ['3 % below', '106.70', 60],
    ['3 % above', '113.30', 60],
  ])('%s of the day: %s USD', (_, amount, score) => {
    const [pair] = pairTransfers([paid, row('b', `dollars 03-01 ${amount} USD`)], rateOf('1.1'));
    expect(pair?.score).toBe(score);
  });

  it.each(['106.69', '113.31'])('not more than 3 %% off the rate: %s USD', (amount) => {
    expect(ids([paid, row('b', `dollars 03-01 ${amount} USD`)], rateOf('1.1'))).toEqual([]);
  });

  it('says how far off it is', () => {
    const [pair] = pairTransfers([paid, row('b', 'dollars 03-01 108.90 USD')], rateOf('1.1'));
    expect(pair?.reasons[0]).toBe('What arrived is 1.0 % below the exchange rate of that day.');
  });

  it('the minor units of both currencies count: 100.00 EUR at 161.5 is 16150 JPY', () => {
    expect(ids([paid, row('b', 'yen 03-01 16150 JPY')], rateOf('161.5'))).toEqual([['a', 'b']]);
  });

  it('without a rate, by the original amount of either row', () => {
    const dollars = row('b', 'dollars 03-01 108.00 USD');
    const usd = (minor: bigint) => money(minor, parseCurrency('USD'));
    expect(ids([{ ...paid, original: usd(-10_800n) }, dollars])).toEqual([['a', 'b']]);
    expect(ids([{ ...paid, original: usd(-10_801n) }, dollars])).toEqual([]);
    const euro = money(10_000n, parseCurrency('EUR'));
    expect(ids([paid, { ...dollars, original: euro }])).toEqual([['a', 'b']]);
  });

  it('without a rate, by what earlier transfers got, 5 % around it', () => {
    const rules: PairingRules = { ...RULES, usualRateOf: () => parseRate('1.08') };
    expect(ids([paid, row('b', 'dollars 03-01 102.60 USD')], rules)).toEqual([['a', 'b']]);
    expect(ids([paid, row('b', 'dollars 03-01 102.59 USD')], rules)).toEqual([]);
  });
});

describe('laws of pairTransfers', () => {
  const anyRow = fc.record({
    account: fc.constantFrom('giro', 'savings', 'dollars', 'cash'),
    day: fc.nat(9),
    minor: fc.constantFrom(-110n, -100n, 100n, 110n, 111n),
  });
  const anyRows = fc.array(anyRow, { maxLength: 14 }).map((shapes) =>
    shapes.map(({ account, day, minor }, index): TransferCandidate => {
      const currency = parseCurrency(account === 'dollars' ? 'USD' : 'EUR');
      return {
        id: `row ${index}`,
        accountId: account,
        accountName: account,
        date: addDays(parseCalendarDate('2026-03-01'), day),
        amount: money(minor, currency),
        original: null,
        text: '',
        isTransfer: false,
      };
    }),
  );
  const rules: PairingRules = {
    ...RULES,
    rateOf: (from, to) => parseRate(from === 'EUR' && to === 'USD' ? '1.1' : '0.909090909'),
  };

  it('a pair has two accounts, two directions and at most so many days; no row stands in two', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const pairs = pairTransfers(rows, rules);
        for (const { paid, received, score } of pairs) {
          expect(paid.accountId).not.toBe(received.accountId);
          expect(paid.amount.minor < 0n && received.amount.minor > 0n).toBe(true);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
        const used = pairs.flatMap(({ paid, received }) => [paid.id, received.id]);
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });

  it('nothing is overlooked: two rows that are left over do not fit each other', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const used = new Set(
          pairTransfers(rows, rules).flatMap(({ paid, received }) => [paid.id, received.id]),
        );
        const left = rows.filter(({ id }) => !used.has(id));
        expect(pairTransfers(left, rules)).toEqual([]);
      }),
    );
  });

  it('the order in which the rows come does not matter', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        expect(pairTransfers(rows.toReversed(), rules)).toEqual(pairTransfers(rows, rules));
      }),
    );
  });
});
