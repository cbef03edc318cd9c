import type { BulkResult } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { describe, expect, it } from 'vitest';
import type { BulkChange } from './bulk-change.ts';
import { confirmText, differenceText, doneText, effectText, questionText, reasonsOf } from './bulk-words.ts';

const RESULT: BulkResult = {
  action: 'update',
  dryRun: false,
  changeSetId: null,
  selected: 1204,
  changed: 1202,
  unchanged: 0,
  followed: 1,
  refused: { count: 0, rows: [] },
  createdIds: null,
  preview: null,
};

const CHANGES: readonly [BulkChange, string | null, string, string][] = [
  [
    { action: 'categorise', categoryId: 'c' },
    'Food',
    'Set the category of 1,204 rows to Food?',
    'Category of 1,202 rows set to Food.',
  ],
  [
    { action: 'categorise', categoryId: null },
    null,
    'Take the category off 1,204 rows?',
    'Category of 1,202 rows set to none.',
  ],
  [
    { action: 'tag', add: ['a'], remove: [] },
    null,
    'Change the tags of 1,204 rows?',
    'Tags of 1,202 rows changed.',
  ],
  [{ action: 'move', accountId: 'a' }, 'Cash', 'Move 1,204 rows to Cash?', '1,202 rows moved to Cash.'],
  [{ action: 'delete' }, null, 'Delete 1,204 rows?', '1,203 transactions deleted.'],
  [
    { action: 'update', set: { status: 'cleared' } },
    'cleared',
    'Change the status of 1,204 rows to cleared?',
    'Status of 1,202 rows set to cleared.',
  ],
  [
    { action: 'update', set: { dateShiftDays: 1 } },
    null,
    'Change the date of 1,204 rows?',
    'Date of 1,202 rows changed.',
  ],
];

describe('the words of a bulk change', () => {
  it.each(CHANGES)('%j with %j', (...[change, target, question, done]) => {
    expect(questionText(change, target, 1204)).toBe(question);
    expect(doneText(change, target, RESULT)).toBe(done);
  });

  it('say what was left out, and why', () => {
    const row = (message: string) => ({ id: 'x', index: 0, code: 'WRONG_STATE', message });
    const refused = { count: 3, rows: [row('A transfer has none.'), row('Split.'), row('Split.')] };
    expect(doneText({ action: 'delete' }, null, { ...RESULT, refused })).toBe(
      '1,203 transactions deleted. 3 rows left out: A transfer has none.',
    );
    expect(reasonsOf({ ...RESULT, refused })).toEqual([
      { message: 'A transfer has none.', count: 1 },
      { message: 'Split.', count: 2 },
    ]);
    expect(confirmText({ action: 'delete' }, 1)).toBe('Delete 1 row');
    expect(effectText({ action: 'delete' }, 1)).toBe('1 row goes');
    expect(effectText({ action: 'move', accountId: 'a' }, 2)).toBe('2 rows change');
  });

  it('say what becomes different in a row', () => {
    const row = {
      date: parseCalendarDate('2026-01-31'),
      accountName: 'Giro',
      payeeName: null,
      categoryName: 'Food',
      status: 'cleared',
      tags: [],
    } as const;
    expect(differenceText({ ...row, tags: [] }, { ...row, tags: [] })).toBe('');
    expect(
      differenceText(
        { ...row, tags: [] },
        { ...row, categoryName: null, payeeName: 'Baker', tags: ['a', 'b'] },
      ),
    ).toBe('none → Baker; Food → none; none → a, b');
  });
});
