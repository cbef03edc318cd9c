import { foldText } from '../search/index.ts';
import { isNoise } from './bank-words.ts';
import type { Concept } from './concept.ts';
import { CHAINS, MORE_CHAINS } from './concepts-chains.ts';
import { FINANCE_CONCEPTS } from './concepts-finance.ts';
import { LIVING_CONCEPTS } from './concepts-living.ts';
import { PEOPLE_CONCEPTS } from './concepts-people.ts';
import { LIVING_WORDS, PEOPLE_WORDS } from './concepts-words.ts';
import { CODE_RANGES, MONEY_WORDS, STEMS } from './concepts-words-money.ts';
import type { CategoryKind, ModelCategory } from './row.ts';

/** What the shipped table knows, in the order in which models number it: only ever added to at the end. */
export const CONCEPTS: readonly Concept[] = [...LIVING_CONCEPTS, ...PEOPLE_CONCEPTS, ...FINANCE_CONCEPTS];

/** A concept that a row is likely about, and the words that say so. */
export interface KnownConcept {
  /** Its place in {@link CONCEPTS}. */
  readonly index: number;
  readonly because: string;
  /** 1 for a code or a whole name; less where several concepts share the word, or it is vague. */
  readonly weight: number;
}

/** The concepts that the words of a bank's line, or its merchant code, stand for. The longest name at a place counts. */
export function knownConcepts(
  words: readonly string[],
  { kind, merchantCode }: { readonly kind: CategoryKind; readonly merchantCode: string | null },
): KnownConcept[] {
  const tables = TABLES[kind];
  const found: KnownConcept[] = [];
  const code = merchantCode === null ? undefined : tables.codes.get(merchantCode);
  for (const index of code ?? []) found.push({ index, because: `code ${merchantCode}`, weight: 1 });
  for (let start = 0; start < words.length; ) {
    const match = longestPhrase(words, start, tables.phrases) ?? wordLike(words[start] ?? '', tables);
    if (match === null) {
      start += 1;
      continue;
    }
    const weight = match.worth / match.concepts.length;
    for (const index of match.concepts) {
      if (!found.some((known) => known.index === index))
        found.push({
          index,
          because: match.phrase,
          weight: CONCEPTS[index]?.isVague ? weight * HINT : weight,
        });
    }
    start += match.length;
  }
  return found;
}

/** The place in {@link CONCEPTS} of the concept that a concept is in the end a part of. */
export function groupOf(index: number): number {
  return GROUPS[index] ?? index;
}

/** How well a category fits a concept by its name: 0 not at all, 1 for what it is itself called. */
export function fitOfCategory(concept: Concept, category: ModelCategory): number {
  if (concept.kind !== category.kind) return 0;
  const own = foldText(category.path.at(-1) ?? '');
  const names = NAMES.get(concept) ?? [];
  if (names.includes(own)) return category.path.length > 1 ? fitBelow(concept, category) : 1;
  if (names.some((name) => containsPhrase(own, name))) return 0.7;
  return isRootOf(concept.within, category) ? GROUP_FIT : 0;
}

/** "Food" below "Pets" is no category of food, and "Clothing" below "Children" is not the first to think of. */
function fitBelow(concept: Concept, category: ModelCategory): number {
  const parent = foldText(category.path.at(-2) ?? '');
  const owner = CONCEPTS.find((other) => (NAMES.get(other) ?? []).includes(parent));
  if (owner === undefined || owner === concept) return 1;
  const isAtHome =
    concept.within === owner.id || concept.within === owner.within || owner.within === concept.id;
  return isAtHome ? 1 : 0.5;
}

function isRootOf(within: string | undefined, category: ModelCategory): boolean {
  if (within === undefined || category.path.length > 1) return false;
  const group = CONCEPTS.find((concept) => concept.id === within);
  return group !== undefined && (NAMES.get(group) ?? []).includes(foldText(category.path[0] ?? ''));
}

function containsPhrase(text: string, phrase: string): boolean {
  return phrase.length > 3 && ` ${text} `.includes(` ${phrase} `);
}

function rootOf(concept: Concept): Concept {
  const above = CONCEPTS.find(({ id }) => id === concept.within);
  return above === undefined ? concept : rootOf(above);
}

interface Tables {
  readonly phrases: ReadonlyMap<string, readonly number[]>;
  readonly codes: ReadonlyMap<string, readonly number[]>;
  /** Beginnings and ends of words. */
  readonly begins: ReadonlyMap<string, readonly number[]>;
  readonly ends: ReadonlyMap<string, readonly number[]>;
}

