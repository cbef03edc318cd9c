import { type Belief, beliefOf, type Fits, highest } from './beliefs.ts';
import type { RowFacts } from './features.ts';
import { CONCEPTS } from './known-merchants.ts';
import { type ClassRange, softmax } from './linear-model.ts';
import { ALL, merchantsTaught, type Support, wordKey } from './support.ts';

/** What is known beside the linear model's weights. */
export interface Knowledge {
  readonly fits: Fits;
  readonly support: Support;
}

/** What is thought of a row of a merchant that nobody has named before. */
export interface Judgement {
  /** By class of the range; sums to 1. Not calibrated. */
  readonly probabilities: Float64Array;
  /** Place of the likeliest. */
  readonly top: number;
  /** What speaks for and against its being right: see {@link SIGNS}. */
  readonly signs: Float64Array;
}

/** What the signs are, in their order. All are about 0 to 5, and 0 where there is nothing to say. */
export const SIGNS = [
  'always',
  'odds',
  'lead',
  'clear concept',
  'vague concept',
  'belief',
  'merchants of the concept',
  'agreement',
  'words',
  'word merchants',
  'other concepts',
  'merchants taught',
  'base rate',
] as const;

/** How much the concepts' say counts beside the linear model's. */
const BELIEF_POWER = 0.8;

/** Weighs the linear model's scores of a range against what concepts say. `scores` become the probabilities. */
export function judge(
  scores: Float64Array,
  facts: RowFacts,
  { fits, support, range }: Knowledge & { readonly range: ClassRange },
): Judgement {
  const belief = beliefOf(facts, { fits, support, range });
  if (belief !== null)
    for (let place = 0; place < scores.length; place += 1)
      scores[place] = (scores[place] ?? 0) + BELIEF_POWER * Math.log((belief.shares[place] ?? 0) + 1e-3);
  softmax(scores, { from: 0, to: scores.length });
  const top = highest(scores);
  const word = wordSupport(facts, { support, category: top + range.from });
  const taught = merchantsTaught(support);
  const alike = support.get(ALL)?.find(([category]) => category === top + range.from)?.[1] ?? 0;
  return {
    probabilities: scores,
    top,
    signs: signsOf({ probabilities: scores, top, belief, word, facts, taught, alike }),
  };
}

interface WordSupport {
  readonly share: number;
  readonly merchants: number;
}

/** Of the row's words the one that says most about a category, by merchants whose names have it. */
function wordSupport(
  { kind, words }: RowFacts,
  { support, category }: { readonly support: Support; readonly category: number },
): WordSupport | null {
  let best: WordSupport | null = null;
  for (const word of words) {
    let merchants = 0;
    let agreeing = 0;
    for (const [index, count] of support.get(wordKey(kind, word)) ?? []) {
      merchants += count;
      if (index === category) agreeing = count;
    }
    if (merchants === 0) continue;
    const share = (agreeing + 0.5) / (merchants + 1);
    if (best === null || Math.abs(logOdds(share)) > Math.abs(logOdds(best.share)))
      best = { share, merchants };
  }
  return best;
}

interface Given {
  readonly probabilities: Float64Array;
  readonly top: number;
  readonly belief: Belief | null;
  readonly word: WordSupport | null;
  readonly facts: RowFacts;
  readonly taught: number;
  readonly alike: number;
}

function signsOf({ probabilities, top, belief, word, facts, taught, alike }: Given): Float64Array {
  const first = probabilities[top] ?? 0;
  let second = 0;
  for (let place = 0; place < probabilities.length; place += 1)
    if (place !== top) second = Math.max(second, probabilities[place] ?? 0);
  const isClear = facts.concepts.some(({ index }) => CONCEPTS[index] && !CONCEPTS[index].isVague);
  const isVague = !isClear && facts.concepts.length > 0;
  return Float64Array.of(
    1,
    logOdds(first),
    Math.min(5, Math.log(Math.max(first, 1e-6) / Math.max(second, 1e-6))),
    isClear ? 1 : 0,
    isVague ? 1 : 0,
    belief === null ? 0 : logOdds(belief.shares[top] ?? 0),
    belief === null ? 0 : Math.log1p(belief.merchants),
    belief === null ? 0 : highest(belief.shares) === top ? 1 : -1,
    word === null ? 0 : logOdds(word.share),
    word === null ? 0 : Math.log1p(word.merchants),
    belief === null ? 0 : belief.others(top),
    Math.log1p(taught) / 2,
    taught === 0 ? 0 : logOdds((alike + 0.5) / (taught + 1)),
  );
}

/** Kept within what a few rows can prove. */
function logOdds(share: number): number {
  const kept = Math.min(0.993, Math.max(0.007, share));
  return Math.log(kept / (1 - kept));
}
