import {
  type Calibration,
  calibratedTop,
  calibrationError,
  reliabilityOf,
  type Trial,
  thresholdFor,
} from './calibration.ts';
import {
  ACQUAINTANCES,
  type Acquaintance,
  type Boldness,
  type CategoriserModel,
  type Thresholds,
  type TrialReport,
  WANTED_ACCURACY,
} from './model.ts';
import type { Trials } from './trial-runs.ts';
import { trustIn } from './trust.ts';

/** What probabilities are made honest with: those of known merchants, and those of unseen ones. */
export type Honesty = Pick<CategoriserModel, 'calibration' | 'trust'>;

/** Of known merchants, until rows say otherwise. */
export const USUAL_CALIBRATION: Calibration = { sharpness: 1, doubt: 0.03 };

/** No row is set by itself below this, however good those above it are. */
const LEAST_SURE: Readonly<Record<Boldness, number>> = { cautious: 0.9, usual: 0.85, bold: 0.75 };
/** Until enough rows have been tried: what the shipped table deserves. */
const UNTRIED: Readonly<Record<Boldness, number>> = { cautious: 0.94, usual: 0.92, bold: 0.8 };
/** Fewer trials than this decide nothing. */
const ENOUGH_TRIALS = 20;
const BOLDNESS = ['cautious', 'usual', 'bold'] as const;

/** From which probability on the model sets a category by itself. */
export function thresholdsFor(trials: Trials, honesty: Honesty): Thresholds {
  const of = probabilitiesOf(trials, honesty);
  return forEachBoldness((boldness) => ({
    known: threshold(of.known, boldness),
    recognised: threshold(of.recognised, boldness),
    new: threshold(of.new, boldness),
  }));
}

/** What the trials say of a model with these thresholds. */
export function reportTrials(trials: Trials, honesty: Honesty, thresholds: Thresholds): TrialReport {
  const byAcquaintance = probabilitiesOf(trials, honesty);
  const all = ACQUAINTANCES.flatMap((acquaintance) => byAcquaintance[acquaintance]);
  const reliability = reliabilityOf(all);
  return {
    rows: all.length,
    right: rightOf(all),
    committed: forEachBoldness((boldness) => {
      const set = ACQUAINTANCES.flatMap((acquaintance) => {
        const from = thresholds[boldness][acquaintance];
        return from === null ? [] : byAcquaintance[acquaintance].filter((trial) => trial.probability >= from);
      });
      return { rows: set.length, right: rightOf(set) };
    }),
    reliability,
    calibrationError: calibrationError(reliability),
  };
}

function threshold(trials: readonly Trial[], boldness: Boldness): number | null {
  const least = LEAST_SURE[boldness];
  if (trials.length < ENOUGH_TRIALS) return UNTRIED[boldness];
  const found = thresholdFor(trials, WANTED_ACCURACY[boldness]);
  return found === null ? null : Math.max(found, least);
}

function probabilitiesOf(
  trials: Trials,
  { calibration, trust }: Honesty,
): Readonly<Record<Acquaintance, readonly Trial[]>> {
  return {
    known: trials.known.map(({ probabilities, isRight }) => {
      return { probability: calibratedTop(probabilities, calibration), isRight };
    }),
    recognised: trials.recognised.map(({ signs, isRight }) => {
      return { probability: trustIn(signs, trust.recognised), isRight };
    }),
    new: trials.new.map(({ signs, isRight }) => ({ probability: trustIn(signs, trust.new), isRight })),
  };
}

function rightOf(trials: readonly Trial[]): number {
  return trials.filter(({ isRight }) => isRight).length;
}

function forEachBoldness<Value>(make: (boldness: Boldness) => Value): Readonly<Record<Boldness, Value>> {
  const [cautious, usual, bold] = BOLDNESS;
  return { cautious: make(cautious), usual: make(usual), bold: make(bold) };
}
