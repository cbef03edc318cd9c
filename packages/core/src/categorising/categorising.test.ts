import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../dates/index.ts';
import { parseCurrency } from '../money/index.ts';
import { bankWords } from './bank-words.ts';
import { beliefOf, highest } from './beliefs.ts';
import { calibrate, calibrationError, fitCalibration, reliabilityOf, thresholdFor } from './calibration.ts';
import { Categoriser } from './categoriser.ts';
import { gatherEvidence } from './evidence.ts';
import { factsOf } from './features.ts';
import { SIGNS } from './judgement.ts';
import { CONCEPTS, knownConcepts } from './known-merchants.ts';
import { parseModel, serialiseModel } from './model-text.ts';
import { confidenceText, reasonText } from './reasons.ts';
import type { CategorisableRow, LabelledRow, ModelCategory } from './row.ts';
import { gatherSupport } from './support.ts';
import { trainModel } from './train-model.ts';
import { applyTrust, fitTrust, trustIn, USUAL_TRUST } from './trust.ts';

const EUR = parseCurrency('EUR');
const CATEGORIES: readonly ModelCategory[] = [
  { id: 'salary', kind: 'income', path: ['Income', 'Salary'] },
  { id: 'interest', kind: 'income', path: ['Income', 'Interest and dividends'] },
  { id: 'groceries', kind: 'expense', path: ['Food', 'Groceries'] },
  { id: 'eating', kind: 'expense', path: ['Food', 'Restaurants'] },
  { id: 'fuel', kind: 'expense', path: ['Transport', 'Fuel'] },
  { id: 'streaming', kind: 'expense', path: ['Leisure', 'Streaming'] },
  { id: 'dog', kind: 'expense', path: ['Dog'] },
];
const IDS = CATEGORIES.map(({ id }) => id);

function row(text: string, amountMinor = -1250n, more: Partial<CategorisableRow> = {}): CategorisableRow {
  return { text, amountMinor, currency: EUR, accountId: 'a', date: parseCalendarDate('2026-03-05'), ...more };
}

function labelled(text: string, categoryId: string, amountMinor = -1250n): LabelledRow {
  return { ...row(text, amountMinor), categoryId };
}

function many(times: number, make: (index: number) => LabelledRow): LabelledRow[] {
  return Array.from({ length: times }, (_, index) => make(index));
}

/** Rows of twelve made-up merchants, of which three sell dog food. */
const TAUGHT: readonly LabelledRow[] = [
  ...many(9, (index) =>
    labelled(`KARTENZAHLUNG ZORBAX ${1000 + index}`, index === 4 ? 'eating' : 'groceries'),
  ),
  ...many(8, (index) => labelled(`WUFFTRAUM FILIALE ${index}`, 'dog', -2990n)),
  ...many(6, (index) => labelled(`WUFFPARADIES ONLINE ${index}`, 'dog', -1490n)),
  ...many(7, (index) => labelled(`BRUMMFIX AUTOHOF ${index}`, 'fuel', -6010n - BigInt(index))),
  ...many(6, (index) => labelled(`QUALMSTUBE ${index}`, 'eating', -2350n)),
  ...many(5, () => labelled('ACME WERKE LOHN', 'salary', 250_000n)),
];

const categoriserOf = (
  rows: readonly LabelledRow[],
  options: Partial<ConstructorParameters<typeof Categoriser>[1]> = {},
): Categoriser =>
  new Categoriser(trainModel(rows, CATEGORIES), { usable: IDS, boldness: 'usual', ...options });

describe('the words of a bank line', () => {
  it.each([
    ['8382 Debit Card Purchase STARBUCKS STORE 00751 03/14', 'starbucks'],
    ['POS STARBUCKS 1187', 'starbucks'],
    ['REWE SAGT DANKE. 43210//Berlin/DE', 'rewe berlin'],
    ['Müller–Straße 5', 'muller strasse'],
    ['Zelle payment from Alex F BACdd8cksye', 'zelle alex'],
    ['CARD PAYMENT', 'card payment'],
    ['東京 食堂', '東京 食堂'],
    ['12/03 4711', ''],
  ])('%s: %s', (text, key) => {
    expect(bankWords(text).key).toBe(key);
  });
});

