import { describe, expect, it } from 'vitest';
import { localeDefaults } from './locale-defaults.ts';

describe('localeDefaults', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de-AT', 'EUR'],
    ['en-GB', 'en-GB', 'GBP'],
    ['fr-CH, fr;q=0.9', 'fr-CH', 'CHF'],
    ['ja', 'ja', 'JPY'],
    ['*', 'en-US', 'USD'],
    ['!!, sv-SE;q=0.5', 'sv-SE', 'SEK'],
    ['', 'en-US', 'USD'],
    [null, 'en-US', 'USD'],
  ])('reads %j as %s with %s', (header, locale, currency) => {
    expect(localeDefaults(header)).toEqual({ locale, currency });
  });
});
