import { describe, expect, it } from 'vitest';
import { mergeThreeWay, nameFields } from './three-way-merge.ts';

const DATE = { name: 'date', label: 'Date', keys: ['date'] } as const;
const NOTES = { name: 'notes', label: 'Notes', keys: ['notes'] } as const;
const AMOUNT = { name: 'amount', label: 'Amount', keys: ['amount', 'currency'] } as const;
const TAGS = { name: 'tags', label: 'Tags', keys: ['tags'] } as const;
const FIELDS = [DATE, NOTES, AMOUNT, TAGS];

interface Row {
  readonly date: string;
  readonly notes: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly tags: readonly string[];
  readonly version: number;
}

const base: Row = {
  date: '2026-03-01',
  notes: null,
  amount: '-4.20',
  currency: 'EUR',
  tags: ['a'],
  version: 1,
};
const now: Row = { ...base, version: 2 };

describe('two people change one row', () => {
  it.each([
    [
      'different fields: both win',
      { notes: 'mine' },
      { date: '2026-03-02' },
      { notes: 'mine', date: '2026-03-02' },
      [NOTES],
      [DATE],
      [],
    ],
    [
      'the same field to the same: no question',
      { notes: 'same' },
      { notes: 'same' },
      { notes: 'same' },
      [],
      [],
      [],
    ],
    [
      'the same field to something else: a question',
      { notes: 'mine' },
      { notes: 'theirs' },
      { notes: 'theirs' },
      [],
      [],
      [NOTES],
    ],
    [
      'one field twice and another once',
      { notes: 'mine', date: '2026-03-05' },
      { notes: 'theirs' },
      { notes: 'theirs', date: '2026-03-05' },
      [DATE],
      [],
      [NOTES],
    ],
    ['only they did', {}, { amount: '-5.00' }, { amount: '-5.00' }, [], [AMOUNT], []],
    ['only I did', { amount: '-5.00' }, {}, { amount: '-5.00' }, [AMOUNT], [], []],
    [
      'parts of what belongs together',
      { amount: '-5.00' },
      { currency: 'USD' },
      { currency: 'USD' },
      [],
      [],
      [AMOUNT],
    ],
    [
      'back to how it was is no change',
      { notes: null },
      { notes: 'theirs' },
      { notes: 'theirs' },
      [],
      [NOTES],
      [],
    ],
    ['an empty text is none', { notes: '' }, { notes: 'theirs' }, { notes: 'theirs' }, [], [NOTES], []],
    [
      'lists count by what is in them',
      { tags: ['a'] },
      { tags: ['a', 'b'] },
      { tags: ['a', 'b'] },
      [],
      [TAGS],
      [],
    ],
    ['lists to something else', { tags: ['c'] }, { tags: ['a', 'b'] }, { tags: ['a', 'b'] }, [], [], [TAGS]],
  ])('%s', (...[, mine, theirs, merged, byMe, byThem, both]) => {
    expect(
      mergeThreeWay({ base, mine: { ...base, ...mine }, theirs: { ...now, ...theirs } }, FIELDS),
    ).toEqual({
      merged: { ...now, ...merged },
      mine: byMe,
      theirs: byThem,
      both,
    });
  });

  it('changes none of the three rows', () => {
    const mine = Object.freeze({ ...base, notes: 'mine' });
    const theirs = Object.freeze({ ...now, date: '2026-03-02' });
    expect(() => mergeThreeWay({ base: Object.freeze(base), mine, theirs }, FIELDS)).not.toThrow();
  });
});

describe('the names of fields', () => {
  it.each([
    [[], ''],
    [[NOTES], 'Notes'],
    [[DATE, NOTES], 'Date and Notes'],
    [[DATE, NOTES, TAGS], 'Date, Notes and Tags'],
  ])('%#', (fields, text) => {
    expect(nameFields(fields)).toBe(text);
  });
});