describe('what the shipped table knows', () => {
  const conceptOf = (
    text: string,
    kind: 'income' | 'expense' = 'expense',
    merchantCode: string | null = null,
  ) => knownConcepts(bankWords(text).spoken, { kind, merchantCode }).map(({ index }) => CONCEPTS[index]?.id);

  it.each([
    ['LIDL SAGT DANKE', ['groceries']],
    ['H&M 0412', ['clothing']],
    ['AT&T BILL', ['mobile']],
    ['TRADER JOE S #552', ['groceries']],
    ['Stadtwerke München Strom', ['electricity']],
    ['ПЯТЕРОЧКА 1234', ['groceries']],
    ['Zorbax', []],
    // A plural, a compound, a cut word, two words written as one.
    ['Apotheken am Ring', ['pharmacy']],
    ['MARKTAPOTHEKE 12', ['pharmacy']],
    ['EL TORO RESTAURAN', ['restaurants']],
    ['TRADERJOES 552', ['groceries']],
    // What every card payment says is no hobby, nor a bank's machine.
    ['DEBIT CARD PURCHASE ZORBAX', []],
  ])('%s: %j', (text, concepts) => {
    expect(conceptOf(text)).toEqual(concepts);
  });

  it('reads a merchant category code, from a column or in the text', () => {
    expect(conceptOf('X', 'expense', '5541')).toEqual(['fuel']);
    // Airlines have a range of their own, and hotels.
    expect(conceptOf('X', 'expense', '3174')).toEqual(['flights']);
    expect(conceptOf('X', 'expense', '3777')).toEqual(['hotels']);
    expect(factsOf(row('ZORBAX MCC 5411')).concepts.map(({ index }) => CONCEPTS[index]?.id)).toEqual([
      'groceries',
    ]);
  });

  it('names each concept once, what it is within among them', () => {
    const ids = CONCEPTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(CONCEPTS.length).toBeLessThanOrEqual(128);
    expect(CONCEPTS.flatMap(({ within }) => (within && !ids.includes(within) ? [within] : []))).toEqual([]);
  });
});

describe('a model that nobody has taught', () => {
  it.each([
    ['LIDL 1234', -1999n, 'groceries'],
    ['NETFLIX.COM', -1299n, 'streaming'],
    ['SHELL 4711', -6000n, 'fuel'],
    ['LOHN GEHALT 03/2026', 300_000n, 'salary'],
  ])('%s is surely %s %s', (text, amountMinor, categoryId) => {
    expect(categoriserOf([]).predict(row(text, amountMinor))).toMatchObject({ categoryId, isSure: true });
  });

  it('abstains from what it does not know', () => {
    expect(categoriserOf([]).predict(row('ZORBAX'))?.isSure).toBe(false);
    expect(categoriserOf([]).decide(row('ZORBAX'))).toBeNull();
    const many = Array.from({ length: 20 }, (_, index): ModelCategory => {
      return { id: `c${index}`, kind: 'expense', path: [`Spending ${index}`] };
    });
    const categoriser = new Categoriser(trainModel([], many), {
      usable: many.map(({ id }) => id),
      boldness: 'bold',
    });
    expect(categoriser.suggest(row('ZORBAX'))).toEqual([]);
  });

  it('decides what it is sure of, with the strongest reason', () => {
    const reason = { kind: 'known', word: 'lidl' };
    expect(categoriserOf([]).decide(row('LIDL 1234'))).toMatchObject({ categoryId: 'groceries', reason });
  });

  it('finds categories by their names in other languages', () => {
    const german: ModelCategory[] = [
      { id: 'l', kind: 'expense', path: ['Lebensmittel'] },
      { id: 't', kind: 'expense', path: ['Tanken'] },
    ];
    const categoriser = new Categoriser(trainModel([], german), { usable: ['l', 't'], boldness: 'usual' });
    expect(categoriser.predict(row('LIDL'))?.categoryId).toBe('l');
    expect(categoriser.predict(row('ARAL'))?.categoryId).toBe('t');
  });

  it('does not take the food of pets for food', () => {
    const pets: ModelCategory[] = [
      { id: 'pets-food', kind: 'expense', path: ['Pets', 'Food'] },
      { id: 'groceries', kind: 'expense', path: ['Home', 'Groceries'] },
    ];
    const categoriser = new Categoriser(trainModel([], pets), {
      usable: ['pets-food', 'groceries'],
      boldness: 'bold',
    });
    expect(categoriser.predict(row('LIDL'))?.categoryId).toBe('groceries');
  });
});

