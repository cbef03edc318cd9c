import { describe, expect, it } from 'vitest';
import { type Correction, proposeRules, wordingOf } from './propose-rules.ts';

let made = 0;
function correction(fields: Partial<Correction> = {}): Correction {
  made += 1;
  return { transactionId: `t${made}`, categoryId: 'food', payee: null, text: 'MILL 0815', ...fields };
}
const several = (count: number, fields: Partial<Correction> = {}) =>
  Array.from({ length: count }, () => correction(fields));

describe('proposeRules', () => {
  it('three equal corrections are a rule; two are not', () => {
    expect(proposeRules(several(2, { payee: 'Mill' }))).toEqual([]);
    const three = several(3, { payee: 'Mill' });
    expect(proposeRules(three)).toEqual([
      {
        key: 'payee:mill:food',
        field: 'payee',
        value: 'Mill',
        categoryId: 'food',
        transactionIds: three.map(({ transactionId }) => transactionId),
      },
    ]);
  });

  it('by payee, whatever its case; by wording where there is none', () => {
    expect(proposeRules([...several(2, { payee: 'Mill' }), correction({ payee: 'MILL' })])).toHaveLength(1);
    const texts = [
      'SEPA Stadtwerke Berlin 01/26',
      'sepa stadtwerke berlin 02/26',
      'SEPA STADTWERKE BERLIN 03/26',
    ];
    expect(proposeRules(texts.map((text) => correction({ text })))).toMatchObject([
      { field: 'rawText', value: 'sepa stadtwerke berlin' },
    ]);
  });

  it('not when one of the last three went elsewhere', () => {
    const rows = [...several(2, { payee: 'Mill' }), correction({ payee: 'Mill', categoryId: 'home' })];
    expect(proposeRules([...rows, ...several(5, { payee: 'Mill' })])).toEqual([]);
    expect(proposeRules([...several(3, { payee: 'Mill' }), ...rows.slice(2)])).toHaveLength(1);
  });

  it('a row counts once, by its last correction', () => {
    const again = correction({ payee: 'Mill' });
    expect(proposeRules([again, again, again])).toEqual([]);
  });

  it('the most corrections first', () => {
    const found = proposeRules([...several(3, { payee: 'A' }), ...several(4, { payee: 'B' })]);
    expect(found.map(({ value }) => value)).toEqual(['B', 'A']);
  });
});

describe('wordingOf', () => {
  it.each([
    ['ALDI SUED SAGT DANKE 4711', 'aldi sued sagt'],
    ['4711 PAYPAL *SPOTIFY P1A2', 'paypal *spotify'],
    ['Kartenzahlung 12.03. Rewe', 'kartenzahlung'],
    ['123 45', null],
    ['ab 1', null],
    ['', null],
  ])('"%s" is %s', (text, expected) => {
    expect(wordingOf(text)).toBe(expected);
  });
});
