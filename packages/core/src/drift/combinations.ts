import type { Suspect } from './evidence.ts';
import type { Draft, SearchCase } from './search-case.ts';

/** Moves that are combined; with more the chance hits outnumber the true ones. */
const MAX_MOVES = 60;
const PAIR_SCORE = 40;
const TRIPLE_SCORE = 28;
const MAX_FOUND = 5;

/** Two or three moves which only together explain the drift or its first step. */
export function combinations(search: SearchCase, moves: readonly Draft[]): Suspect[] {
  const targets = new Set(search.targets);
  const single = moves
    .filter((draft) => !targets.has(draft.effectMinor) && draft.kind !== 'missing_recurring')
    .toSorted((left, right) => weight(right) - weight(left))
    .slice(0, MAX_MOVES);
  const byEffect = groupByEffect(single);
  const found: Suspect[] = [];
  for (const target of search.targets) {
    for (const [index, first] of single.entries()) {
      found.push(...pairsWith(search, { first, index, target, byEffect }));
      if (found.length >= MAX_FOUND) return found.slice(0, MAX_FOUND);
    }
    if (found.length === 0) found.push(...triples(search, { single, target, byEffect }));
  }
  return found.slice(0, MAX_FOUND);
}

type ByEffect = ReadonlyMap<bigint, readonly { readonly draft: Draft; readonly index: number }[]>;

interface PairSearch {
  readonly first: Draft;
  readonly index: number;
  readonly target: bigint;
  readonly byEffect: ByEffect;
}

function pairsWith(search: SearchCase, { first, index, target, byEffect }: PairSearch): Suspect[] {
  if (!search.budget.take()) return [];
  return (byEffect.get(target - first.effectMinor) ?? []).flatMap((second) =>
    second.index > index && areApart([first, second.draft])
      ? [together([first, second.draft], PAIR_SCORE)]
      : [],
  );
}

interface TripleSearch {
  readonly single: readonly Draft[];
  readonly target: bigint;
  readonly byEffect: ByEffect;
}

function triples(search: SearchCase, { single, target, byEffect }: TripleSearch): Suspect[] {
  const found: Suspect[] = [];
  for (const [index, first] of single.entries()) {
    for (const [offset, second] of single.slice(index + 1).entries()) {
      if (!search.budget.take() || found.length >= MAX_FOUND) return found;
      const rest = target - first.effectMinor - second.effectMinor;
      for (const third of byEffect.get(rest) ?? []) {
        if (third.index <= index + 1 + offset) continue;
        const drafts = [first, second, third.draft];
        if (areApart(drafts)) found.push(together(drafts, TRIPLE_SCORE));
      }
    }
  }
  return found;
}

/** Nothing is mended twice. */
function areApart(drafts: readonly Draft[]): boolean {
  const ids = drafts.flatMap((draft) => ('rowId' in draft.mend ? [draft.mend.rowId] : []));
  return new Set(ids).size === ids.length;
}

function together(drafts: readonly Draft[], score: number): Suspect {
  const strongest = Math.max(...drafts.map(weight));
  return {
    kind: 'several',
    effectMinor: drafts.reduce((sum, draft) => sum + draft.effectMinor, 0n),
    score: score + Math.max(0, Math.min(12, Math.trunc((strongest - 60) / 2))),
    reasons: ['Only together they come to the difference.'],
    items: drafts.flatMap((draft) => draft.items.slice(0, 1)),
    mend: { kind: 'several', mends: drafts.map((draft) => draft.mend) },
  };
}

function groupByEffect(drafts: readonly Draft[]): ByEffect {
  const groups = new Map<bigint, { draft: Draft; index: number }[]>();
  for (const [index, draft] of drafts.entries()) {
    const group = groups.get(draft.effectMinor);
    if (group) group.push({ draft, index });
    else groups.set(draft.effectMinor, [{ draft, index }]);
  }
  return groups;
}

function weight(draft: Draft): number {
  return draft.points.reduce((sum, point) => sum + point.score, draft.base);
}
