import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../dates/index.ts';
import { fingerprintCore, rowFingerprint } from './row-fingerprint.ts';

const date = parseCalendarDate('2026-01-31');
const of = (description: string) => rowFingerprint({ date, amountMinor: -1250n, description });

describe('rowFingerprint', () => {
  it('field note 9: the rule has a version and does not change', () => {
    expect(of('  Coffee\tBAR  No. 1 ')).toBe('v1:2026-01-31:-1250:coffee bar no. 1');
    expect(of('Ｃａｆé ﬁne Straße')).toBe('v1:2026-01-31:-1250:café fine strasse');
    expect(of('')).toBe('v1:2026-01-31:-1250:');
  });

  it.each([
    ['Cafe', 'CAFE'],
    ['Cafe\u0301', 'Café'],
    ['a b', 'a\u00A0 b'],
    ['a b', ' a\n\u200Bb '],
    ['STRASSE', 'straße'],
  ])('"%s" and "%s" are the same text', (left, right) => {
    expect(of(left)).toBe(of(right));
  });

  it.each([
    ['Cafe', 'Café'],
    ['shop 1', 'shop 2'],
    ['a', 'a.'],
  ])('"%s" and "%s" are not', (left, right) => {
    expect(of(left)).not.toBe(of(right));
  });

  it('field note 7: what a rule or a person makes of a row does not enter', () => {
    const row = {
      date,
      amountMinor: -1250n,
      description: 'POS 4711 SHOP',
      payee: 'The Shop',
      category: 'Food',
      notes: 'x',
    };
    expect(rowFingerprint(row)).toBe('v1:2026-01-31:-1250:pos 4711 shop');
  });

  it('has date and amount in front, whatever the text holds', () => {
    expect(fingerprintCore(of('a:b:c'))).toBe('v1:2026-01-31:-1250');
  });

  it('reading a text twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = of(text).slice('v1:2026-01-31:-1250:'.length);
        expect(of(once)).toBe(of(text));
      }),
    );
    // Building the letters of all scripts takes seconds, and more on a machine that is busy.
  }, 60_000);
});
