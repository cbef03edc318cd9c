import { type FeatureVector, FIXED_PLACES } from './features.ts';

/** Rows as features, one after the other, with what they are and how much each counts. */
export interface TrainingSet {
  readonly length: number;
  /** Where each row's features begin; one more at the end. */
  readonly offsets: Int32Array;
  readonly places: Int32Array;
  readonly values: Float32Array;
  /** The class of each row. */
  readonly targets: Int32Array;
  readonly weights: Float32Array;
}

/** Classes of one kind stand together; a row is only ever compared with those of its kind. */
export interface ClassRange {
  readonly from: number;
  readonly to: number;
}

export interface LinearShape {
  readonly classes: number;
  readonly bits: number;
  readonly rangeOf: (target: number) => ClassRange;
}

/** Places that a table of 2^bits hashed features has. */
export function placesOf(bits: number): number {
  return FIXED_PLACES + (1 << bits);
}

/**
 * Multinomial logistic regression by AdaGrad, beginning at `prior` and drawn back to it, so that a few rows only move
 * what they speak about. The same rows in the same order give the same weights: the order of learning is shuffled by a
 * fixed sequence. `rows` are the places of the set to learn from.
 */
export function trainLinear(
  set: TrainingSet,
  rows: readonly number[],
  { prior, shape }: { readonly prior: Float32Array; readonly shape: LinearShape },
): Float32Array {
  const weights = Float32Array.from(prior);
  const squares = new Float32Array(weights.length);
  const scores = new Float64Array(shape.classes);
  const order = [...rows];
  const rounds = roundsFor(rows.length);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, round);
    for (const row of order) learnRow(set, row, { weights, squares, prior, scores, shape });
  }
  return weights;
}

/** Fills `scores` for the classes of a range with each one's sum of weights. */
export function scoreClasses(
  weights: Float32Array,
  vector: Pick<FeatureVector, 'places' | 'values'>,
  target: {
    readonly scores: Float64Array;
    readonly range: ClassRange;
    readonly classes: number;
    readonly from: number;
    readonly to: number;
  },
): void {
  const { scores, range, classes } = target;
  scores.fill(0, range.from, range.to);
  for (let at = target.from; at < target.to; at += 1) {
    const base = (vector.places[at] ?? 0) * classes;
    const value = vector.values[at] ?? 0;
    for (let index = range.from; index < range.to; index += 1)
      scores[index] = (scores[index] ?? 0) + value * (weights[base + index] ?? 0);
  }
}

/** Turns the scores of a range into probabilities, in place. */
export function softmax(scores: Float64Array, { from, to }: ClassRange): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = from; index < to; index += 1) highest = Math.max(highest, scores[index] ?? highest);
  let sum = 0;
  for (let index = from; index < to; index += 1) {
    const power = Math.exp((scores[index] ?? 0) - highest);
    scores[index] = power;
    sum += power;
  }
  for (let index = from; index < to; index += 1) scores[index] = (scores[index] ?? 0) / sum;
}

interface Learning {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
  readonly prior: Float32Array;
  readonly scores: Float64Array;
  readonly shape: LinearShape;
}

const RATE = 0.2;
const PULL = 0.003;
/** A class whose probability is as good as 0 has nothing to learn from a row. */
const NEGLIGIBLE = 0.0005;

function learnRow(set: TrainingSet, row: number, learning: Learning): void {
  const { weights, squares, prior, scores, shape } = learning;
  const target = set.targets[row] ?? 0;
  const range = shape.rangeOf(target);
  const from = set.offsets[row] ?? 0;
  const to = set.offsets[row + 1] ?? 0;
  scoreClasses(weights, set, { scores, range, classes: shape.classes, from, to });
  softmax(scores, range);
  const rowWeight = set.weights[row] ?? 1;
  for (let index = range.from; index < range.to; index += 1) {
    const error = (scores[index] ?? 0) - (index === target ? 1 : 0);
    if (Math.abs(error) < NEGLIGIBLE) continue;
    for (let at = from; at < to; at += 1) {
      const place = (set.places[at] ?? 0) * shape.classes + index;
      const weight = weights[place] ?? 0;
      const gradient = error * rowWeight * (set.values[at] ?? 0) + PULL * (weight - (prior[place] ?? 0));
      const square = (squares[place] ?? 0) + gradient * gradient;
      squares[place] = square;
      weights[place] = weight - (RATE * gradient) / Math.sqrt(square + 0.01);
    }
  }
}

function roundsFor(rows: number): number {
  return Math.max(4, Math.min(20, Math.ceil(20_000 / Math.max(1, rows))));
}

/** Fisher-Yates by a fixed sequence of numbers (xorshift), another for each round. */
function shuffle(order: number[], round: number): void {
  let state = 0x9e3779b9 ^ (round + 1);
  for (let last = order.length - 1; last > 0; last -= 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const other = (state >>> 0) % (last + 1);
    const held = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = held;
  }
}
