import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beancountComponent, beancountText, isBeancountTag } from './beancount-text.ts';

describe('beancountComponent', () => {
  it.each([
    ['Joint checking', 'Joint-checking'],
    ['joint checking', 'Joint-checking'],
    ['Food & drink: out', 'Food-drink-out'],
    ['  --Visa--  ', 'Visa'],
    ['2nd account', '2nd-account'],
    ['Müller Straße', 'Müller-Straße'],
    ['éclairs', 'Éclairs'],
    ['e\u0301clairs', 'Éclairs'],
    ['ßpecial', 'X-ßpecial'],
    ['حساب', 'X-حساب'],
    ['Наличные', 'Наличные'],
    ['сбережения', 'Сбережения'],
    ['かな', 'X-かな'],
    ['日本円', ''],
    ['💰', ''],
    ['💰 purse', 'Purse'],
    ['"; include "x"', 'Include-x'],
    ['a\n2026-01-01 open Assets:B', 'A-2026-01-01-open-Assets-B'],
  ])('%j is %j', (name, component) => {
    expect(beancountComponent(name)).toBe(component);
  });

  it('is empty or a component, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(beancountComponent(name)).toMatch(/^$|^[\p{Lu}\p{Nd}][\p{L}\p{Nd}-]*$/u);
      }),
    );
  });
});

describe('beancountText', () => {
  it.each([
    ['plain', '"plain"'],
    ['say "no" \\ done', String.raw`"say \"no\" \\ done"`],
    ['two\r\nlines', String.raw`"two\nlines"`],
    ['" 2026-01-01 open', String.raw`"\" 2026-01-01 open"`],
    ['ends with \\', String.raw`"ends with \\"`],
    ['a\u0000b\tc', '"a b c"'],
  ])('%j is %s', (text, written) => {
    expect(beancountText(text)).toBe(written);
  });

  it('stays one line and closes its quotes, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(beancountText(text)).toMatch(/^"(?:[^"\\\n\r]|\\["\\n])*"$/u);
      }),
    );
  });
});

describe('isBeancountTag', () => {
  it.each([
    ['holiday-2026', true],
    ['holiday 2026', false],
    ['Österreich', false],
    ['', false],
  ])('%j: %s', (tag, expected) => {
    expect(isBeancountTag(tag)).toBe(expected);
  });
});