describe('a model that was taught', () => {
  it('gives the reasons that can be checked', () => {
    const [first, second] = categoriserOf(TAUGHT).suggest(row('Kartenzahlung Zorbax 9999'));
    expect(first).toMatchObject({
      categoryId: 'groceries',
      reasons: [{ kind: 'merchant', rows: 8, of: 9 }, {}],
    });
    expect(first?.reasons[0] && reasonText(first.reasons[0], 'Groceries')).toBe(
      '8 of 9 rows like this were Groceries',
    );
    expect(second).toMatchObject({
      categoryId: 'eating',
      reasons: [{ kind: 'merchant', rows: 1, of: 9 }, {}],
    });
  });

  it('finds what merchants have in common, and does not act on a likeness alone', () => {
    const [first] = categoriserOf(TAUGHT).suggest(row('WUFFHAUS 12', -1990n));
    expect(first?.categoryId).toBe('dog');
    expect(first?.isSure).toBe(false);
  });

  it('stays sure of what the table recognises, however little could be said of what people labelled', () => {
    const letters = 'bdfgklmnprst';
    const vowels = 'aeiou';
    const odd = many(60, (index) => {
      const first = letters.charAt((index * 7) % 12) + vowels.charAt(index % 5);
      const last = letters.charAt((index * 5) % 12) + vowels.charAt((index >> 2) % 5);
      const chosen = ['groceries', 'eating', 'fuel', 'dog'][((index * 2_654_435_761) >>> 7) % 4];
      return labelled(`${first}${last}${letters.charAt((index >> 1) % 12)} ${index}`, chosen ?? '');
    });
    expect(categoriserOf(odd).predict(row('QOXUZ 1'))?.isSure).toBe(false);
    expect(categoriserOf(odd).predict(row('LIDL 1234'))).toMatchObject({
      categoryId: 'groceries',
      isSure: true,
    });
  });

  it('is the same whatever the order of categories, and at every run', () => {
    const other = trainModel(TAUGHT, CATEGORIES.toReversed());
    expect(serialiseModel(other)).toBe(serialiseModel(trainModel(TAUGHT, CATEGORIES)));
  });

  it('leaves out rows of categories that are not there any more', () => {
    const model = trainModel([...TAUGHT, labelled('GONE', 'deleted')], CATEGORIES);
    expect(model.trained.rows).toBe(TAUGHT.length);
    expect(model.categories.map(({ id }) => id)).not.toContain('deleted');
  });

  it('stays below two megabytes: what is counted below one, and the table of weights below the other', {
    timeout: 60_000,
  }, () => {
    const letters = (index: number) =>
      [...String(index)].map((figure) => 'bcdfghjklm'.charAt(figure.charCodeAt(0) - 48)).join('a');
    const witnesses = Array.from({ length: 20_000 }, (_, index) => {
      const one = row(`merchant of ${letters(index % 9000)} and ${letters(index * 7)}`, BigInt(-index));
      return { facts: factsOf(one), row: one, target: index % 200 };
    });
    expect(JSON.stringify(gatherEvidence(witnesses)).length).toBeLessThan(1_000_000);
    const categories = Array.from({ length: 200 }, (_, index): ModelCategory => {
      return {
        id: `0199-category-${index}-of-two-hundred-in-a-uuid`,
        kind: 'expense',
        path: [`Spending ${index}`],
      };
    });
    const rows = many(100, (index) =>
      labelled(`merchant ${letters(index)}`, categories[index % 200]?.id ?? ''),
    );
    expect(serialiseModel(trainModel(rows, categories)).length).toBeLessThan(1_000_000);
  });
});

const anyRow = fc.record({
  text: fc.oneof(
    fc.constantFrom(...TAUGHT.map(({ text }) => text), 'LIDL', 'wuff', '', '__proto__', 'constructor'),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  ),
  payee: fc.option(fc.string({ maxLength: 30 })),
  amountMinor: fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
  currency: fc.constantFrom(EUR, parseCurrency('JPY'), parseCurrency('KWD')),
  accountId: fc.constantFrom('a', 'b'),
  date: fc.constantFrom(parseCalendarDate('2026-02-28'), parseCalendarDate('2024-02-29')),
});

