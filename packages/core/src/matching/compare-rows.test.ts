import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../dates/index.ts';
import { parseAmount, parseCurrency } from '../money/index.ts';
import {
  type ComparedFate,
  type ComparedLine,
  type ComparedRow,
  type ComparingRules,
  compareRows,
} from './compare-rows.ts';
import { rowFingerprint } from './row-fingerprint.ts';

const EUR = parseCurrency('EUR');
const RULES: ComparingRules = { ids: { agreed: 0, differed: 0 }, isRejected: () => false };

/** "id|01-05 -50.00 CAFE LUNA", with "pending " in front of the day for a pending one. */
function line(text: string): ComparedLine {
  const [id, rest = ''] = text.includes('|') ? text.split('|') : [null, text];
  const isPending = rest.startsWith('pending ');
  const [day = '', amount = '', ...words] = rest.replace('pending ', '').split(' ');
  const date = parseCalendarDate(`2026-${day}`);
  const amountMinor = parseAmount(amount, EUR).minor;
  const description = words.join(' ');
  return {
    externalId: id ?? null,
    fingerprint: rowFingerprint({ date, amountMinor, description }),
    date,
    amountMinor,
    texts: [description],
    isPending,
  };
}

function row(id: string, text: string, more: Partial<ComparedRow> = {}): ComparedRow {
  const { date, amountMinor, texts, isPending, ...identity } = line(text);
  return {
    id,
    deleted: false,
    lines: [identity],
    date,
    amountMinor,
    texts,
    isPending,
    isTransfer: false,
    ...more,
  };
}

const say = (fates: readonly ComparedFate[]) =>
  fates.map((fate) => ('rowId' in fate ? `${fate.fate} ${fate.rowId}` : fate.fate));
const compare = (lines: readonly string[], rows: readonly ComparedRow[], rules = RULES) =>
  say(compareRows(lines.map(line), rows, rules));

