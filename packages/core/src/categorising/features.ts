import { isoWeekday } from '../dates/index.ts';
import { currencyExponent } from '../money/index.ts';
import { bankWords, merchantCodeIn } from './bank-words.ts';
import { type KnownConcept, knownConcepts } from './known-merchants.ts';
import { type CategorisableRow, type CategoryKind, kindOf } from './row.ts';

/** What a row says, before any model has an opinion on it. */
export interface RowFacts {
  readonly kind: CategoryKind;
  readonly words: readonly string[];
  /** {@link BankWords.key} of the text, or of the payee where the text says nothing. */
  readonly key: string;
  readonly concepts: readonly KnownConcept[];
  /** {@link BankWords.manner}. */
  readonly manner: readonly string[];
  /** The amount with its currency: what is paid monthly is often the same to the cent. */
  readonly amountKey: string;
}

/** Features of one row: places in a model's table and how much each counts. The arrays are used again for the next. */
export interface FeatureVector {
  readonly places: Int32Array;
  readonly values: Float32Array;
  length: number;
}

/** Places for concepts, and one that every row has; hashed features come after them. */
export const CONCEPT_PLACES = 128;
const ALWAYS = CONCEPT_PLACES;
export const FIXED_PLACES = CONCEPT_PLACES + 1;

/** Reads the facts of a row. */
export function factsOf(row: CategorisableRow): RowFacts {
  const kind = kindOf(row);
  const fromText = bankWords(row.text);
  const fromPayee = row.payee ? bankWords(row.payee) : null;
  const isTold = fromText.key !== '' || fromPayee === null;
  const words = fromPayee === null ? fromText.words : [...new Set([...fromText.words, ...fromPayee.words])];
  const spoken = fromPayee === null ? fromText.spoken : [...fromText.spoken, '|', ...fromPayee.spoken];
  return {
    kind,
    words,
    key: isTold ? fromText.key : fromPayee.key,
    manner: fromText.manner,
    concepts: knownConcepts(spoken, { kind, merchantCode: row.merchantCode ?? merchantCodeIn(row.text) }),
    amountKey: `${row.amountMinor} ${row.currency}`,
  };
}

/** An empty vector, to be filled by {@link fillFeatures} again and again. */
export function featureVector(): FeatureVector {
  return { places: new Int32Array(MOST_FEATURES), values: new Float32Array(MOST_FEATURES), length: 0 };
}

/** Turns a row into features of a table with 2^bits hashed places. */
export function fillFeatures(
  vector: FeatureVector,
  row: CategorisableRow,
  { facts, bits }: { readonly facts: RowFacts; readonly bits: number },
): void {
  vector.length = 0;
  add(vector, ALWAYS, 0.4);
  for (const { index, weight } of facts.concepts) add(vector, index, weight);
  const hashing = { vector, mask: (1 << bits) - 1 };
  addWords(hashing, facts);
  addLetters(hashing, facts.words);
  addCircumstances(hashing, row, facts);
}

interface Hashing {
  readonly vector: FeatureVector;
  readonly mask: number;
}

const MOST_FEATURES = 320;
/** How much each kind of feature counts; what several of a kind say together does not outweigh one that is sure. */
const WORTH = {
  word: 1.2,
  pair: 0.6,
  key: 1,
  letters: 0.9,
  amount: 0.7,
  size: 0.35,
  account: 0.4,
  day: 0.2,
  manner: 1,
};

function addWords(hashing: Hashing, { words, key }: RowFacts): void {
  if (words.length === 0) return;
  const share = 1 / Math.sqrt(words.length);
  for (const word of words) addHashed(hashing, `w${word}`, WORTH.word * share);
  for (let at = 1; at < words.length; at += 1)
    addHashed(hashing, `p${words[at - 1]} ${words[at]}`, WORTH.pair * share);
  addHashed(hashing, `k${key}`, WORTH.key);
}

/** Runs of four letters, word ends marked: what "starbucks" and "starbuck's", "bakery" and "bakeries" share. */
function addLetters({ vector, mask }: Hashing, words: readonly string[]): void {
  const first = vector.length;
  for (const word of words) {
    const marked = `<${word}>`;
    for (let at = 0; at + RUN <= marked.length && vector.length < MOST_FEATURES - 16; at += 1) {
      let hash = LETTERS;
      for (let offset = 0; offset < RUN; offset += 1) hash = step(hash, marked.charCodeAt(at + offset));
      add(vector, FIXED_PLACES + (finish(hash) & mask), 0);
    }
  }
  const value = WORTH.letters / Math.sqrt(Math.max(1, vector.length - first));
  vector.values.fill(value, first, vector.length);
}

const RUN = 4;
const BASIS = 0x811c9dc5;
/** Where the hash of a run of letters begins: no other feature begins there. */
const LETTERS = 0x2f0b4c47;

function addCircumstances(hashing: Hashing, row: CategorisableRow, facts: RowFacts): void {
  const { kind, amountKey, manner } = facts;
  const share = WORTH.manner / Math.sqrt(Math.max(1, manner.length));
  for (const word of manner) addHashed(hashing, `n${kind}${word}`, share);
  const exponent = currencyExponent(row.currency);
  const figures = (row.amountMinor < 0n ? -row.amountMinor : row.amountMinor).toString();
  const first = figures.charAt(0);
  const third = first < '2' ? 'a' : first < '5' ? 'b' : 'c';
  addHashed(hashing, `a${amountKey}`, WORTH.amount);
  addHashed(hashing, `s${kind}${figures.length - exponent}${third}`, WORTH.size);
  addHashed(hashing, `r${kind}${roundness(figures, exponent)}`, WORTH.day);
  addHashed(hashing, `c${kind}${row.accountId}`, WORTH.account);
  addHashed(hashing, `d${kind}${isoWeekday(row.date) > 5 ? 'weekend' : 'weekday'}`, WORTH.day);
  addHashed(hashing, `m${kind}${thirdOfMonth(row.date.slice(8))}`, WORTH.day);
}

/** Whole hundreds, tens or units of the currency, or neither. */
function roundness(figures: string, exponent: number): string {
  for (const zeros of [2, 1, 0]) {
    if (figures.length > exponent + zeros && figures.endsWith('0'.repeat(exponent + zeros)))
      return `r${zeros}`;
  }
  return 'odd';
}

function thirdOfMonth(day: string): string {
  if (day <= '05' || day >= '28') return 'turn';
  return day <= '16' ? 'first half' : 'second half';
}

/** The first letter of a feature says of which kind it is. */
function addHashed({ vector, mask }: Hashing, feature: string, value: number): void {
  let hash = BASIS;
  for (let at = 0; at < feature.length; at += 1) hash = step(hash, feature.charCodeAt(at));
  add(vector, FIXED_PLACES + (finish(hash) & mask), value);
}

function add(vector: FeatureVector, place: number, value: number): void {
  if (vector.length === MOST_FEATURES) return;
  vector.places[vector.length] = place;
  vector.values[vector.length] = value;
  vector.length += 1;
}

/** FNV-1a over code units. */
function step(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** Spreads the high bits over the low ones, which are the ones that are used. */
function finish(hash: number): number {
  return (hash ^ (hash >>> 15) ^ (hash >>> 24)) >>> 0;
}
