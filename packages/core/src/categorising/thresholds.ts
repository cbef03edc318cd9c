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
  type Thresholds,
  type TrialReport,
  WANTED_ACCURACY,
} from './model.ts';
import type { Trials } from './trial-runs.ts';

type Calibrations = Readonly<Record<Acquaintance, Calibration>>;

/** Until rows say otherwise. */
export const USUAL_CALIBRATION: Calibrations = {
  known: { sharpness: 1, doubt: 0.03 },
  recognised: { sharpness: 1, doubt: 0.05 },
  new: { sharpness: 0.9, doubt: 0.05 },
};

/** Until enough rows have been tried: what the shipped table deserves. */
const UNTRIED: Readonly<Record<Boldness, number>> = { cautious: 0.93, usual: 0.85, bold: 0.7 };
/** From so many trials on they alone decide. */
const ENOUGH_TRIALS = 40;
const BOLDNESS = ['cautious', 'usual', 'bold'] as const;

/** From which probability on the model sets a category by itself. */
export function thresholdsFor(trials: Trials, calibration: Calibrations): Thresholds {
  const known = calibrated(trials, calibration, 'known');
  const recognised = calibrated(trials, calibration, 'recognised');
  const fresh = calibrated(trials, calibration, 'new');
  return forEachBoldness((boldness) => ({
    known: threshold(known, boldness),
    recognised: threshold(recognised, boldness),
    new: threshold(fresh, boldness),
  }));
}

/** What the trials say of a model with these thresholds. */
export function reportTrials(trials: Trials, calibration: Calibrations, thresholds: Thresholds): TrialReport {
  const byAcquaintance = {
    known: calibrated(trials, calibration, 'known'),
    recognised: calibrated(trials, calibration, 'recognised'),
    new: calibrated(trials, calibration, 'new'),
  };
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
  if (trials.length < ENOUGH_TRIALS) return UNTRIED[boldness];
  return thresholdFor(trials, WANTED_ACCURACY[boldness]);
}

function calibrated(trials: Trials, calibration: Calibrations, acquaintance: Acquaintance): Trial[] {
  return trials[acquaintance].map(({ probabilities, isRight }) => ({
    probability: calibratedTop(probabilities, calibration[acquaintance]),
    isRight,
  }));
}

function rightOf(trials: readonly Trial[]): number {
  return trials.filter(({ isRight }) => isRight).length;
}

function forEachBoldness<Value>(make: (boldness: Boldness) => Value): Readonly<Record<Boldness, Value>> {
  const [cautious, usual, bold] = BOLDNESS;
  return { cautious: make(cautious), usual: make(usual), bold: make(bold) };
}
