import { allowedEdits, closeWords, foldText, type SearchLeaf } from '@fintrack/core/search';
import type { TenantTransaction } from '../../platform/database/index.ts';
import * as repo from './repo.search-names.ts';
import type { SearchCondition } from './search-plan.ts';
import type { Terms } from './search-terms.ts';

/** A word that stands nowhere in the books, and the words that were looked for in its place. */
export interface ExpandedWord {
  readonly word: string;
  readonly words: readonly string[];
}

/** What the words of a search are looked for as. */
export interface WordLookup {
  /** The condition of a word or a phrase. */
  readonly conditionOf: (leaf: SearchLeaf & { readonly kind: 'word' | 'phrase' }) => SearchCondition;
  readonly expanded: readonly ExpandedWord[];
}

type TextLeaf = SearchLeaf & { readonly kind: 'word' | 'phrase' };

/**
 * Looks the words of a search up in the tenant's own vocabulary: which payees' names have them, and, where a word begins
 * none of the vocabulary, which words of it are near. A phrase is taken as it is written.
 */
export async function lookUpWords(tx: TenantTransaction, leaves: readonly TextLeaf[]): Promise<WordLookup> {
  const words = leaves.filter(({ kind }) => kind === 'word').flatMap(({ text }) => foldText(text).split(' '));
  const facts = words.length === 0 ? [] : await repo.findWordFacts(tx, [...new Set(words)]);
  const expanded = await expandUnknown(tx, facts);
  const phraseWords = leaves
    .filter(({ kind }) => kind === 'phrase')
    .flatMap(({ text }) => foldText(text).split(' '));
  const wholeWords = [...expanded.flatMap((one) => one.words), ...phraseWords];
  const payees = wholeWords.length === 0 ? [] : await repo.findPayeesOfWords(tx, [...new Set(wholeWords)]);
  const payeesOf = (word: string): string[] =>
    payees.filter((payee) => payee.word === word).map(({ payeeId }) => payeeId);
  const phrasePayees = await findPhrasePayees(tx, leaves);
  return {
    expanded,
    conditionOf: (leaf) => {
      const own = foldText(leaf.text).split(' ');
      if (leaf.kind === 'word')
        return textOf(own.map((word) => wordTerms(word, { facts, expanded, payeesOf })));
      const [only, ...others] = own;
      if (only !== undefined && others.length === 0) {
        return textOf([anyOf([{ op: 'word', word: only, isPrefix: false }, ...payeeTerms(payeesOf(only))])]);
      }
      const payeeIds = phrasePayees.get(own.join(' ')) ?? [];
      const inText: Terms = { op: 'all', items: own.map((word) => ({ op: 'word', word, isPrefix: false })) };
      const terms = anyOf([inText, ...payeeTerms(payeeIds)]);
      return { kind: 'text', terms, phrase: { text: own.join(' '), payeeIds } };
    },
  };
}

async function expandUnknown(
  tx: TenantTransaction,
  facts: readonly repo.WordFacts[],
): Promise<ExpandedWord[]> {
  const expanded: ExpandedWord[] = [];
  for (const { word, stems, payeeIds } of facts) {
    const edits = allowedEdits(word);
    if (edits === 0 || stems.length > 0 || payeeIds.length > 0) continue;
    const words = closeWords(word, await repo.findSimilarWords(tx, { word, edits }));
    if (words.length > 0) expanded.push({ word, words });
  }
  return expanded;
}

/** Payees by the phrases of several words that one of their names has. */
async function findPhrasePayees(
  tx: TenantTransaction,
  leaves: readonly TextLeaf[],
): Promise<ReadonlyMap<string, string[]>> {
  const phrases = leaves.filter(({ kind }) => kind === 'phrase').map(({ text }) => foldText(text));
  const found = new Map<string, string[]>();
  for (const phrase of new Set(phrases.filter((text) => text.includes(' ')))) {
    const payees = await repo.findPayeesByWords(tx, phrase.split(' '));
    const named = payees.filter(({ name, aliases }) =>
      [name, ...aliases].some((known) => ` ${foldText(known)} `.includes(` ${phrase} `)),
    );
    found.set(
      phrase,
      named.map(({ id }) => id),
    );
  }
  return found;
}

interface Known {
  readonly facts: readonly repo.WordFacts[];
  readonly expanded: readonly ExpandedWord[];
  readonly payeesOf: (word: string) => string[];
}

function wordTerms(word: string, { facts, expanded, payeesOf }: Known): Terms {
  const { stems = [], payeeIds = [] } = facts.find((fact) => fact.word === word) ?? {};
  const near = expanded.find((one) => one.word === word)?.words ?? [];
  return anyOf([
    ...beginningWith(word, stems),
    ...near.map((other): Terms => ({ op: 'word', word: other, isPrefix: false })),
    ...payeeTerms([...payeeIds, ...near.flatMap(payeesOf)]),
  ]);
}

/** Few words are asked for one by one, which the index answers faster than what they begin with. */
function beginningWith(word: string, stems: readonly string[]): Terms[] {
  const areAll =
    stems.length <= repo.MOST_STEMS && !/[0-9]/u.test(word) && stems.every((stem) => !stem.endsWith('0'));
  if (!areAll) return [{ op: 'word', word, isPrefix: true }];
  return (stems.length === 0 ? [word] : stems).map((stem) => ({ op: 'word', word: stem, isPrefix: false }));
}

function payeeTerms(ids: readonly string[]): Terms[] {
  return [...new Set(ids)].map((id) => ({ op: 'payee', id }));
}

function anyOf(items: readonly Terms[]): Terms {
  const [only, ...others] = items;
  return only !== undefined && others.length === 0 ? only : { op: 'any', items };
}

function textOf(items: readonly Terms[]): SearchCondition {
  const [only, ...others] = items;
  const terms: Terms = only !== undefined && others.length === 0 ? only : { op: 'all', items };
  return { kind: 'text', terms, phrase: null };
}
