import { merchantWords } from './merchant-words.ts';

/** What tells of whom the rows of a group are. Groups of other accounts, currencies or directions never meet. */
export interface MerchantGroup {
  /** Account, currency and direction in one text. */
  readonly purse: string;
  readonly payeeId: string | null;
  readonly payeeName: string | null;
  /** One of the bank's texts; the others differ in figures at most. */
  readonly text: string;
}

/**
 * Groups that may be one merchant's, though the texts changed: the same payee, the same first word of the text or of
 * the payee's name, or first words of which one begins with the other ("spotify", "spotifyab"). Every group is in
 * exactly one answer; the order is that of the groups. Near-linear.
 */
export function groupMerchants<Group extends MerchantGroup>(groups: readonly Group[]): Group[][] {
  const parents = groups.map((_, index) => index);
  const byKey = new Map<string, number>();
  const join = (key: string, index: number): void => {
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, index);
    else parents[rootOf(parents, index)] = rootOf(parents, known);
  };
  for (const [index, group] of groups.entries()) {
    for (const key of keysOf(group)) join(`${group.purse}\n${key}`, index);
  }
  joinPrefixes(parents, byKey);
  const merged = new Map<number, Group[]>();
  for (const [index, group] of groups.entries()) {
    const root = rootOf(parents, index);
    const there = merged.get(root);
    if (there) there.push(group);
    else merged.set(root, [group]);
  }
  return [...merged.values()];
}

function keysOf({ payeeId, payeeName, text }: MerchantGroup): string[] {
  const brands = [brandOf(text), payeeName === null ? null : brandOf(payeeName)];
  const keys = brands.flatMap((brand) => (brand === null ? [] : [`w ${brand}`]));
  if (payeeId !== null) keys.push(`p ${payeeId}`);
  return keys.length === 0 ? [`t ${text}`] : keys;
}

/** The first word that is long enough to be a name, else the first. */
export function brandOf(text: string): string | null {
  const words = merchantWords(text);
  return words.find((word) => word.length >= 3) ?? words[0] ?? null;
}

const MIN_PREFIX = 5;

/** In the order of the alphabet a word stands right after the words that it begins with. */
function joinPrefixes(parents: number[], byKey: ReadonlyMap<string, number>): void {
  const keys = [...byKey.keys()].filter((key) => key.includes('\nw ')).sort();
  let shorter: string | null = null;
  for (const key of keys) {
    if (shorter !== null && key.startsWith(shorter)) {
      parents[rootOf(parents, byKey.get(key) ?? 0)] = rootOf(parents, byKey.get(shorter) ?? 0);
      continue;
    }
    shorter = key.length - key.indexOf('\nw ') - 3 >= MIN_PREFIX ? key : null;
  }
}

function rootOf(parents: number[], index: number): number {
  let root = index;
  while (parents[root] !== root) {
    const next = parents[root] ?? root;
    parents[root] = parents[next] ?? next;
    root = parents[root] ?? root;
  }
  return root;
}
