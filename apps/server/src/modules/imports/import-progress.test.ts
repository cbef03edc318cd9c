import { describe, expect, it } from 'vitest';
import { describeProgress } from './import-progress.ts';

describe('describeProgress', () => {
  it.each([
    // Reading is four fifths of reading a file, comparing the rest.
    ['reading', { phase: 'reading', done: 0, total: 1000 }, 0, { percent: 0, secondsLeft: null }],
    ['reading', { phase: 'reading', done: 500, total: 1000 }, 10_000, { percent: 40, secondsLeft: 15 }],
    ['reading', { phase: 'reading', done: 1000, total: 1000 }, 20_000, { percent: 80, secondsLeft: 5 }],
    ['reading', { phase: 'comparing', done: 1000, total: 1000 }, 20_000, { percent: 80, secondsLeft: 5 }],
    // Too little to judge by.
    ['reading', { phase: 'reading', done: 20, total: 1000 }, 60_000, { percent: 1, secondsLeft: null }],
    ['reading', { phase: 'reading', done: 500, total: 1000 }, 1999, { percent: 40, secondsLeft: null }],
    // A bank's own format: nobody knows how many rows are to come.
    ['reading', { phase: 'reading', done: 700, total: 0 }, 9000, { percent: null, secondsLeft: null }],
    ['reading', { phase: 'comparing', done: 0, total: 0 }, 8000, { percent: 80, secondsLeft: 2 }],
    ['committing', { phase: 'comparing', done: 0, total: 0 }, 5000, { percent: 0, secondsLeft: null }],
    ['committing', { phase: 'booking', done: 0, total: 1000 }, 15_000, { percent: 15, secondsLeft: 85 }],
    ['committing', { phase: 'booking', done: 500, total: 1000 }, 55_000, { percent: 55, secondsLeft: 45 }],
    ['committing', { phase: 'finishing', done: 1000, total: 1000 }, 95_000, { percent: 95, secondsLeft: 5 }],
    // Of reading again, changing the rows is a third.
    ['replaying', { phase: 'reading', done: 500, total: 1000 }, 20_000, { percent: 20, secondsLeft: 80 }],
    ['replaying', { phase: 'comparing', done: 0, total: 1000 }, 40_000, { percent: 40, secondsLeft: 60 }],
    ['replaying', { phase: 'booking', done: 0, total: 1000 }, 60_000, { percent: 60, secondsLeft: 40 }],
    ['replaying', { phase: 'finishing', done: 1000, total: 1000 }, 95_000, { percent: 95, secondsLeft: 5 }],
  ] as const)('%s: %o after %i ms', (...[status, place, elapsedMs, said]) => {
    expect(describeProgress(status, place, elapsedMs)).toEqual({ phase: place.phase, ...said });
  });
});
