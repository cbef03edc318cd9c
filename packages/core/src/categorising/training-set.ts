import type { Classes } from './classes.ts';
import type { Witness } from './evidence.ts';
import { type FeatureVector, factsOf, featureVector, fillFeatures } from './features.ts';
import type { TrainingSet } from './linear-model.ts';
import type { LabelledRow } from './row.ts';

/** A row is of its category's kind, whatever its sign: a refund lowers spending. */
export function witnessOf(row: LabelledRow, classes: Classes): Witness {
  const target = classes.indexOf.get(row.categoryId) ?? 0;
  const kind = classes.list[target]?.kind ?? 'expense';
  return { facts: factsOf({ ...row, kind }), row, target };
}

/** Rows as features of a table with 2^bits hashed places. */
export function trainingSet(
  rows: readonly LabelledRow[],
  witnesses: readonly Witness[],
  bits: number,
): TrainingSet {
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
