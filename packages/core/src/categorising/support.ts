import type { RowFacts } from './features.ts';
import { CONCEPTS, groupOf } from './known-merchants.ts';
import type { CategoryKind } from './row.ts';

/** In which categories merchants are: class, merchants. A merchant of several categories counts as a part in each. */
export type MerchantTally = readonly [category: number, merchants: number];

/** By what merchants share: a concept ("c3"), its group ("g0"), a word of their names ("w:expense:bakery"). */
export type Support = ReadonlyMap<string, readonly MerchantTally[]>;

/** A row of a merchant, as far as it counts here. */
export interface MerchantWitness {
  readonly facts: RowFacts;
  readonly target: number;
}

/** Entries that a model keeps: those that speak of the most merchants. */
const MOST_ENTRIES = 6000;

/** Counts merchants, not rows: a hundred payments to one shop say no more of another shop than one does. */
export function gatherSupport(witnesses: readonly MerchantWitness[]): Support {
  const merchants = new Map<string, MerchantRows>();
  for (const { facts, target } of witnesses) {
    const id = `${facts.kind}:${facts.key === '' ? facts.amountKey : facts.key}`;
    const merchant = merchants.get(id) ?? { facts, rows: 0, targets: new Map<number, number>() };
    merchants.set(id, merchant);
    merchant.rows += 1;
    merchant.targets.set(target, (merchant.targets.get(target) ?? 0) + 1);
  }
  const tallies = new Map<string, Map<number, number>>();
  for (const { facts, rows, targets } of merchants.values()) {
    for (const key of keysOf(facts)) {
      const entry = tallies.get(key) ?? new Map<number, number>();
      tallies.set(key, entry);
      for (const [target, count] of targets) entry.set(target, (entry.get(target) ?? 0) + count / rows);
    }
  }
  return toSupport(tallies);
}

/** The key under which merchants of a concept are counted. */
export function conceptKey(index: number): string {
  return `c${index}`;
}

/** The key under which merchants of a concept's group are counted. */
export function groupKey(index: number): string {
  return `g${groupOf(index)}`;
}

/** The key under which merchants with a word in their name are counted. */
export function wordKey(kind: CategoryKind, word: string): string {
  return `w:${kind}:${word}`;
}

/** How many merchants were counted. */
export function merchantsTaught(support: Support): number {
  let total = 0;
  for (const [, merchants] of support.get(ALL) ?? []) total += merchants;
  return total;
}

/** The entry in which every merchant is counted. */
export const ALL = 'all';

interface MerchantRows {
  readonly facts: RowFacts;
  rows: number;
  readonly targets: Map<number, number>;
}

function keysOf({ kind, words, concepts }: RowFacts): Set<string> {
  const known = concepts.filter(({ index }) => index < CONCEPTS.length);
  return new Set([
    ALL,
    ...known.map(({ index }) => conceptKey(index)),
    ...known.map(({ index }) => groupKey(index)),
    ...words.map((word) => wordKey(kind, word)),
  ]);
}

function toSupport(tallies: ReadonlyMap<string, ReadonlyMap<number, number>>): Support {
  const entries = [...tallies].map(([key, entry]) => {
    let total = 0;
    for (const merchants of entry.values()) total += merchants;
    return { key, entry, total };
  });
  // Concepts are few and always kept; beginnings of text compare the same everywhere.
  const rank = (key: string) => (key.startsWith('w') ? 1 : 0);
  entries.sort(
    (left, right) =>
      rank(left.key) - rank(right.key) || right.total - left.total || (left.key < right.key ? -1 : 1),
  );
  return new Map(
    entries
      .slice(0, MOST_ENTRIES)
      .map(({ key, entry }) => [
        key,
        [...entry]
          .toSorted(([left, more], [right, most]) => most - more || left - right)
          .map(([category, merchants]): MerchantTally => [category, Math.round(merchants * 100) / 100]),
      ]),
  );
}