describe('compareRows', () => {
  it('of two that are alike, the posted line is the posted row, and the pending one is left for its posting', () => {
    const rows = [row('a', 'pending 01-05 -3.20 KAFFEEBAR'), row('b', '01-05 -3.20 KAFFEEBAR')];
    expect(compare(['01-05 -3.20 KAFFEEBAR', '01-06 -3.20 KAFFEEBAR'], rows)).toEqual([
      'duplicate b',
      'match a',
    ]);
    expect(compare(['pending 01-05 -3.20 KAFFEEBAR', '01-05 -3.20 KAFFEEBAR'], rows)).toEqual([
      'duplicate a',
      'duplicate b',
    ]);
    // A row that was deleted does not take the line of one that is here.
    const deleted = row('b', '01-05 -3.20 KAFFEEBAR', { deleted: true });
    expect(compare(['01-05 -3.20 KAFFEEBAR'], [row('a', 'pending 01-05 -3.20 KAFFEEBAR'), deleted])).toEqual([
      'match a',
    ]);
  });

  it('two holds at one bar are settled each with its own tip', () => {
    const rows = [row('a', 'pending 01-05 -30.00 BAR ROUGE'), row('b', 'pending 01-05 -32.00 BAR ROUGE')];
    expect(compare(['01-07 -36.00 BAR ROUGE', '01-07 -38.40 BAR ROUGE'], rows)).toEqual(['ask a', 'ask b']);
  });

  it('field note 3: pending becomes posted: exactly by itself, with a tip after a question', () => {
    const pending = row('a', 'p1|pending 01-05 -50.00 SQ *CAFE LUNA');
    expect(compare(['01-05 -50.00 SQ *CAFE LUNA'], [pending])).toEqual(['match a']);
    expect(compare(['01-07 -50.00 CAFE LUNA'], [pending])).toEqual(['match a']);
    expect(compare(['x9|01-08 -57.50 CAFE LUNA BERLIN'], [pending])).toEqual(['ask a']);
    expect(compare(['pending 01-05 -50.00 SQ *CAFE LUNA'], [pending])).toEqual(['duplicate a']);
  });

  it('a row is known by every line that was found to be it', () => {
    const known = row('a', '01-08 -57.50 CAFE LUNA');
    const { externalId, fingerprint } = line('pending 01-05 -50.00 CARD HOLD');
    const both = { ...known, lines: [...known.lines, { externalId, fingerprint }] };
    expect(compare(['pending 01-05 -50.00 CARD HOLD', '01-08 -57.50 CAFE LUNA'], [both])).toEqual([
      'duplicate a',
      'duplicate a',
    ]);
  });

  it('as many alike as alike contest nothing; one among two that fit is asked', () => {
    const two = [row('a', 'pending 01-05 -3.00 CAFE LUNA'), row('b', 'pending 01-05 -3.00 CAFE LUNA')];
    expect(compare(['01-06 -3.00 CAFE LUNA', '01-06 -3.00 CAFE LUNA'], two)).toEqual(['match a', 'match b']);
    expect(compare(['01-06 -3.00 CAFE LUNA'], two)).toEqual(['ask a']);
  });

  it('a rejected pair never comes back', () => {
    const rules = { ...RULES, isRejected: () => true };
    expect(compare(['01-08 -57.50 CAFE LUNA'], [row('a', 'pending 01-05 -50.00 CAFE LUNA')], rules)).toEqual([
      'new',
    ]);
  });

  it('a posted row outside of the days of the file is not looked for in it', () => {
    const before = row('a', '01-04 -2.80 BVG TICKET');
    expect(compare(['01-05 -2.80 BVG TICKET', '01-09 -9.00 REWE'], [before])).toEqual(['new', 'new']);
    expect(compare(['01-03 -9.00 REWE', '01-05 -2.80 BVG TICKET'], [before])).toEqual(['new', 'ask a']);
  });

  it('field note 4: a third coffee beside two that are here is new, and not asked about', () => {
    const two = [row('a', '01-05 -3.00 COFFEE'), row('b', '01-05 -3.00 COFFEE')];
    const coffee = '01-05 -3.00 COFFEE';
    expect(compare([coffee, coffee, coffee], two)).toEqual(['duplicate a', 'duplicate b', 'new']);
  });

  it('field note 5: what was deleted while it was pending stays deleted when it is posted', () => {
    const gone = row('a', 'pending 01-05 -50.10 CAFE LUNA', { deleted: true });
    expect(compare(['01-07 -50.10 CAFE LUNA'], [gone])).toEqual(['deleted a']);
  });

  it('field note 2: where the lines of a file show that ids are renumbered, an id decides nothing', () => {
    const here = [row('a', '1|01-05 -2.50 BAKERY'), row('b', '2|01-05 -3.00 COFFEE')];
    // Bakery now bears 2 and coffee 3: the id 1 stands for another row that happens to cost the same.
    const file = ['2|01-05 -2.50 BAKERY', '3|01-05 -3.00 COFFEE', '1|01-05 -2.50 PHARMACY'];
    expect(compare(file, here)).toEqual(['duplicate a', 'duplicate b', 'new']);
  });

  it('a row that was typed is asked about, once deleted never', () => {
    const typed = row('a', '01-05 -900.00 Rent', { lines: [] });
    expect(compare(['01-06 -900.00 HAUSVERWALTUNG'], [typed])).toEqual(['ask a']);
    expect(compare(['01-06 -900.00 HAUSVERWALTUNG'], [{ ...typed, deleted: true }])).toEqual(['new']);
  });
});

describe('laws of compareRows', () => {
  const anyLine = fc
    .record({
      id: fc.constantFrom('', 'q1|', 'q2|'),
      pending: fc.boolean(),
      day: fc.constantFrom('05', '06', '08'),
      amount: fc.constantFrom('-50.00', '-57.50', '-3.10'),
      text: fc.constantFrom('CAFE LUNA', 'SQ *CAFE LUNA BERLIN', 'SHELL 4711'),
    })
    .map(
      ({ id, pending, day, amount, text }) => `${id}${pending ? 'pending ' : ''}01-${day} ${amount} ${text}`,
    );
  const anyRows = fc
    .array(fc.record({ text: anyLine, deleted: fc.boolean(), typed: fc.boolean() }), { maxLength: 6 })
    .map((rows) =>
      rows.map(({ text, deleted, typed }, index) =>
        row(`r${index}`, text, { deleted, ...(typed ? { lines: [] } : {}) }),
      ),
    );

  it('no row answers for two lines', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 6 }), anyRows, (lines, rows) => {
        const used = compareRows(lines.map(line), rows, RULES).flatMap((fate) =>
          'rowId' in fate ? [fate.rowId] : [],
        );
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });

  it('what is alike in every way is never asked about: a file twice is a file once', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 6 }), (lines) => {
        const rows = lines.map((text, index) => row(`r${String(index)}`, text));
        const fates = compareRows(lines.map(line), rows, RULES).map(({ fate }) => fate);
        expect(fates.filter((fate) => fate !== 'duplicate' && fate !== 'match')).toEqual([]);
      }),
    );
  });

  it('the order of the rows here does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 5 }), anyRows, (lines, rows) => {
        const read = lines.map(line);
        expect(compareRows(read, rows.toReversed(), RULES)).toEqual(compareRows(read, rows, RULES));
      }),
    );
  });
});
