import { type Fits, highest } from './beliefs.ts';
import type { CalibrationTrial } from './calibration.ts';
import type { Witness } from './evidence.ts';
import { type Judgement, judge } from './judgement.ts';
import { type LinearShape, scoreClasses, type TrainingSet, trainLinear } from './linear-model.ts';
import { withMemory } from './memory.ts';
import { gatherSupport, type Support } from './support.ts';
import type { JudgementTrial } from './trust.ts';

/** Trials by what was known of each row's merchant by then. */
export interface Trials {
  readonly known: readonly CalibrationTrial[];
  readonly recognised: readonly JudgementTrial[];
  readonly new: readonly JudgementTrial[];
}

/** What a trial run works with. */
export interface TrialInput {
  readonly set: TrainingSet;
  /** In the order of the set, oldest first. */
  readonly witnesses: readonly Witness[];
  readonly shape: LinearShape;
  readonly prior: Float32Array;
  readonly fits: Fits;
}

const FOLDS = 5;
/** Of more rows the newest are tried: that is enough to know, and takes a second. */
const MOST_TRIED = 4000;
/** Of one merchant that counts as new: it is new once, not each time. */
const MOST_OF_A_NEW_MERCHANT = 3;
const FEWEST_ROWS = 20;

/**
 * Guesses rows by models that were trained without any row of their merchants (five folds by merchant). A row whose
 * merchant came up before is tried once more with what was known of it by then.
 */
export function holdOutTrials(input: TrialInput): Trials {
  const { witnesses, set } = input;
  if (witnesses.length < FEWEST_ROWS) return { known: [], recognised: [], new: [] };
  const first = Math.max(0, set.length - MOST_TRIED);
  const tried = Array.from({ length: set.length - first }, (_, index) => first + index);
  const folds = tried.map((row) => foldOf(witnesses[row]));
  const guesses = new Map<number, Judgement>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const held = tried.filter((_, index) => folds[index] === fold);
    if (held.length === 0) continue;
    const others = tried.filter((_, index) => folds[index] !== fold);
    const weights = trainLinear(set, others, input);
    const support = gatherSupport(others.flatMap((row) => witnesses[row] ?? []));
    for (const row of held) {
      const guessed = guess(weights, row, { ...input, support });
      if (guessed) guesses.set(row, guessed);
    }
  }
  return sortTrials(tried, guesses, input);
}

/** All rows of a merchant fall into one fold; rows that name none, by their amount. */
function foldOf(witness: Witness | undefined): number {
  const text = witness === undefined ? '' : witness.facts.key || witness.facts.amountKey;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % FOLDS;
}

interface Learnt extends TrialInput {
  readonly support: Support;
}

function guess(weights: Float32Array, row: number, learnt: Learnt): Judgement | null {
  const { set, shape, fits, support, witnesses } = learnt;
  const facts = witnesses[row]?.facts;
  if (facts === undefined) return null;
  const range = shape.rangeOf(set.targets[row] ?? 0);
  const scores = new Float64Array(shape.classes);
  const [from, to] = [set.offsets[row] ?? 0, set.offsets[row + 1] ?? 0];
  scoreClasses(weights, set, { scores, range, classes: shape.classes, from, to });
  return judge(scores.slice(range.from, range.to), facts, { fits, support, range });
}

function sortTrials(
  tried: readonly number[],
  guesses: ReadonlyMap<number, Judgement>,
  { set, witnesses, shape }: TrialInput,
): Trials {
  const trials = {
    known: new Array<CalibrationTrial>(),
    recognised: new Array<JudgementTrial>(),
    new: new Array<JudgementTrial>(),
  };
  const seen = new Map<string, Map<number, number>>();
  for (const row of tried) {
    const guessed = guesses.get(row);
    const facts = witnesses[row]?.facts;
    if (guessed === undefined || facts === undefined) continue;
    const target = set.targets[row] ?? 0;
    const range = shape.rangeOf(target);
    const merchant = `${facts.kind}:${facts.key}`;
    const tallies = seen.get(merchant) ?? new Map<number, number>();
    const before = [...tallies.values()].reduce((total, rows) => total + rows, 0);
    if (before < MOST_OF_A_NEW_MERCHANT || facts.key === '')
      trials[facts.concepts.length > 0 ? 'recognised' : 'new'].push({
        signs: guessed.signs,
        isRight: guessed.top === target - range.from,
      });
    if (before > 0 && facts.key !== '') {
      const recent = [...tallies].map(([index, rows]) => ({ index: index - range.from, weight: rows }));
      trials.known.push(trialOf(withMemory(guessed.probabilities, recent), target - range.from));
    }
    tallies.set(target, (tallies.get(target) ?? 0) + 1);
    seen.set(merchant, tallies);
  }
  return trials;
}

/** Places of the probabilities that a calibration looks at; what comes after them is too little to matter. */
const MOST_PLACES = 24;

function trialOf(probabilities: Float64Array, truth: number): CalibrationTrial {
  const sorted = probabilities.toSorted((left, right) => right - left);
  return {
    probabilities: Array.from(sorted.slice(0, MOST_PLACES)),
    isRight: highest(probabilities) === truth,
  };
}
