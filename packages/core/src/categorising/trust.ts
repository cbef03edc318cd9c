/** How much each sign of a judgement (SIGNS) says for a judgement's being right: weights of a logistic regression. */
export type Trust = readonly number[];

/** A judgement whose truth is known. */
export interface JudgementTrial {
  readonly signs: ArrayLike<number>;
  readonly isRight: boolean;
}

/**
 * Until a tenant's own rows say otherwise: fitted to labelled rows of several households, each time to merchants that
 * the model had not been taught.
 */
export const USUAL_TRUST: Trust = [
  -0.49, 0.61, -0.08, 0.49, -0.17, -0.0, -0.41, 0.34, 0.23, 0.42, -0.03, 0.24, 0.24,
];

/** Kept off 0 and 1: no number of rows proves either. */
const LEAST = 0.01;
const MOST = 0.985;

/** How probable it is that a judgement with these signs is right. */
export function trustIn(signs: ArrayLike<number>, trust: Trust): number {
  let sum = 0;
  for (let index = 0; index < trust.length; index += 1) sum += (trust[index] ?? 0) * (signs[index] ?? 0);
  return Math.min(MOST, Math.max(LEAST, 1 / (1 + Math.exp(-sum))));
}

/** So many trials weigh as much as what is usual. */
const ANCHOR = 5;
const STEPS = 25;
const CLOSE = 1e-6;

/** The weights under which the trials are the likeliest, drawn to `usual`; by Newton's steps, with no chance in them. */
export function fitTrust(trials: readonly JudgementTrial[], usual: Trust): Trust {
  let trust = [...usual];
  for (let step = 0; step < STEPS; step += 1) {
    const { gradient, curvature } = slopeAt(trials, trust, usual);
    const move = solve(curvature, gradient);
    trust = trust.map((weight, index) => weight - (move[index] ?? 0));
    if (Math.max(...move.map(Math.abs)) < CLOSE) break;
  }
  return trust.map((weight) => Math.round(weight * 1e4) / 1e4);
}

interface Slope {
  readonly gradient: number[];
  readonly curvature: number[][];
}

function slopeAt(trials: readonly JudgementTrial[], trust: Trust, usual: Trust): Slope {
  const gradient = trust.map((weight, index) => ANCHOR * (weight - (usual[index] ?? 0)));
  const curvature = trust.map((_, row) => trust.map((_, column): number => (row === column ? ANCHOR : 0)));
  for (const { signs, isRight } of trials) {
    const share = trustIn(signs, trust);
    const error = share - (isRight ? 1 : 0);
    const bend = share * (1 - share);
    for (let row = 0; row < trust.length; row += 1) {
      const sign = signs[row] ?? 0;
      if (sign === 0) continue;
      gradient[row] = (gradient[row] ?? 0) + error * sign;
      const line = curvature[row] ?? [];
      for (let column = 0; column < trust.length; column += 1)
        line[column] = (line[column] ?? 0) + bend * sign * (signs[column] ?? 0);
    }
  }
  return { gradient, curvature };
}

/** Gauss's elimination; what it solves is positive definite, so that no pivot is 0. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, index) => Float64Array.of(...row, right[index] ?? 0));
  for (const [at, pivot] of rows.entries()) {
    const divisor = pivot[at] ?? 1;
    for (const [other, row] of rows.entries()) {
      if (other === at) continue;
      const factor = (row[at] ?? 0) / divisor;
      for (let column = at; column <= size; column += 1)
        row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
    }
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

/** What is shared out to each of the others before what they seem: nothing is quite out of the question. */
const EVEN = 1e-4;

/**
 * Gives the likeliest the probability that it is trusted with, and the others what is left, in place. It stays the
 * likeliest, and the sum stays 1; what is 0 cannot be chosen, and stays 0.
 */
export function applyTrust(probabilities: Float64Array, top: number, share: number): void {
  let rest = 0;
  let second = 0;
  for (let place = 0; place < probabilities.length; place += 1) {
    const probability = probabilities[place] ?? 0;
    if (place === top || probability === 0) continue;
    rest += probability + EVEN;
    second = Math.max(second, probability + EVEN);
  }
  const kept = rest === 0 ? 1 : Math.max(share, second / (rest + second));
  for (let place = 0; place < probabilities.length; place += 1) {
    const probability = probabilities[place] ?? 0;
    if (place !== top && probability > 0) probabilities[place] = ((1 - kept) * (probability + EVEN)) / rest;
  }
  probabilities[top] = kept;
}