/** Shorter than this, two words written as one may be another word. */
const LEAST_JOINED = 7;
const GROUP_FIT = 0.4;
/** By a phrase's first word, the most words that a phrase has which begins so. */
const LENGTHS = new Map<string, number>();
const LEAST_SINGULAR = 4;
const LEAST_PLURAL = 6;
const SHORTEST_STEM = 4;
const LONGEST_STEM = 18;
/** How much a vague concept counts beside one that is clear. */
const HINT = 0.6;
const NAMES: ReadonlyMap<Concept, readonly string[]> = new Map(
  CONCEPTS.map((concept) => [concept, concept.names.split(',').map(foldText)]),
);
const GROUPS: readonly number[] = CONCEPTS.map((concept) => CONCEPTS.indexOf(rootOf(concept)));
const NAMED_CODES: ReadonlySet<string> = new Set(
  CONCEPTS.flatMap(({ mcc }) => mcc.split(' ').filter(Boolean)),
);
const TABLES: Readonly<Record<CategoryKind, Tables>> = {
  income: tablesOf('income'),
  expense: tablesOf('expense'),
};

function tablesOf(kind: CategoryKind): Tables {
  const phrases = new Map<string, number[]>();
  const codes = new Map<string, number[]>();
  const begins = new Map<string, number[]>();
  const ends = new Map<string, number[]>();
  for (const [index, concept] of CONCEPTS.entries()) {
    if (concept.kind !== kind) continue;
    for (const phrase of phrasesOf(concept)) addPhrase(phrases, phrase, index);
    for (const code of codesOf(concept)) addTo(codes, code, index);
    const stems = STEMS[concept.id];
    for (const stem of stems?.begins?.split(' ') ?? []) addTo(begins, stem, index);
    for (const stem of stems?.ends?.split(' ') ?? []) addTo(ends, stem, index);
  }
  return { phrases, codes, begins, ends };
}

/** A code that a concept names itself is its own, whatever range it lies in. */
function codesOf({ id, mcc }: Concept): Set<string> {
  const codes = new Set(mcc.split(' ').filter(Boolean));
  for (const [first, last, concept] of CODE_RANGES) {
    if (concept !== id) continue;
    for (let code = first; code <= last; code += 1) {
      const text = `${code}`.padStart(4, '0');
      if (!NAMED_CODES.has(text)) codes.add(text);
    }
  }
  return codes;
}

/** Whole names, and names of several words written as one: "traderjoes". */
function phrasesOf({ id, words }: Concept): Set<string> {
  const lists = [words, LIVING_WORDS[id], PEOPLE_WORDS[id], MONEY_WORDS[id], CHAINS[id], MORE_CHAINS[id]];
  const whole = lists
    .flatMap((list) => (list ?? '').split(','))
    .map(foldText)
    .filter(Boolean);
  const joined = whole
    .map((phrase) => phrase.replaceAll(' ', ''))
    .filter((word) => word.length >= LEAST_JOINED);
  return new Set([...whole, ...joined]);
}

function addPhrase(phrases: Map<string, number[]>, phrase: string, index: number): void {
  const words = phrase.split(' ');
  const [first = ''] = words;
  LENGTHS.set(first, Math.max(words.length, LENGTHS.get(first) ?? 0));
  addTo(phrases, phrase, index);
}

function addTo(map: Map<string, number[]>, key: string, index: number): void {
  const there = map.get(key);
  if (there) there.push(index);
  else map.set(key, [index]);
}

interface PhraseMatch {
  readonly phrase: string;
  readonly length: number;
  readonly concepts: readonly number[];
  /** 1 for a name as the table has it; less for a word that is only like one. */
  readonly worth: number;
}

function longestPhrase(
  words: readonly string[],
  start: number,
  phrases: Tables['phrases'],
): PhraseMatch | null {
  const longest = LENGTHS.get(words[start] ?? '') ?? 0;
  for (let length = Math.min(longest, words.length - start); length > 0; length -= 1) {
    const phrase = length === 1 ? (words[start] ?? '') : words.slice(start, start + length).join(' ');
    const concepts = phrases.get(phrase);
    if (concepts && (length > 1 || !isNoise(phrase))) return { phrase, length, concepts, worth: 1 };
  }
  return null;
}

/** A plural or a singular of a word that the table has, or a compound or cut word that begins or ends as one. */
function wordLike(word: string, { phrases, begins, ends }: Tables): PhraseMatch | null {
  if (word.length < LEAST_SINGULAR || isNoise(word)) return null;
  const isPlural = word.endsWith('s');
  const other = isPlural ? word.slice(0, -1) : `${word}s`;
  const plural = isPlural || word.length >= LEAST_PLURAL ? phrases.get(other) : undefined;
  if (plural) return { phrase: other, length: 1, concepts: plural, worth: 0.9 };
  for (let length = Math.min(LONGEST_STEM, word.length); length >= SHORTEST_STEM; length -= 1) {
    const concepts =
      begins.get(word.slice(0, length)) ?? (length < word.length ? ends.get(word.slice(-length)) : undefined);
    if (concepts) return { phrase: word, length: 1, concepts, worth: 0.9 };
  }
  return null;
}
