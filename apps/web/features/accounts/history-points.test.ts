import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import { historyPoints, periodStart, readPeriod } from './history-points.ts';

const day = parseCalendarDate;

describe('historyPoints', () => {
  it('puts what the bank has stated between the points, and in place of one of the same day', () => {
    const points = historyPoints({
      points: [
        { date: day('2026-03-01'), balance: '10.00' },
        { date: day('2026-03-08'), balance: '20.00' },
      ],
      anchors: [
        { date: day('2026-03-08'), balance: '21.00', drift: '1.00' },
        { date: day('2026-03-04'), balance: '12.00', drift: null },
      ],
    });
    expect(points).toEqual([
      { date: '2026-03-01', value: '10.00', anchor: false },
      { date: '2026-03-04', value: '12.00', anchor: true },
      { date: '2026-03-08', value: '21.00', anchor: true },
    ]);
  });
});

describe('periods', () => {
  it('begins three months back unless said otherwise', () => {
    expect(periodStart(readPeriod(undefined), day('2026-05-31'))).toBe('2026-02-28');
    expect(periodStart(readPeriod('1y'), day('2026-05-31'))).toBe('2025-05-31');
    expect(readPeriod('forever').id).toBe('3m');
  });
});
