import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImportedRow, planImport } from './plan-import.ts';
import { type MatchableRow, trustworthyExternalIds } from './trustworthy-external-ids.ts';

/** "id|text" or "text"; all on one day with one amount unless the text says "text@amount". */
function incoming(...lines: string[]): MatchableRow[] {
  return lines.map((line) => {
    const [id, text = ''] = line.includes('|') ? line.split('|') : [null, line];
    const [words, amount = '-250'] = text.split('@');
    return { externalId: id ?? null, fingerprint: `v1:2026-01-31:${amount}:${words}` };
  });
}

/** The account after an import: earlier rows plus what was new. */
function importInto(account: readonly ImportedRow[], rows: readonly MatchableRow[]): ImportedRow[] {
  const fates = planImport(rows, account);
  const added = rows.filter((_, index) => fates[index]?.fate === 'new');
  return [
    ...account,
    ...added.map((row, index) => ({ ...row, id: `r${account.length + index}`, deleted: false })),
  ];
}

function account(...lines: string[]): ImportedRow[] {
  return incoming(...lines).map((row, index) => ({ ...row, id: `r${index}`, deleted: false }));
}

function fates(rows: readonly MatchableRow[], existing: readonly ImportedRow[]): string[] {
  return planImport(rows, existing).map((fate) =>
    fate.fate === 'new' ? 'new' : `${fate.fate} of ${fate.existingId}`,
  );
}

describe('planImport', () => {
  it.each([
    ['null', null],
    ['empty', ''],
    ['blank', ' '],
    ['"0"', '0'],
    ['"/"', '/'],
    ['constant', 'TRANSFER'],
  ])('field note 1: with ids that are %s, importing twice gives N rows', (_, externalId) => {
    const rows = incoming('coffee', 'bakery', 'coffee', 'rent').map((row) => ({ ...row, externalId }));
    const once = importInto([], rows);
    expect(once).toHaveLength(4);
    expect(importInto(once, rows)).toHaveLength(4);
  });

  it('field note 2: a bank that renumbers its ids inside a day changes no identity', () => {
    const existing = account('1|bakery', '2|coffee');
    expect(fates(incoming('1|flowers', '2|bakery', '3|coffee'), existing)).toEqual([
      'new',
      'duplicate of r0',
      'duplicate of r1',
    ]);
  });

  it('field note 4: two coffees are two rows, the same file leaves two, a file with three leaves three', () => {
    const two = importInto([], incoming('coffee', 'coffee'));
    expect(two).toHaveLength(2);
    expect(importInto(two, incoming('coffee', 'coffee'))).toHaveLength(2);
    expect(importInto(two, incoming('coffee', 'coffee', 'coffee'))).toHaveLength(3);
    expect(importInto(two, incoming('coffee'))).toHaveLength(2);
  });

  it('field note 5: a deleted row stays deleted', () => {
    const [coffee, ...others] = account('coffee', 'bakery');
    const existing = [...(coffee ? [{ ...coffee, deleted: true }] : []), ...others];
    expect(fates(incoming('coffee', 'bakery'), existing)).toEqual(['deleted of r0', 'duplicate of r1']);
  });

  it('field note 5: of two coffees one deleted, a file with one finds the living one', () => {
    const [first, second] = account('coffee', 'coffee');
    const existing = [...(first ? [{ ...first, deleted: true }] : []), ...(second ? [second] : [])];
    expect(fates(incoming('coffee'), existing)).toEqual(['duplicate of r1']);
    expect(fates(incoming('coffee', 'coffee', 'coffee'), existing)).toEqual([
      'duplicate of r1',
      'deleted of r0',
      'new',
    ]);
  });

  it('field note 5: a restored row is a duplicate again', () => {
    const existing = account('coffee');
    expect(fates(incoming('coffee'), existing)).toEqual(['duplicate of r0']);
  });

  it('field note 6: relinking with new ids makes no duplicates and fills the gap', () => {
    const existing = account('old1|coffee', 'old2|bakery');
    expect(fates(incoming('new1|coffee', 'new2|flowers', 'new3|bakery'), existing)).toEqual([
      'duplicate of r0',
      'new',
      'duplicate of r1',
    ]);
  });

  it('a trusted id picks the right one of two equal rows', () => {
    expect(fates(incoming('b|coffee'), account('a|coffee', 'b|coffee'))).toEqual(['duplicate of r1']);
  });

  it('a changed text with the same id, date and amount is the same row', () => {
    expect(fates(incoming('x9|COFFEE BAR ROME'), account('x9|card payment'))).toEqual(['duplicate of r0']);
  });

  it('an id that comes back with another amount is another row: counters restart in every file', () => {
    expect(
      fates(incoming('1|coffee@-300', '2|rent@-90000'), account('1|bakery@-250', '2|flowers@-1500')),
    ).toEqual(['new', 'new']);
  });

  it('ids that a file repeats are not believed', () => {
    expect(fates(incoming('7|tea', '7|cake'), account('7|coffee'))).toEqual(['new', 'new']);
  });

  it('every fate has a reason', () => {
    const existing = account('coffee');
    expect(planImport(incoming('coffee', 'tea'), existing).map((fate) => fate.reason)).toEqual([
      'Date, amount and text are the same as those of a row that is here.',
      'No row with this date, amount and text is here yet.',
    ]);
  });
});