describe('laws', () => {
  const model = trainModel(TAUGHT, CATEGORIES);
  const stored = parseModel(serialiseModel(model));

  it('probabilities of a row sum to 1', () => {
    const categoriser = new Categoriser(model, {
      usable: IDS,
      boldness: 'usual',
      corrections: TAUGHT.slice(3, 12),
    });
    fc.assert(
      fc.property(anyRow, (some) => {
        const sum = [...categoriser.probabilities(some).values()].reduce((total, share) => total + share, 0);
        expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });

  it('the same row gets the same answer, whatever was asked in between', () => {
    const categoriser = new Categoriser(model, { usable: IDS, boldness: 'usual' });
    fc.assert(
      fc.property(anyRow, anyRow, (some, other) => {
        const first = categoriser.suggest(some);
        categoriser.predict(other);
        expect(categoriser.suggest(some)).toEqual(first);
        const [top] = first;
        if (top === undefined) return;
        const { categoryId, probability, isSure } = top;
        expect(categoriser.predict(some)).toEqual({ categoryId, probability, isSure });
      }),
    );
  });

  it('a model that was stored and read gives the same predictions', () => {
    if (stored === null) throw new Error('It was not read.');
    const before = new Categoriser(model, { usable: IDS, boldness: 'bold' });
    const after = new Categoriser(stored, { usable: IDS, boldness: 'bold' });
    fc.assert(
      fc.property(anyRow, (some) => {
        expect(after.suggest(some)).toEqual(before.suggest(some));
      }),
    );
  });

  it('a correction is honoured at once, also to a category that the model has never heard of', () => {
    const wordy = anyRow.filter((some) => factsOf(some).key !== '' && some.amountMinor !== 0n);
    fc.assert(
      fc.property(wordy, fc.constantFrom('dog', 'brand-new'), (some, categoryId) => {
        const corrections = [
          { ...some, categoryId: 'fuel' },
          { ...some, categoryId },
        ];
        const usable = [...IDS, 'brand-new'];
        const categoriser = new Categoriser(model, { usable, boldness: 'cautious', corrections });
        expect(categoriser.predict(some)).toMatchObject({ categoryId, isSure: true });
        expect(categoriser.suggest(some)[0]?.reasons[0]).toEqual({ kind: 'correction' });
      }),
    );
  });

  it('a category that may not be used is never predicted, nor one of the other kind', () => {
    const usable = ['interest', 'eating', 'fuel'];
    const corrections = [labelled('LIDL', 'groceries'), labelled('NEW', 'not of this tenant')];
    const categoriser = new Categoriser(model, { usable, boldness: 'bold', corrections });
    fc.assert(
      fc.property(anyRow, (some) => {
        const allowed = some.amountMinor > 0n ? ['interest'] : ['eating', 'fuel'];
        for (const { categoryId } of categoriser.suggest(some)) expect(allowed).toContain(categoryId);
        expect(allowed).toContain(categoriser.predict(some)?.categoryId);
      }),
    );
    expect(new Categoriser(model, { usable: [], boldness: 'bold' }).predict(row('LIDL'))).toBeNull();
  });

  it('a refund takes a category of spending', () => {
    const categoriser = new Categoriser(model, { usable: IDS, boldness: 'usual' });
    expect(categoriser.predict(row('ZORBAX', 1250n, { kind: 'expense' }))?.categoryId).toBe('groceries');
  });

  it('calibrating keeps the order and the sum', () => {
    const shares = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 });
    const calibration = fc.record({
      sharpness: fc.double({ min: 0.4, max: 2.5, noNaN: true }),
      doubt: fc.double({ min: 0.005, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(shares, calibration, (parts, how) => {
        const whole = parts.reduce((total, part) => total + part, 0);
        const before = Float64Array.from(parts, (part) => part / whole);
        const after = Float64Array.from(before);
        calibrate(after, { from: 0, to: after.length }, how);
        expect(after.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 9);
        const order = (list: Float64Array) => list.indexOf(Math.max(...list));
        expect(after[order(before)]).toBeCloseTo(Math.max(...after), 9);
      }),
    );
  });
});

describe('trust in what is thought of an unseen merchant', () => {
  const signs = (odds: number) => USUAL_TRUST.map((_, index) => (index === 0 ? 1 : index === 1 ? odds : 0));

  it('is what is usual where nothing was tried, and follows what came true', () => {
    expect(USUAL_TRUST).toHaveLength(SIGNS.length);
    expect(fitTrust([], USUAL_TRUST)).toEqual(USUAL_TRUST);
    const wrong = many(200, () => labelled('', '')).map((_, index) => {
      return { signs: signs(3), isRight: index % 4 === 0 };
    });
    expect(trustIn(signs(3), USUAL_TRUST)).toBeGreaterThan(0.7);
    const trust = trustIn(signs(3), fitTrust(wrong, USUAL_TRUST));
    expect(trust).toBeGreaterThan(0.2);
    expect(trust).toBeLessThan(0.35);
  });

  it('keeps the likeliest the likeliest, the sum, and what cannot be chosen', () => {
    const shares = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(shares, fc.double({ min: 0.01, max: 0.985, noNaN: true }), (parts, share) => {
        const whole = parts.reduce((total, part) => total + part, 0);
        const list = Float64Array.of(...parts.map((part) => part / whole), 0);
        const top = highest(list);
        applyTrust(list, top, share);
        expect(list.reduce((total, part) => total + part, 0)).toBeCloseTo(1, 9);
        expect(list[top]).toBeCloseTo(Math.max(...list), 9);
        expect(list.at(-1)).toBe(0);
      }),
    );
  });

  it('counts merchants, not rows, and the rest of a group for less', () => {
    const support = gatherSupport([
      ...many(50, () => labelled('LIDL', '')).map(({ text }) => ({ facts: factsOf(row(text)), target: 1 })),
      { facts: factsOf(row('REWE')), target: 2 },
    ]);
    expect(support.get('all')).toEqual([
      [1, 1],
      [2, 1],
    ]);
    const range = { from: 0, to: 4 };
    const belief = beliefOf(factsOf(row('ALDI')), { fits: new Map(), support, range });
    expect(belief?.merchants).toBe(2);
    expect(belief?.shares[1]).toBeCloseTo(belief?.shares[2] ?? 0, 9);
    // A restaurant is food as well: it is thought to be there, with less behind it.
    const near = beliefOf(factsOf(row('PIZZERIA')), { fits: new Map(), support, range });
    expect(near?.merchants).toBe(0);
    expect(near?.shares[1]).toBeGreaterThan(0.3);
    expect(near?.shares[1]).toBeLessThan(belief?.shares[1] ?? 0);
  });
});

describe('calibration', () => {
  it('finds that what seemed sure was right half the time', () => {
    const trials = many(200, () => labelled('x', 'y')).map((_, index) => {
      return { probabilities: [0.98, 0.01, 0.01], isRight: index % 2 === 0 };
    });
    const { doubt } = fitCalibration(trials, { sharpness: 1, doubt: 0.05 });
    expect(doubt).toBeGreaterThanOrEqual(0.4);
  });

  it('counts by tenths and says how far off they are', () => {
    const bins = reliabilityOf([
      { probability: 0.95, isRight: true },
      { probability: 0.95, isRight: false },
      { probability: 0.2, isRight: false },
    ]);
    expect(bins[9]).toEqual({ from: 0.9, to: 1, rows: 2, right: 1, expected: 0.95 });
    // |1 - 1.9| + |0 - 0.2| = 1.1, over three rows.
    expect(calibrationError(bins)).toBeCloseTo(1.1 / 3, 9);
  });

  it('commits from where enough was right, and never on a dozen lucky trials', () => {
    const trials = [
      ...many(100, () => labelled('', '')).map(() => ({ probability: 0.9, isRight: true })),
      ...many(50, () => labelled('', '')).map((_, index) => ({ probability: 0.6, isRight: index % 2 === 0 })),
    ];
    expect(thresholdFor(trials, 0.95)).toBe(0.9);
    expect(thresholdFor(trials, 0.8)).toBe(0.6);
    expect(thresholdFor(trials.slice(0, 12), 0.98)).toBeNull();
    expect(thresholdFor([], 0.5)).toBeNull();
  });
});

describe('words', () => {
  it('of reasons', () => {
    expect(reasonText({ kind: 'merchant', rows: 3, of: 3 }, 'Fuel')).toBe('All 3 rows like this were Fuel');
    expect(reasonText({ kind: 'merchant', rows: 1, of: 1 }, 'Fuel')).toBe('The one row like this was Fuel');
    expect(reasonText({ kind: 'word', word: 'bakery', rows: 5, of: 6 }, 'Coffee')).toBe(
      '5 of 6 rows with "bakery" were Coffee',
    );
    expect(reasonText({ kind: 'amount', rows: 2, of: 2 }, 'Rent')).toBe(
      'All 2 rows of this amount were Rent',
    );
    expect(reasonText({ kind: 'known', word: 'lidl' }, 'Food')).toBe('"lidl" usually means Food');
  });

  it.each([
    [0.99, 'almost certain'],
    [0.9, 'very likely'],
    [0.7, 'likely'],
    [0.5, 'maybe'],
    [0.2, 'a guess'],
  ])('of %d: %s', (probability, words) => {
    expect(confidenceText(probability)).toBe(words);
  });
});
