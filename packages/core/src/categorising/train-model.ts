import { type Fits, fitsOf } from './beliefs.ts';
import { fitCalibration } from './calibration.ts';
import { type Classes, classesOf, ofKind } from './classes.ts';
import { type Evidence, gatherEvidence, type Witness } from './evidence.ts';
import { CONCEPT_PLACES } from './features.ts';
import { CONCEPTS, fitOfCategory } from './known-merchants.ts';
import { type LinearShape, placesOf, trainLinear } from './linear-model.ts';
import { type CategoriserModel, MODEL_FORMAT } from './model.ts';
import type { LabelledRow, ModelCategory } from './row.ts';
import { gatherSupport, type Support } from './support.ts';
import { type Honesty, reportTrials, thresholdsFor, USUAL_CALIBRATION } from './thresholds.ts';
import { trainingSet, witnessOf } from './training-set.ts';
import { holdOutTrials, type Trials } from './trial-runs.ts';
import { fitTrust, USUAL_TRUST } from './trust.ts';

/** Rows beyond this are too old to matter; the newest are kept. */
export const MOST_TRAINING_ROWS = 20_000;

/**
 * Trains a model: the shipped table of merchants says where to begin, the rows say what is so here. The same rows give
 * the same model. Without any row it is the table alone. Rows of categories that are not in the list are left out.
 */
export function trainModel(
  rows: readonly LabelledRow[],
  categories: readonly ModelCategory[],
): CategoriserModel {
  const classes = classesOf(categories);
  const learnt = rows
    .filter((row) => classes.indexOf.has(row.categoryId))
    .toSorted((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0))
    .slice(-MOST_TRAINING_ROWS);
  const bits = bitsFor(learnt.length, classes.list.length);
  const witnesses = learnt.map((row) => witnessOf(row, classes));
  const set = trainingSet(learnt, witnesses, bits);
  const shape: LinearShape = { classes: classes.list.length, bits, rangeOf: classes.rangeOf };
  const prior = priorWeights(classes.list, bits);
  const fits = fitsOf(classes.list);
  const trials = holdOutTrials({ set, witnesses, shape, prior, fits });
  const honesty = {
    calibration: fitCalibration(trials.known, USUAL_CALIBRATION),
    trust: {
      recognised: fitTrust(trials.recognised, USUAL_TRUST),
      new: fitTrust(trials.new, USUAL_TRUST),
    },
  };
  const all = learnt.map((_, index) => index);
  const weights = all.length === 0 ? prior : trainLinear(set, all, { prior, shape });
  const evidence = gatherEvidence(witnesses);
  const support = gatherSupport(witnesses);
  return assemble({ classes, bits, weights, evidence, support, fits, honesty, trials, witnesses });
}

/** A table that fits what there is to learn, and keeps the model within its bounds. */
function bitsFor(rows: number, classes: number): number {
  const wanted = Math.ceil(Math.log2(Math.max(1, rows) * 24));
  const affordable = Math.floor(Math.log2(MOST_WEIGHTS / Math.max(1, classes)));
  return Math.max(6, Math.min(13, wanted, affordable));
}

const MOST_WEIGHTS = 700_000;

/** How strongly the shipped table speaks: about nineteen times in twenty, however many categories there are. */
const PRIOR_STRENGTH = 2.6;

/** The weights of a model that has seen no row: concepts lead to the categories that are called like them. */
function priorWeights(list: readonly ModelCategory[], bits: number): Float32Array {
  const weights = new Float32Array(placesOf(bits) * list.length);
  const strength = PRIOR_STRENGTH + Math.log(Math.max(2, ofKind(list, 'expense').length));
  for (const [place, concept] of CONCEPTS.slice(0, CONCEPT_PLACES).entries()) {
    const fits = list.map((category) => fitOfCategory(concept, category));
    const best = Math.max(0, ...fits);
    if (best === 0) continue;
    for (const [index, fit] of fits.entries())
      weights[place * list.length + index] = strength * fit * (fit / best) ** 2;
  }
  return weights;
}

interface Parts {
  readonly classes: Classes;
  readonly bits: number;
  readonly weights: Float32Array;
  readonly evidence: Evidence;
  readonly support: Support;
  readonly fits: Fits;
  readonly honesty: Honesty;
  readonly trials: Trials;
  readonly witnesses: readonly Witness[];
}

function assemble(parts: Parts): CategoriserModel {
  const { classes, bits, weights, evidence, support, fits, honesty, trials, witnesses } = parts;
  const { scale, steps } = quantise(weights);
  const thresholds = thresholdsFor(trials, honesty);
  return {
    format: MODEL_FORMAT,
    categories: classes.list.map(({ id, kind }) => ({ id, kind })),
    bits,
    scale,
    weights: steps,
    evidence,
    support: Object.fromEntries(support),
    fits: Object.fromEntries(fits),
    ...honesty,
    thresholds,
    trained: {
      rows: witnesses.length,
      merchants: new Set(witnesses.map(({ facts }) => facts.key)).size,
      categories: new Set(witnesses.map(({ target }) => target)).size,
      trial: reportTrials(trials, honesty, thresholds),
    },
  };
}

function quantise(weights: Float32Array): { readonly scale: number; readonly steps: Int8Array } {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const scale = largest === 0 ? 1 : largest / 127;
  return { scale, steps: Int8Array.from(weights, (weight) => Math.round(weight / scale)) };
}
