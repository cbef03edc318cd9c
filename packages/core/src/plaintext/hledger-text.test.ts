import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hledgerComponent, hledgerDescription, hledgerValue } from './hledger-text.ts';

describe('hledgerComponent', () => {
  it.each([
    ['Joint checking', 'Joint checking', 'one space stays'],
    ['Joint  checking', 'Joint checking', 'two would end the name'],
    ['Joint\u00A0\u3000checking', 'Joint checking', 'spaces of other scripts are spaces to hledger'],
    ['Visa: private', 'Visa\u2236 private', 'a colon would begin a sub-account'],
    ['Cash ; not a comment', 'Cash \uFF1B not a comment', 'a semicolon would be a comment in some versions'],
    [
      'include evil.journal\n2026-01-01 x',
      'include evil.journal 2026-01-01 x',
      'a line break would begin a directive',
    ],
    [
      '"quoted" (brackets) [too] =|*!',
      '"quoted" (brackets) [too] =|*!',
      'these mean nothing inside of a name',
    ],
    ['2nd account 💰', '2nd account 💰', 'digits and emoji stay'],
    ['حساب التوفير', 'حساب التوفير', 'right to left stays'],
    ['safe\u202Eelif', 'safe elif', 'an override that would turn the line around goes'],
    ['\u0000\t\n', '', 'nothing is left of control characters'],
  ])('%j is %j: %s', (name, component) => {
    expect(hledgerComponent(name)).toBe(component);
  });
});

describe('hledgerDescription', () => {
  it.each([
    ['REWE', 'Weekly shopping', 'REWE | Weekly shopping'],
    ['REWE', 'REWE', 'REWE'],
    ['REWE', '', 'REWE'],
    [null, 'Weekly shopping', 'Weekly shopping'],
    [null, '', ''],
    [null, '(refund) shoes', '\uFF08refund) shoes'],
    [null, 'a; include b', 'a\uFF1B include b'],
    ['A|B', 'c | d', 'A\u00A6B | c \u00A6 d'],
    [null, '! pending * cleared = 2026-01-01', '! pending * cleared = 2026-01-01'],
    [null, 'first\r\n2026-01-01 second', 'first 2026-01-01 second'],
  ])('of %j and %j is %j', (payee, narration, description) => {
    expect(hledgerDescription(payee, narration)).toBe(description);
  });
});

describe('hledgerValue', () => {
  it.each([
    ['see https://a.example at 12:30', 'see https://a.example at 12:30', 'a colon in a value is part of it'],
    ['bread, milk', 'bread, milk', 'a comma that nothing could follow stays'],
    ['x, date:2020-01-01', 'x\uFF0C date:2020-01-01', 'a comma before a colon would begin a tag'],
    ['paid [2020-02-02] late', 'paid \uFF3B2020-02-02] late', 'a date in brackets would move the posting'],
    [
      '[=2020-02-02] [1/2] [a]',
      '\uFF3B=2020-02-02] \uFF3B1/2] [a]',
      'in all its forms, and no other bracket',
    ],
  ])('%j is %j: %s', (text, value) => {
    expect(hledgerValue(text)).toBe(value);
  });

  it('is one line without a tag behind a comma, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(hledgerValue(text)).not.toMatch(/[\n\r]|,.*:|\[[\d=./-]*\]/u);
      }),
    );
  });
});
