import { foldText } from '../search/index.ts';
import type { Concept } from './concept.ts';
import { FINANCE_CONCEPTS } from './concepts-finance.ts';
import { LIVING_CONCEPTS } from './concepts-living.ts';
import { PEOPLE_CONCEPTS } from './concepts-people.ts';
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
    const match = longestPhrase(words, start, tables.phrases);
    if (match === null) {
      start += 1;
      continue;
    }
    const weight = 1 / match.concepts.length;
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

/** How well a category fits a concept by its name: 0 not at all, 1 for what it is itself called. */
export function fitOfCategory(concept: Concept, category: ModelCategory): number {
  if (concept.kind !== category.kind) return 0;
  const own = foldText(category.path.at(-1) ?? '');
  const names = NAMES.get(concept) ?? [];
  if (names.includes(own)) return category.path.length > 1 ? fitBelow(concept, category) : 1;
  if (names.some((name) => containsPhrase(own, name))) return 0.7;
  return isRootOf(concept.within, category) ? 0.4 : 0;
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

interface Tables {
  readonly phrases: ReadonlyMap<string, readonly number[]>;
  readonly codes: ReadonlyMap<string, readonly number[]>;
}

const LONGEST_PHRASE = 4;
/** How much a vague concept counts beside one that is clear. */
const HINT = 0.6;
const NAMES: ReadonlyMap<Concept, readonly string[]> = new Map(
  CONCEPTS.map((concept) => [concept, concept.names.split(',').map(foldText)]),
);
const TABLES: Readonly<Record<CategoryKind, Tables>> = {
  income: tablesOf('income'),
  expense: tablesOf('expense'),
};

function tablesOf(kind: CategoryKind): Tables {
  const phrases = new Map<string, number[]>();
  const codes = new Map<string, number[]>();
  for (const [index, concept] of CONCEPTS.entries()) {
    if (concept.kind !== kind) continue;
    for (const phrase of new Set(concept.words.split(',').map(foldText))) addTo(phrases, phrase, index);
    for (const code of new Set(concept.mcc.split(' ').filter(Boolean))) addTo(codes, code, index);
  }
  return { phrases, codes };
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
}

function longestPhrase(
  words: readonly string[],
  start: number,
  phrases: Tables['phrases'],
): PhraseMatch | null {
  for (let length = Math.min(LONGEST_PHRASE, words.length - start); length > 0; length -= 1) {
    const phrase = length === 1 ? (words[start] ?? '') : words.slice(start, start + length).join(' ');
    const concepts = phrases.get(phrase);
    if (concepts) return { phrase, length, concepts };
  }
  return null;
}