describe('trustworthyExternalIds', () => {
  it('keeps ids that one row bears, without surrounding space', () => {
    expect([...trustworthyExternalIds(incoming(' a |x', 'b|y', 'c|x', 'c|x'))]).toEqual(['a', 'b']);
  });

  it.each(['', ' ', '/', '-', '0', '000', 'N/A', 'null', 'NONREF'])('does not take "%s" for an id', (id) => {
    expect(trustworthyExternalIds([{ externalId: id, fingerprint: 'x' }]).size).toBe(0);
  });
});

describe('laws of planImport', () => {
  const row = fc.record({
    externalId: fc.constantFrom(null, '', '/', 'a', 'b', 'c', 'd'),
    fingerprint: fc.constantFrom(
      'v1:2026-01-01:1:x',
      'v1:2026-01-01:1:y',
      'v1:2026-01-02:1:x',
      'v1:2026-01-02:2:z',
    ),
  });
  const file = fc.array(row, { maxLength: 12 });
  const before = fc
    .array(fc.tuple(row, fc.boolean()), { maxLength: 12 })
    .map((list) =>
      list.map(([each, deleted], index): ImportedRow => ({ ...each, deleted, id: `r${index}` })),
    );
  const contents = (rows: readonly MatchableRow[]) => rows.map((each) => each.fingerprint).sort();

  it('importing twice is importing once', () => {
    fc.assert(
      fc.property(before, file, (existing, rows) => {
        const once = importInto(existing, rows);
        expect(importInto(once, rows)).toHaveLength(once.length);
      }),
    );
  });

  it('an existing row answers for one incoming row at most', () => {
    fc.assert(
      fc.property(before, file, (existing, rows) => {
        const used = planImport(rows, existing).flatMap((fate) =>
          fate.fate === 'new' ? [] : [fate.existingId],
        );
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });

  it('after an import the account has each content at least as often as the file', () => {
    fc.assert(
      fc.property(before, file, (existing, rows) => {
        const counts = (list: readonly string[]) =>
          new Map([...new Set(list)].map((key) => [key, list.filter((each) => each === key).length]));
        const byCore = (list: readonly MatchableRow[]) =>
          counts(list.map((each) => each.fingerprint.split(':', 3).join(':')));
        const after = byCore(importInto(existing, rows));
        for (const [key, count] of byCore(rows)) expect(after.get(key) ?? 0).toBeGreaterThanOrEqual(count);
      }),
    );
  });

  it('without ids, the account has each content as often as the fuller of file and account', () => {
    fc.assert(
      fc.property(before, file, (existing, rows) => {
        const bare = rows.map((each) => ({ ...each, externalId: null }));
        const after = contents(importInto(existing, bare));
        for (const key of new Set(after)) {
          const inFile = contents(bare).filter((each) => each === key).length;
          const inAccount = contents(existing).filter((each) => each === key).length;
          expect(after.filter((each) => each === key)).toHaveLength(Math.max(inFile, inAccount));
        }
      }),
    );
  });

  it('the order of rows in the file does not change what the account holds', () => {
    fc.assert(
      fc.property(
        before,
        file.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        (existing, [rows, shuffled]) => {
          expect(contents(importInto(existing, shuffled))).toEqual(contents(importInto(existing, rows)));
        },
      ),
    );
  });
});
