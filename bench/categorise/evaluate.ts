import {
  type Boldness,
  bankWords,
  Categoriser,
  calibrationError,
  type LabelledRow,
  reliabilityOf,
  type Trial,
  trainModel,
} from '@fintrack/core/categorising';
import type { LabelledSet } from './labelled-set.ts';
import { type MerchantHalf, type Split, type SplitKind, splitRows } from './split-rows.ts';

/** What came out for one set, one way of setting apart and one number of labels, over several splits. */
export interface Evaluation {
  readonly set: string;
  readonly split: SplitKind;
  readonly labels: number;
  readonly asked: number;
  /** 0 to 1 each. Accuracy when every row is answered. */
  readonly accuracy: number;
  readonly coverage: number;
  /** Accuracy of what it sets by itself; null where that is nothing. */
  readonly committedAccuracy: number | null;
  readonly calibrationError: number;
  readonly majority: number;
  readonly nearest: number;
}

export interface EvaluateOptions {
  readonly split: SplitKind;
  readonly labels: number;
  readonly seeds: readonly number[];
  readonly half: MerchantHalf;
  readonly boldness?: Boldness;
}

/** Trains and asks once a seed; the answers of all of them are counted together. */
export function evaluate(
  set: LabelledSet,
  { split, labels, seeds, half, boldness = 'usual' }: EvaluateOptions,
): Evaluation {
  const trials: (Trial & { readonly isSure: boolean })[] = [];
  let majority = 0;
  let nearest = 0;
  for (const seed of seeds) {
    const parts = splitRows(set.rows, { kind: split, labels, seed, half });
    const model = trainModel(parts.train, set.categories);
    const usable = set.categories.map(({ id }) => id);
    const categoriser = new Categoriser(model, { usable, boldness });
    for (const row of parts.test) {
      const prediction = categoriser.predict(row);
      if (prediction === null) continue;
      const { categoryId, probability, isSure } = prediction;
      trials.push({ probability, isSure, isRight: categoryId === row.categoryId });
    }
    majority += rightByMajority(parts);
    nearest += rightByNearest(parts);
  }
  const sure = trials.filter(({ isSure }) => isSure);
  const rightOf = (some: readonly Trial[]) => some.filter(({ isRight }) => isRight).length;
  return {
    set: set.name,
    split,
    labels,
    asked: trials.length,
    accuracy: rightOf(trials) / trials.length,
    coverage: sure.length / trials.length,
    committedAccuracy: sure.length === 0 ? null : rightOf(sure) / sure.length,
    calibrationError: calibrationError(reliabilityOf(trials)),
    majority: majority / trials.length,
    nearest: nearest / trials.length,
  };
}

/** Always the category that the direction of the money had most often. */
function rightByMajority({ train, test }: Split): number {
  const often = { in: mostOften(train.filter(isIn)), out: mostOften(train.filter((row) => !isIn(row))) };
  return test.filter((row) => row.categoryId === (isIn(row) ? often.in : often.out)).length;
}

/** The category of the learnt row that shares the most words (Jaccard), of those with one direction. */
function rightByNearest({ train, test }: Split): number {
  const learnt = train.map((row) => ({ row, words: new Set(bankWords(row.text).words) }));
  return test.filter((row) => {
    const words = new Set(bankWords(row.text).words);
    let best = mostOften(train.filter((other) => isIn(other) === isIn(row)));
    let closest = 0;
    for (const other of learnt) {
      if (isIn(other.row) !== isIn(row)) continue;
      const shared = [...words].filter((word) => other.words.has(word)).length;
      const likeness = shared / Math.max(1, words.size + other.words.size - shared);
      if (likeness <= closest) continue;
      closest = likeness;
      best = other.row.categoryId;
    }
    return best === row.categoryId;
  }).length;
}

function isIn(row: LabelledRow): boolean {
  return row.amountMinor > 0n;
}

function mostOften(rows: readonly LabelledRow[]): string | null {
  const counts = new Map<string, number>();
  for (const { categoryId } of rows) counts.set(categoryId, (counts.get(categoryId) ?? 0) + 1);
  let best: string | null = null;
  for (const [id, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = id;
  return best;
}
