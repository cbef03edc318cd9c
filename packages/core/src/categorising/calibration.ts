/** A choice whose truth is known: the probabilities before calibration, and whether the first was right. */
export interface Trial {
  /** Of the class that came first. */
  readonly probability: number;
  readonly isRight: boolean;
}

/** Makes probabilities honest: each is raised to `sharpness`, and `doubt` of the whole is shared out evenly. */
export interface Calibration {
  readonly sharpness: number;
  /** 0 to 1: what is never sure, however clear a row looks. */
  readonly doubt: number;
}

/** Applies a calibration to the probabilities of a range, in place. The order stays, and the sum stays 1. */
export function calibrate(
  probabilities: Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
  { sharpness, doubt }: Calibration,
): void {
  let sum = 0;
  for (let index = from; index < to; index += 1) {
    const power = (probabilities[index] ?? 0) ** sharpness;
    probabilities[index] = power;
    sum += power;
  }
  for (let index = from; index < to; index += 1) probabilities[index] = (probabilities[index] ?? 0) / sum;
  shareDoubt(probabilities, { from, to }, doubt);
}

/** Takes `doubt` of the whole from what seems sure and shares it out evenly, in place. */
function shareDoubt(
  probabilities: Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
  doubt: number,
): void {
  const even = doubt / (to - from);
  for (let index = from; index < to; index += 1)
    probabilities[index] = (1 - doubt) * (probabilities[index] ?? 0) + even;
}

/** A row that was tried: how probable each class seemed, sorted downwards, and which place the truth has. */
export interface CalibrationTrial {
  readonly probabilities: readonly number[];
  readonly isRight: boolean;
}

/**
 * The calibration under which the trials are the likeliest, drawn to `usual` as by {@link ANCHOR} trials. Searches a
 * grid: two numbers, no surprises.
 */
export function fitCalibration(trials: readonly CalibrationTrial[], usual: Calibration): Calibration {
  let best = usual;
  let bestLoss = Number.POSITIVE_INFINITY;
  for (const sharpness of SHARPNESS) {
    for (const doubt of DOUBT) {
      const candidate = { sharpness, doubt };
      const loss = lossOf(trials, candidate) + distance(candidate, usual);
      if (loss < bestLoss) {
        best = candidate;
        bestLoss = loss;
      }
    }
  }
  return best;
}

const SHARPNESS: readonly number[] = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5];
const DOUBT: readonly number[] = [0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5];
const ANCHOR = 4;

/** What the first class's probability becomes. */
export function calibratedTop(probabilities: readonly number[], { sharpness, doubt }: Calibration): number {
  let sum = 0;
  for (const probability of probabilities) sum += probability ** sharpness;
  const top = sum > 0 ? (probabilities[0] ?? 0) ** sharpness / sum : 0;
  return (1 - doubt) * top + doubt / Math.max(1, probabilities.length);
}

function lossOf(trials: readonly CalibrationTrial[], calibration: Calibration): number {
  let loss = 0;
  for (const { probabilities, isRight } of trials) {
    const top = Math.min(0.999, Math.max(0.001, calibratedTop(probabilities, calibration)));
    loss -= Math.log(isRight ? top : 1 - top);
  }
  return loss;
}

function distance(candidate: Calibration, usual: Calibration): number {
  const sharper = Math.log(candidate.sharpness / usual.sharpness);
  const doubting = Math.log(candidate.doubt / usual.doubt);
  return ANCHOR * (sharper * sharper * 0.5 + doubting * doubting * 0.1);
}

/** How well probabilities agreed with what happened, by tenths. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly right: number;
  /** Mean of the probabilities. */
  readonly expected: number;
}

/** Counts trials by how probable they seemed. */
export function reliabilityOf(trials: readonly Trial[]): ReliabilityBin[] {
  return Array.from({ length: 10 }, (_, tenth) => {
    const within = trials.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === tenth);
    const sum = within.reduce((total, { probability }) => total + probability, 0);
    return {
      from: tenth / 10,
      to: (tenth + 1) / 10,
      rows: within.length,
      right: within.filter(({ isRight }) => isRight).length,
      expected: within.length === 0 ? 0 : sum / within.length,
    };
  });
}

/** Expected calibration error: how far, on average over rows, a probability is from how often it came true. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  let rows = 0;
  let off = 0;
  for (const bin of bins) {
    rows += bin.rows;
    off += Math.abs(bin.right - bin.expected * bin.rows);
  }
  return rows === 0 ? 0 : off / rows;
}

/** Fewer trials above a threshold than this say nothing about it. */
const FEWEST_TRIALS = 12;
/** As many trials as what the probabilities themselves promise weighs. */
const PROMISE_WORTH = 20;

/**
 * The lowest threshold above which at least `wanted` of the trials were right; null where none is. A few trials are not
 * believed alone: what their probabilities promise counts beside what came true, and luck is taken off.
 */
export function thresholdFor(trials: readonly Trial[], wanted: number): number | null {
  const sorted = trials.toSorted((left, right) => right.probability - left.probability);
  let right = 0;
  let promised = 0;
  let lowest: number | null = null;
  for (const [place, trial] of sorted.entries()) {
    if (trial.isRight) right += 1;
    promised += trial.probability;
    const next = sorted[place + 1];
    // Equal probabilities stand or fall together.
    if (next && next.probability === trial.probability) continue;
    const rows = place + 1;
    const believed = right + (PROMISE_WORTH * promised) / rows;
    if (rows >= FEWEST_TRIALS && surelyRight(believed, rows + PROMISE_WORTH) >= wanted)
      lowest = trial.probability;
  }
  return lowest;
}

/** Lower end of Wilson's interval for a share. */
function surelyRight(right: number, rows: number): number {
  const share = right / rows;
  const square = LUCK * LUCK;
  const middle = share + square / (2 * rows);
  const spread = LUCK * Math.sqrt((share * (1 - share)) / rows + square / (4 * rows * rows));
  return (middle - spread) / (1 + square / rows);
}

/** Standard deviations. */
const LUCK = 0.8;
