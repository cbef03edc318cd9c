import { daysBetween } from '../dates/index.ts';
import type { RowFacts } from './features.ts';
import type { CategoryKind, LabelledRow } from './row.ts';

/** How often rows that share something were in a category: class, rows, rows by how recent they are. */
export type Tally = readonly [category: number, rows: number, recent: number];

/** By what rows share. Keys carry the kind and what is shared: "k:expense:starbucks", "w:expense:bakery". */
export type Evidence = Readonly<Record<string, readonly Tally[]>>;

/** A row as evidence of its category. */
export interface Witness {
  readonly facts: RowFacts;
  readonly row: Pick<LabelledRow, 'date'>;
  readonly target: number;
}

/** Entries that a model keeps: those that speak of the most rows. */
const MOST_ENTRIES = 8000;
const MOST_CATEGORIES = 4;
/** After half a year a row counts half: people change their minds, and merchants their trade. */
const HALF_LIFE_DAYS = 180;

/** Counts what labelled rows have in common. */
export function gatherEvidence(witnesses: readonly Witness[]): Evidence {
  let newest = witnesses[0]?.row.date;
  for (const { row } of witnesses) if (newest === undefined || row.date > newest) newest = row.date;
  const tallies = new Map<string, Map<number, { rows: number; recent: number }>>();
  for (const { facts, row, target } of witnesses) {
    const recent = newest === undefined ? 1 : 0.5 ** (daysBetween(row.date, newest) / HALF_LIFE_DAYS);
    for (const key of keysOf(facts)) {
      const entry = tallies.get(key) ?? new Map<number, { rows: number; recent: number }>();
      tallies.set(key, entry);
      const tally = entry.get(target) ?? { rows: 0, recent: 0 };
      tally.rows += 1;
      tally.recent += recent;
      entry.set(target, tally);
    }
  }
  return toEvidence(tallies);
}

/** The key under which all payments to one merchant are counted, or null where the line names none. */
export function merchantEntry(kind: CategoryKind, key: string): string | null {
  return key === '' ? null : `k:${kind}:${key}`;
}

/** The key under which rows with a word are counted. */
export function wordEntry(kind: CategoryKind, word: string): string {
  return `w:${kind}:${word}`;
}

/** The key under which rows of one amount are counted. */
export function amountEntry(kind: CategoryKind, amountKey: string): string {
  return `a:${kind}:${amountKey}`;
}

function keysOf({ kind, key, words, amountKey }: RowFacts): string[] {
  const merchant = merchantEntry(kind, key);
  return [
    ...(merchant === null ? [] : [merchant]),
    ...(words.length > 1 ? words.map((word) => wordEntry(kind, word)) : []),
    amountEntry(kind, amountKey),
  ];
}

function toEvidence(
  tallies: ReadonlyMap<string, ReadonlyMap<number, { readonly rows: number; readonly recent: number }>>,
): Evidence {
  const entries = [...tallies].flatMap(([key, entry]) => {
    let total = 0;
    for (const { rows } of entry.values()) total += rows;
    // A word or an amount that was seen once says nothing that the merchant does not say.
    return total === 1 && !key.startsWith('k:') ? [] : [{ key, entry, total }];
  });
  // Beginnings of text compare the same everywhere; the total alone would leave the order to chance.
  entries.sort((left, right) => right.total - left.total || (left.key < right.key ? -1 : 1));
  return Object.fromEntries(
    entries.slice(0, MOST_ENTRIES).map(({ key, entry }) => [
      key,
      [...entry]
        .toSorted(([, left], [, right]) => right.recent - left.recent)
        .slice(0, MOST_CATEGORIES)
        .map(([category, { rows, recent }]): Tally => [category, rows, Math.round(recent * 1000) / 1000]),
    ]),
  );
}
