/** Two things that could belong together. */
export interface Pairable {
  readonly left: string;
  readonly right: string;
}

/**
 * Chooses pairs so that each thing stands in one at most and none is left that both of its things would like better
 * than what they got (a stable matching, Gale and Shapley 1962). `compare` puts the better pair first and is never 0
 * for two different pairs: both sides of a pair then judge it alike, so that taking the best pair that is still open,
 * again and again, is stable, and the result does not depend on the order of `pairs`.
 */
export function stablePairs<Pair extends Pairable>(
  pairs: readonly Pair[],
  compare: (first: Pair, second: Pair) => number,
): Pair[] {
  const taken = new Set<string>();
  return pairs.toSorted(compare).filter(({ left, right }) => {
    if (taken.has(left) || taken.has(right)) return false;
    taken.add(left).add(right);
    return true;
  });
}
