import { fitCalibration } from './calibration.ts';
import { type Evidence, gatherEvidence, type Witness } from './evidence.ts';
import { CONCEPT_PLACES, type FeatureVector, factsOf, featureVector, fillFeatures } from './features.ts';
import { CONCEPTS, fitOfCategory } from './known-merchants.ts';
import {
  type ClassRange,
  type LinearShape,
  placesOf,
  type TrainingSet,
  trainLinear,
} from './linear-model.ts';
import { type CategoriserModel, MODEL_FORMAT } from './model.ts';
import type { CategoryKind, LabelledRow, ModelCategory } from './row.ts';
import { reportTrials, thresholdsFor, USUAL_CALIBRATION } from './thresholds.ts';
import { holdOutTrials } from './trial-runs.ts';

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
  const witnesses = learnt.map((row) => witness(row, classes));
  const set = trainingSet(learnt, witnesses, bits);
  const shape: LinearShape = { classes: classes.list.length, bits, rangeOf: classes.rangeOf };
  const prior = priorWeights(classes.list, bits);
  const trials = holdOutTrials({ set, witnesses, shape, prior });
  const calibration = {
    known: fitCalibration(trials.known, USUAL_CALIBRATION.known),
    recognised: fitCalibration(trials.recognised, USUAL_CALIBRATION.recognised),
    new: fitCalibration(trials.new, USUAL_CALIBRATION.new),
  };
  const all = learnt.map((_, index) => index);
  const weights = all.length === 0 ? prior : trainLinear(set, all, { prior, shape });
  const evidence = gatherEvidence(witnesses);
  return assemble({ classes, bits, weights, evidence, calibration, trials, witnesses });
}

/** Classes in the order of a model, and where each kind stands. */
interface Classes {
  readonly list: readonly ModelCategory[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly rangeOf: (target: number) => ClassRange;
}

function classesOf(categories: readonly ModelCategory[]): Classes {
  const list = [...ofKind(categories, 'income'), ...ofKind(categories, 'expense')];
  const firstExpense = ofKind(list, 'income').length;
  const income = { from: 0, to: firstExpense };
  const expense = { from: firstExpense, to: list.length };
  return {
    list,
    indexOf: new Map(list.map(({ id }, index) => [id, index])),
    rangeOf: (target) => (target < firstExpense ? income : expense),
  };
}

/** By id, so that the order of a list does not change what is learnt. */
function ofKind(categories: readonly ModelCategory[], kind: CategoryKind): ModelCategory[] {
  return categories
    .filter((category) => category.kind === kind)
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

/** A table that fits what there is to learn, and keeps the model within its bounds. */
function bitsFor(rows: number, classes: number): number {
  const wanted = Math.ceil(Math.log2(Math.max(1, rows) * 24));
  const affordable = Math.floor(Math.log2(MOST_WEIGHTS / Math.max(1, classes)));
  return Math.max(6, Math.min(13, wanted, affordable));
}

const MOST_WEIGHTS = 700_000;

/** A row is of its category's kind, whatever its sign: a refund lowers spending. */
function witness(row: LabelledRow, classes: Classes): Witness {
  const target = classes.indexOf.get(row.categoryId) ?? 0;
  const kind = classes.list[target]?.kind ?? 'expense';
  return { facts: factsOf({ ...row, kind }), row, target };
}

function trainingSet(rows: readonly LabelledRow[], witnesses: readonly Witness[], bits: number): TrainingSet {
  const vector = featureVector();
  const offsets = new Int32Array(rows.length + 1);
  const places: Int32Array[] = [];
  const values: Float32Array[] = [];
  for (const [index, row] of rows.entries()) {
    const facts = witnesses[index]?.facts;
    if (facts) fillFeatures(vector, row, { facts, bits });
    places.push(vector.places.slice(0, vector.length));
    values.push(vector.values.slice(0, vector.length));
    offsets[index + 1] = (offsets[index] ?? 0) + vector.length;
  }
  return {
    length: rows.length,
    offsets,
    places: joined(Int32Array, places),
    values: joined(Float32Array, values),
    targets: Int32Array.from(witnesses, ({ target }) => target),
    weights: merchantWeights(witnesses),
  };
}

function joined<Kind extends Int32Array | Float32Array>(
  Type: new (length: number) => Kind,
  parts: readonly FeatureVector['places' | 'values'][],
): Kind {
  const whole = new Type(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A hundred rows of one merchant teach less about others than a hundred merchants do. */
function merchantWeights(witnesses: readonly Witness[]): Float32Array {
  const rows = new Map<string, number>();
  for (const { facts } of witnesses) rows.set(facts.key, (rows.get(facts.key) ?? 0) + 1);
  return Float32Array.from(witnesses, ({ facts }) =>
    facts.key === '' ? 0.5 : Math.max(0.15, 1 / Math.sqrt(rows.get(facts.key) ?? 1)),
  );
}

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
  readonly calibration: CategoriserModel['calibration'];
  readonly trials: ReturnType<typeof holdOutTrials>;
  readonly witnesses: readonly Witness[];
}

function assemble({
  classes,
  bits,
  weights,
  evidence,
  calibration,
  trials,
  witnesses,
}: Parts): CategoriserModel {
  const { scale, steps } = quantise(weights);
  const thresholds = thresholdsFor(trials, calibration);
  return {
    format: MODEL_FORMAT,
    categories: classes.list.map(({ id, kind }) => ({ id, kind })),
    bits,
    scale,
    weights: steps,
    evidence,
    calibration,
    thresholds,
    trained: {
      rows: witnesses.length,
      merchants: new Set(witnesses.map(({ facts }) => facts.key)).size,
      categories: new Set(witnesses.map(({ target }) => target)).size,
      trial: reportTrials(trials, calibration, thresholds),
    },
  };
}

function quantise(weights: Float32Array): { readonly scale: number; readonly steps: Int8Array } {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const scale = largest === 0 ? 1 : largest / 127;
  return { scale, steps: Int8Array.from(weights, (weight) => Math.round(weight / scale)) };
}
