import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarDate, fromEpochDay, parseCalendarDate } from '../dates/index.ts';
import {
  allowedEdits,
  closestName,
  closeWords,
  editDistance,
  foldText,
  parseQuery,
  printQuery,
  type SearchNode,
} from './index.ts';

const span = { position: 0, length: 0 };
const context = { today: parseCalendarDate('2026-03-18') };

/** The meaning without its places in the text. */
function meaning(node: SearchNode): SearchNode {
  switch (node.kind) {
    case 'all':
    case 'any':
      return { ...node, span, items: node.items.map(meaning) };
    case 'not':
      return { ...node, span, item: meaning(node.item) };
    default:
      return { ...node, span };
  }
}

const word = fc.stringMatching(/^[a-zäß0-9][a-zäß0-9.&-]{0,8}$/u).filter((text) => !/^or$/iu.test(text));
const name = fc
  .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'ab "()/-:é') })
  .filter((text) => foldText(text) !== '');
const day = fc.integer({ min: -700_000, max: 2_900_000 }).map(fromEpochDay);
const decimal = fc.stringMatching(/^\d{1,6}(\.\d{1,3})?$/u);
const bound = fc.record({ value: decimal, isIncluded: fc.boolean() });

function days(first: CalendarDate, second: CalendarDate): SearchNode {
  const [from, to] = first < second ? [first, second] : [second, first];
  return { kind: 'date', from, to, span };
}

const leaf: fc.Arbitrary<SearchNode> = fc.oneof(
  word.map((text): SearchNode => ({ kind: 'word', text, span })),
  name.map((text): SearchNode => ({ kind: 'phrase', text, span })),
  fc
    .tuple(fc.constantFrom('account', 'category', 'payee', 'tag'), name)
    .map(([field, text]): SearchNode => ({ kind: 'named', field, name: text, span })),
  fc.tuple(day, day).map(([first, second]) => days(first, second)),
  day.map((from): SearchNode => ({ kind: 'date', from, to: null, span })),
  fc.tuple(bound, fc.boolean(), fc.boolean()).map(
    ([one, isLow, isSigned]): SearchNode => ({
      kind: 'amount',
      low: isLow ? one : null,
      high: isLow ? null : one,
      isSigned,
      span,
    }),
  ),
  fc
    .constantFrom('attachment', 'notes', 'tags', 'split', 'refund', 'transfer', 'payee', 'category')
    .map((what): SearchNode => ({ kind: 'has', what, span })),
  fc.uuid().map((id): SearchNode => ({ kind: 'id', field: 'import', id, span })),
);

/** Groups of two and more that hold no group of their own kind, as the reader makes them. */
const { node } = fc.letrec<{ node: SearchNode; all: SearchNode; any: SearchNode; not: SearchNode }>(
  (tie) => ({
    node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('not'), tie('all'), tie('any')),
    all: fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map(
      (items): SearchNode => ({
        kind: 'all',
        items: items.flatMap((item) => (item.kind === 'all' ? item.items : [item])),
        span,
      }),
    ),
    any: fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map(
      (items): SearchNode => ({
        kind: 'any',
        items: items.flatMap((item) => (item.kind === 'any' ? item.items : [item])),
        span,
      }),
    ),
    not: tie('node').map((item): SearchNode => ({ kind: 'not', item, span })),
  }),
);

describe('laws of the query language', () => {
  it('what is written is read as it was meant', () => {
    fc.assert(
      fc.property(node, (query) => {
        const printed = printQuery(query);
        const parsed = parseQuery(printed, context);
        // Larger than anybody types is refused, by its size alone.
        if (!parsed.ok) expect(parsed.problem.message).toMatch(/^a search has up to|nested too deep/);
        else expect(meaning(parsed.query)).toEqual(meaning(query));
      }),
      { numRuns: 1000 },
    );
  });

  it('any text is read or refused at a place inside it, and what is read means the same when it is written again', () => {
    const pieces = fc.constantFrom(
      'a',
      ' ',
      '-',
      '(',
      ')',
      '"',
      ':',
      'or',
      ' or ',
      'amount:',
      '>5',
      '..',
      '10',
      'date:',
      '2026-01',
      'category:',
      'food',
      'xy:',
      '\u00e9',
      '&',
      'none',
    );
    const text = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (query) => {
        const parsed = parseQuery(query, context);
        if (parsed.ok) {
          const again = parseQuery(printQuery(parsed.query), context);
          expect(again.ok && meaning(again.query)).toEqual(meaning(parsed.query));
        } else {
          const { position, length, message, hint } = parsed.problem;
          expect(position).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(position + length).toBeLessThanOrEqual(query.length);
          expect(message && hint).not.toBe('');
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('foldText', () => {
  it.each([
    ['Müller–Straße 4711', 'muller strasse 4711'],
    ['ŁÓDŹ', 'lodz'],
    ['“Œuvre” & Ærø', 'oeuvre aero'],
    ['MALMÖ, Malmö', 'malmo malmo'],
    ['ﬁne', 'fine'],
    ['5€ a_b', '5 a b'],
    ['Привет', 'привет'],
    ['日本語', '日本語'],
    [' -- ', ''],
  ])('%s is %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('changes nothing that is folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => foldText(foldText(text)) === foldText(text)),
    );
  });
});

describe('misspelt words', () => {
  it.each([
    ['grocery', 'grocery', 0],
    ['grocerry', 'grocery', 1],
    ['grcoery', 'grocery', 1],
    ['rewe', 'aldi', 3],
    ['kitten', 'sitting', 3],
  ])('%s is %s with %i mistakes', (left, right, distance) => {
    expect(editDistance(left, right, 2)).toBe(Math.min(distance, 3));
  });

  it('takes as many mistakes as the longer word has letters, at most, and the same both ways', () => {
    const short = fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(short, short, (left, right) => {
        const distance = editDistance(left, right, 9);
        expect(distance).toBe(editDistance(right, left, 9));
        expect(distance === 0).toBe(left === right);
        expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(left.length - right.length));
      }),
    );
  });

  it.each([
    ['abc', 0],
    ['rent', 1],
    ['grocery', 1],
    ['groceries', 2],
    ['inv20261', 0],
  ] as const)('%s may hold %i', (typed, edits) => {
    expect(allowedEdits(typed)).toBe(edits);
  });

  it('mean the words that are nearest', () => {
    const vocabulary = ['grocery', 'groceries', 'umbrella', 'rent', 'rest', 'bread'];
    expect(closeWords('grocerry', vocabulary)).toEqual(['grocery']);
    expect(closeWords('umbrla', vocabulary)).toEqual([]);
    expect(closeWords('umbrelal', vocabulary)).toEqual(['umbrella']);
    expect(closeWords('rejt', vocabulary)).toEqual(['rent', 'rest']);
    expect(closeWords('bre', vocabulary)).toEqual([]);
    expect(closeWords('bread', [])).toEqual([]);
  });

  it('suggest a name', () => {
    expect(closestName('foood', ['Food', 'Rent'])).toBe('Food');
    expect(closestName('xyz', ['Food', 'Rent'])).toBeUndefined();
  });
});
