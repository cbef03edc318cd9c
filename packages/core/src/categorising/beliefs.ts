import type { RowFacts } from './features.ts';
import { CONCEPTS, fitOfCategory } from './known-merchants.ts';
import type { ClassRange } from './linear-model.ts';
import type { ModelCategory } from './row.ts';
import { conceptKey, groupKey, type MerchantTally, type Support } from './support.ts';

/**
 * How well each class fits a concept by its name: shares whose sum is how well the best does, 1 for a category that is
 * called so. A concept that fits none is left out.
 */
export type Fits = ReadonlyMap<number, readonly MerchantTally[]>;

/** What the concepts of a row say of its category, from the names of categories and from merchants like it. */
export interface Belief {
  /** By class of the range; sums to 1. */
  readonly shares: Float64Array;
  /** Merchants of the same concept that were seen. */
  readonly merchants: number;
  /** How many of the row's concepts, by weight, speak for another place than this. */
  readonly others: (top: number) => number;
}

/** Reads from the names of categories where each concept belongs. */
export function fitsOf(list: readonly ModelCategory[]): Fits {
  const fits = new Map<number, MerchantTally[]>();
  for (const [place, concept] of CONCEPTS.entries()) {
    const found = list.map((category) => fitOfCategory(concept, category) ** 2);
    const sum = found.reduce((total, fit) => total + fit, 0);
    if (sum === 0) continue;
    const best = Math.sqrt(Math.max(...found));
    fits.set(
      place,
      found.flatMap((fit, index): MerchantTally[] =>
        fit > 0 ? [[index, Math.round((1000 * best * fit) / sum) / 1000]] : [],
      ),
    );
  }
  return fits;
}

/** Merchants that a category's name weighs as much as, and that the rest of the concept's group weighs as much as. */
const NAME_WORTH = 5;
const GROUP_WORTH = 2;
/** So many merchants of a group make it count for half. */
const HALF_HEARD = 3;
const EVEN_WORTH = 0.3;

/** Null where the row is about no concept, or nothing is known of it. */
export function beliefOf(facts: RowFacts, known: Known): Belief | null {
  const length = known.range.to - known.range.from;
  const shares = new Float64Array(length);
  const tops: Weighed[] = [];
  let weights = 0;
  let merchants = 0;
  for (const { index, weight } of facts.concepts) {
    const one = beliefOfConcept(index, known);
    if (one === null) continue;
    for (let place = 0; place < length; place += 1)
      shares[place] = (shares[place] ?? 0) + weight * (one.shares[place] ?? 0);
    weights += weight;
    merchants = Math.max(merchants, one.merchants);
    tops.push({ place: highest(one.shares), weight });
  }
  if (weights === 0) return null;
  for (let place = 0; place < length; place += 1) shares[place] = (shares[place] ?? 0) / weights;
  const others = (top: number) =>
    tops.reduce((sum, { place, weight }) => sum + (place === top ? 0 : weight), 0);
  return { shares, merchants, others };
}

/** The place of the highest; the first of equals. */
export function highest(probabilities: ArrayLike<number>): number {
  let top = 0;
  for (let index = 1; index < probabilities.length; index += 1)
    if ((probabilities[index] ?? 0) > (probabilities[top] ?? 0)) top = index;
  return top;
}

interface Known {
  readonly fits: Fits;
  readonly support: Support;
  readonly range: ClassRange;
}

interface Weighed {
  readonly place: number;
  readonly weight: number;
}

/** Of one concept: what its name says, what its group's merchants say, and what its own say, by their worth. */
function beliefOfConcept(index: number, { fits, support, range }: Known): Omit<Belief, 'others'> | null {
  const shares = new Float64Array(range.to - range.from);
  const fit = fits.get(index);
  const group = support.get(groupKey(index));
  const own = support.get(conceptKey(index));
  const ofGroup = totalOf(group);
  const merchants = totalOf(own);
  const worth = [
    addShares(shares, fit, { worth: NAME_WORTH * totalOf(fit), from: range.from }),
    addShares(shares, group, { worth: (GROUP_WORTH * ofGroup) / (ofGroup + HALF_HEARD), from: range.from }),
    addShares(shares, own, { worth: merchants, from: range.from }),
  ].reduce((total, part) => total + part, 0);
  if (worth === 0) return null;
  for (let place = 0; place < shares.length; place += 1)
    shares[place] = ((shares[place] ?? 0) + EVEN_WORTH / shares.length) / (worth + EVEN_WORTH);
  return { shares, merchants };
}

function addShares(
  shares: Float64Array,
  tallies: readonly MerchantTally[] | undefined,
  { worth, from }: { readonly worth: number; readonly from: number },
): number {
  const total = totalOf(tallies);
  if (tallies === undefined || total === 0) return 0;
  for (const [category, count] of tallies) {
    const place = category - from;
    if (place >= 0 && place < shares.length) shares[place] = (shares[place] ?? 0) + (count * worth) / total;
  }
  return worth;
}

function totalOf(tallies: readonly MerchantTally[] | undefined): number {
  let total = 0;
  for (const [, count] of tallies ?? []) total += count;
  return total;
}
