import { describe, expect, it } from 'vitest';
import { localFigures } from './local-figures.ts';

describe('localFigures', () => {
  it.each([
    [
      'The price went from 2845.30 EUR to 2955.30 EUR, the latest since 2025-11-27.',
      'The price went from 2.845,30\u00a0€ to 2.955,30\u00a0€, the latest since 27. November 2025.',
    ],
    ['Nothing came after 2026-01-02.', 'Nothing came after 2. Januar 2026.'],
    ['It was 1500 JPY each time.', 'It was 1.500\u00a0¥ each time.'],
    ['Day first: 2026-02-01', 'Day first: 1. Februar 2026'],
    ['It came 24 times, every month on the 27th.', 'It came 24 times, every month on the 27th.'],
    ['12 abc on 2026-02-30', '12 abc on 2026-02-30'],
  ])('%s', (text, local) => {
    expect(localFigures(text, 'de-DE')).toBe(local);
  });
});
