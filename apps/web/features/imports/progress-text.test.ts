import { describe, expect, it } from 'vitest';
import { progressText } from './progress-text.ts';

describe('progressText', () => {
  it.each([
    ['waiting', { done: 0, total: 0, phase: null, percent: null, secondsLeft: null }, undefined],
    ['a file of unknown length', { done: 2000, total: 0, percent: null, secondsLeft: null }, '2,000 rows'],
    ['the beginning', { done: 0, total: 500, percent: 0, secondsLeft: null }, '0 %'],
    ['too early to judge', { done: 1, total: 500, percent: 0, secondsLeft: null }, '0 %, 1 of 500 rows'],
    [
      'halfway',
      { done: 430_000, total: 1_000_000, percent: 43, secondsLeft: 101 },
      '43 %, 430,000 of 1,000,000 rows, 2 minutes left',
    ],
    ['a minute', { done: 1, total: 2, percent: 50, secondsLeft: 55 }, '50 %, 1 of 2 rows, 1 minute left'],
    ['soon', { done: 1, total: 2, percent: 50, secondsLeft: 41 }, '50 %, 1 of 2 rows, 50 seconds left'],
    ['now', { done: 1, total: 2, percent: 97, secondsLeft: 9 }, '97 %, 1 of 2 rows, a few seconds left'],
  ] as const)('%s', (_, progress, text) => {
    expect(progressText({ phase: 'reading', ...progress })).toBe(text);
  });
});
