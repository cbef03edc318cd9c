import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparableText } from './compare-text.ts';
import { compileCondition } from './compile-condition.ts';
import type { RuleCondition } from './rule.ts';
import { condition, row, rowWith, testPattern } from './testing/sample-rows.ts';

const meets = (asked: RuleCondition, fields: Parameters<typeof rowWith>[0] = {}): boolean =>
  compileCondition(asked, testPattern)(rowWith(fields));

describe('texts', () => {
  it.each([
    ['equals', 'ALDI sued', 'aldi SUED', true],
    ['equals', 'aldi', 'aldi sued', false],
    ['contains', 'di su', 'ALDI  SUED', true],
    ['contains', 'lidl', 'aldi sued', false],
    ['startsWith', 'aldi', 'Aldi Sued', true],
    ['startsWith', 'sued', 'Aldi Sued', false],
    ['endsWith', 'sued', 'Aldi Sued', true],
    ['endsWith', 'aldi', 'Aldi Sued', false],
    // NFKC, case by way of capitals, invisible characters
    ['equals', 'STRASSE', 'Straße', true],
    ['equals', 'café', 'CAFE\u0301', true],
    ['equals', 'Ａｌｄｉ', 'aldi', true],
    ['contains', 'a b', 'a\u00a0\u200bb', true],
    ['matches', '^aldi \\d+', 'ALDI 12', true],
    ['matches', '^aldi \\d+', 'an ALDI 12', false],
  ] as const)('%s "%s" of "%s" is %s', (...[operator, value, description, expected]) => {
    expect(meets({ field: 'description', operator, value }, { description })).toBe(expected);
  });

  it.each([
    ['rawText', { rawText: 'POS 4711 SHOP' }, '4711'],
    ['payee', { payee: 'The Shop' }, 'shop'],
    ['notes', { notes: 'for Ann' }, 'ann'],
    ['externalId', { externalId: 'X-9' }, 'x-9'],
    ['importSource', { importSource: 'Giro-2026.csv' }, 'giro'],
  ] as const)('the field %s is asked', (field, fields, value) => {
    expect(meets({ field, operator: 'contains', value }, fields)).toBe(true);
    expect(meets({ field, operator: 'contains', value: 'elsewhere' }, fields)).toBe(false);
  });

  it('one of several, and empty', () => {
    expect(meets({ field: 'payee', operator: 'oneOf', values: ['x', 'ALDI'] }, { payee: 'Aldi' })).toBe(true);
    expect(meets({ field: 'payee', operator: 'oneOf', values: ['x'] }, { payee: 'Aldi' })).toBe(false);
    expect(meets({ field: 'notes', operator: 'empty' }, { notes: null })).toBe(true);
    expect(meets({ field: 'notes', operator: 'empty' }, { notes: ' \t' })).toBe(true);
    expect(meets({ field: 'notes', operator: 'empty' }, { notes: 'x' })).toBe(false);
  });

  it('a pattern that cannot be read matches nothing', () => {
    expect(meets({ field: 'rawText', operator: 'matches', value: '(' }, { rawText: '(' })).toBe(false);
  });
});

describe('amounts', () => {
  it.each([
    ['amount', 'equals', '-12.5', -1250n, true],
    ['amount', 'equals', '12.5', -1250n, false],
    ['absoluteAmount', 'equals', '12.50', -1250n, true],
    ['amount', 'lessThan', '-10', -1001n, true],
    ['amount', 'lessThan', '-10', -1000n, false],
    ['absoluteAmount', 'greaterThan', '9.999', -1000n, true],
    ['absoluteAmount', 'greaterThan', '10', -1000n, false],
  ] as const)('%s %s %s of %s minor units is %s', (...[field, operator, value, amountMinor, expected]) => {
    expect(meets({ field, operator, value }, { amountMinor })).toBe(expected);
  });

  it('between has both ends, in any currency’s own digits', () => {
    const between = { field: 'absoluteAmount', operator: 'between', from: '10', to: '20' } as const;
    expect(meets(between, { amountMinor: -1000n })).toBe(true);
    expect(meets(between, { amountMinor: 2000n })).toBe(true);
    expect(meets(between, { amountMinor: 2001n })).toBe(false);
    expect(meets(between, { amountMinor: 20n, currency: 'JPY' })).toBe(true);
    expect(meets(between, { amountMinor: 2000n, currency: 'JPY' })).toBe(false);
    expect(meets(between, { amountMinor: 20_000n, currency: 'KWD' })).toBe(true);
    expect(meets({ ...between, currency: 'EUR' }, { amountMinor: 20n, currency: 'JPY' })).toBe(false);
  });
});

describe('other fields', () => {
  it.each<[string, RuleCondition, boolean]>([
    ['its account', { field: 'account', operator: 'oneOf', values: ['giro'] }, true],
    ['another account', { field: 'account', operator: 'oneOf', values: ['savings'] }, false],
    ['a category where it has none', { field: 'category', operator: 'oneOf', values: ['food'] }, false],
    ['no category', { field: 'category', operator: 'empty' }, true],
    ['one of its tags', { field: 'tags', operator: 'oneOf', values: ['TRIP', 'x'] }, true],
    ['no tags', { field: 'tags', operator: 'empty' }, false],
    ['its currency', { field: 'currency', operator: 'oneOf', values: ['EUR'] }, true],
    ['its type', { field: 'type', operator: 'oneOf', values: ['expense'] }, true],
    ['its status', { field: 'status', operator: 'oneOf', values: ['pending'] }, false],
    // 2026-03-01 is a Sunday.
    ['its weekday', { field: 'weekday', operator: 'oneOf', values: [7] }, true],
    ['another weekday', { field: 'weekday', operator: 'oneOf', values: [1, 2] }, false],
    ['its day', { field: 'dayOfMonth', operator: 'between', from: 1, to: 3 }, true],
    ['other days', { field: 'dayOfMonth', operator: 'between', from: 2, to: 31 }, false],
    ['its date', { field: 'date', operator: 'between', from: '2026-03-01', to: null }, true],
    ['a date before', { field: 'date', operator: 'between', from: null, to: '2026-02-28' }, false],
    ['an attachment', { field: 'attachment', operator: 'is', value: true }, false],
  ])('%s', (_, asked, expected) => {
    expect(meets(asked)).toBe(expected);
  });
});

/** Every code point, also those that stand for nothing alone. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 20 })
  .map((points) => String.fromCodePoint(...points));

describe('laws', () => {
  it('every condition answers for every row', () => {
    fc.assert(
      fc.property(condition, row, (asked, given) => {
        expect(typeof compileCondition(asked, testPattern)(given)).toBe('boolean');
      }),
    );
  });

  it('not of not is the same', () => {
    fc.assert(
      fc.property(condition, row, (asked, given) => {
        const twice = compileCondition({ not: { not: asked } }, testPattern)(given);
        expect(twice).toBe(compileCondition(asked, testPattern)(given));
      }),
    );
  });

  it('not all is any not; the order inside of a group is of no matter', () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 4 }), row, (asked, given) => {
        const test = (one: RuleCondition) => compileCondition(one, testPattern)(given);
        expect(test({ not: { all: asked } })).toBe(test({ any: asked.map((not) => ({ not })) }));
        expect(test({ all: asked.toReversed() })).toBe(test({ all: asked }));
      }),
    );
  });

  it('comparing a text twice changes nothing more', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(comparableText(comparableText(text))).toBe(comparableText(text));
      }),
    );
  });
});
