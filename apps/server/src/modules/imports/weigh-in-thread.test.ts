import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import type { CandidatePair } from './repo.candidates.ts';
import { chooseInThread } from './weigh-in-thread.ts';
import { chooseDuplicates } from './weigh-pairs.ts';

/** Lines that each have a row of the same text a day later and one of another shop. */
function pairsOf(lines: number): CandidatePair[] {
  return Array.from({ length: lines * 2 }, (_, index) => {
    const line = Math.floor(index / 2);
    const isSame = index % 2 === 0;
    return {
      rowNumber: line + 1,
      accountId: 'a',
      lineDate: parseCalendarDate('2026-03-02'),
      lineAmount: String(-1000 - line),
      linePending: false,
      lineExternalId: null,
      lineTexts: [`Bakery Miller ${line}`],
      rowId: `${isSame ? 'same' : 'other'}-${line}`,
      rowDate: parseCalendarDate('2026-03-03'),
      rowAmount: String(-1000 - line),
      rowPending: false,
      rowTyped: true,
      rowTransfer: false,
      rowExternalId: null,
      rowTexts: [isSame ? `Bakery Miller ${line}` : 'Parking garage'],
    };
  });
}

describe('pairs that are weighed in a thread', () => {
  it('are chosen from as here: each line its own row', async () => {
    const pairs = pairsOf(1500);
    const there = await chooseInThread(pairs, new Map());
    expect(there).toHaveLength(1500);
    expect(there.every(({ lineId, rowId }) => rowId === `same-${Number(lineId) - 1}`)).toBe(true);
    expect(there).toEqual(chooseDuplicates(pairs, new Map()));
  });

  it('need no thread when they are few', async () => {
    expect(await chooseInThread([], new Map())).toEqual([]);
    const few = await chooseInThread(pairsOf(2), new Map());
    expect(few.map(({ lineId, rowId }) => `${lineId} ${rowId}`).sort()).toEqual(['1 same-0', '2 same-1']);
  });

  it('fail where the thread does', async () => {
    const broken = pairsOf(600).map((pair) => ({ ...pair, lineAmount: 'no amount' }));
    await expect(chooseInThread(broken, new Map())).rejects.toThrow('no amount');
  });
});
