import { describe, expect, it } from 'vitest';
import { measureHandwritten } from './handwritten.ts';
import { measureRecurring } from './measure-recurring.ts';

describe('detection of recurring series, on made-up books with known truth', () => {
  const { kinds, precision, recall } = measureRecurring(30, 7);

  it('finds 95 of 100 series, and 95 of 100 proposals are right', () => {
    expect({ precision: precision >= 0.95, recall: recall >= 0.95 }, `${precision} ${recall}`).toEqual({
      precision: true,
      recall: true,
    });
  });

  it.each(kinds.filter(({ isSeries }) => isSeries).map((kind) => [kind.name, kind] as const))(
    '%s: nine of ten are found',
    (_, { found, series }) => {
      expect(found).toBeGreaterThanOrEqual(series * 0.9);
    },
  );

  it.each(kinds.filter(({ isSeries }) => !isSeries).map((kind) => [kind.name, kind] as const))(
    'not %s: nine of ten are left alone',
    (_, { wrong, cases }) => {
      expect(wrong).toBeLessThanOrEqual(cases * 0.1);
    },
  );

  it('tells the cases that were written by hand', () => {
    expect(measureHandwritten().wrong).toEqual([]);
  });
});
