import { describe, expect, it } from 'vitest';
import { changeWords } from './change-words.ts';

const EUR = 'EUR';

describe('changeWords', () => {
  it.each([
    [
      'Added a transaction of -57.38 on 2026-11-18: Corner shop',
      'Added a transaction of \u221257,38\u00a0€ on 18. November 2026: Corner shop',
    ],
    ['Added a transfer of 1234.50 on 2026-01-02', 'Added a transfer of 1.234,50\u00a0€ on 2. Januar 2026'],
    [
      'Undid: Added a transaction of 5.00 on 2026-03-04',
      'Undid: Added a transaction of 5,00\u00a0€ on 4. März 2026',
    ],
    [
      'Redid: one row of Added a transfer of -5.00 on 2026-03-04',
      'Redid: one row of Added a transfer of \u22125,00\u00a0€ on 4. März 2026',
    ],
    ['Mended a difference of 12.30: deleted a row', 'Mended a difference of 12,30\u00a0€: deleted a row'],
    [
      'Began to reconcile the statement of 2026-10-31',
      'Began to reconcile the statement of 31. Oktober 2026',
    ],
    ['Took back the rate EUR/USD of 2024-11-29', 'Took back the rate EUR/USD of 29. November 2024'],
  ])('%s', (summary, words) => {
    expect(changeWords({ summary, currency: EUR }, 'de-DE')).toBe(words);
  });

  it('takes the currency that the sentence names, with its own digits', () => {
    const summary = 'Posted Rent of -1500 JPY for 2026-11-18';
    expect(changeWords({ summary, currency: EUR }, 'en-GB')).toBe(
      'Posted Rent of \u2212¥1,500 for 18 November 2026',
    );
  });

  it('without a currency writes the number alone, with the digits that it has', () => {
    const summary = 'Added a transaction of -1057.380 on 2026-11-18';
    expect(changeWords({ summary, currency: null }, 'en-US')).toBe(
      'Added a transaction of \u22121,057.380 on November 18, 2026',
    );
  });

  it.each(['Imported statement 2026-10-31 of 12.50.csv', 'Added the rule "Cards of 5.00 on 2026-01-01"'])(
    'leaves what others have typed: %s',
    (summary) => {
      expect(changeWords({ summary, currency: EUR }, 'de-DE')).toBe(summary);
    },
  );

  it('leaves what is no day', () => {
    const summary = 'Added a transaction of 5.00 on 2026-02-30';
    expect(changeWords({ summary, currency: EUR }, 'en-US')).toBe(
      'Added a transaction of €5.00 on 2026-02-30',
    );
  });

  it("of a name that looks like figures only the first ones are the sentence's", () => {
    const summary = 'Added a transaction of 1.00 on 2026-11-18: of 2.00 on 2026-12-31';
    expect(changeWords({ summary, currency: EUR }, 'en-US')).toBe(
      'Added a transaction of €1.00 on November 18, 2026: of 2.00 on 2026-12-31',
    );
  });
});
