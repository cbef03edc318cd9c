import { type Fits, highest } from './beliefs.ts';
import { calibrate } from './calibration.ts';
import { merchantEntry } from './evidence.ts';
import { factsOf, featureVector, fillFeatures, type RowFacts } from './features.ts';
import { judge } from './judgement.ts';
import type { ClassRange } from './linear-model.ts';
import { type Remembered, withMemory } from './memory.ts';
import type { Acquaintance, Boldness, CategoriserModel } from './model.ts';
import { type Reason, reasonsFor } from './reasons.ts';
import type { CategorisableRow, CategoryKind, LabelledRow } from './row.ts';
import type { Support } from './support.ts';
import { applyTrust, trustIn } from './trust.ts';

/** What the model would do with a row. */
export interface Prediction {
  readonly categoryId: string;
  /** 0 to 1, calibrated: of a hundred rows of 0.9 about ninety are right. */
  readonly probability: number;
  /** Whether it is sure enough to set the category by itself. */
  readonly isSure: boolean;
}

/** A category that a row may have, and why. */
export interface Suggestion extends Prediction {
  readonly reasons: readonly Reason[];
}

/** A category that the model sets by itself. */
export interface Decision {
  readonly categoryId: string;
  readonly probability: number;
  readonly reason: Reason;
}

/** What a model is used with. */
export interface CategoriserOptions {
  /** Categories that a row may take: the others are never predicted, whatever the model has learnt. */
  readonly usable: readonly string[];
  readonly boldness: Boldness;
  /** What people have set since the model was trained, oldest first: it counts at once. */
  readonly corrections?: readonly LabelledRow[];
}

/** Least probability of what a person has just said about such a row. */
const CORRECTED = 0.96;
const MOST_SUGGESTIONS = 3;
/** A first guess of less is none: it would only name whatever stands first among equals. */
const LEAST_FIRST = 0.1;
/** Less probable categories are no help beside it. */
const LEAST_SUGGESTED = 0.03;

/** A trained model, ready to answer. Pure: the same row gets the same answer until another is made. */
export class Categoriser {
  readonly #model: CategoriserModel;
  readonly #boldness: Boldness;
  readonly #usable: Readonly<Record<CategoryKind, readonly number[]>>;
  readonly #usableIds: ReadonlySet<string>;
  readonly #evidence: ReadonlyMap<string, CategoriserModel['evidence'][string]>;
  readonly #support: Support;
  readonly #fits: Fits;
  readonly #corrections = new Map<string, string>();
  readonly #vector = featureVector();
  readonly #scores: Float64Array;

  constructor(model: CategoriserModel, { usable, boldness, corrections = [] }: CategoriserOptions) {
    this.#model = model;
    this.#boldness = boldness;
    this.#usableIds = new Set(usable);
    this.#usable = { income: this.#classesOf('income'), expense: this.#classesOf('expense') };
    this.#evidence = new Map(Object.entries(model.evidence));
    this.#support = new Map(Object.entries(model.support));
    this.#fits = new Map(Object.entries(model.fits).map(([place, tallies]) => [Number(place), tallies]));
    this.#scores = new Float64Array(model.categories.length);
    for (const row of corrections) this.#remember(row);
  }

  /** The likeliest category of a row; null where no category of its kind can be used. */
  predict(row: CategorisableRow): Prediction | null {
    return this.#predict(row, factsOf(row));
  }

  /** What the model sets by itself, and the strongest reason for it; null where it is not sure. */
  decide(row: CategorisableRow): Decision | null {
    const facts = factsOf(row);
    const prediction = this.#predict(row, facts);
    if (!prediction?.isSure) return null;
    const { categoryId, probability } = prediction;
    const index = this.#model.categories.findIndex(({ id }) => id === categoryId);
    const isCorrected = this.#correctionOf(facts) === categoryId;
    const [reason] = reasonsFor(this.#model, this.#evidence, { facts, index, isCorrected });
    return { categoryId, probability, reason: reason ?? { kind: 'pattern' } };
  }

  #predict(row: CategorisableRow, facts: RowFacts): Prediction | null {
    const corrected = this.#correctionOf(facts);
    const { probabilities, acquaintance } = this.#judge(row, facts);
    const top = highest(probabilities);
    const likeliest = this.#usable[facts.kind][top];
    if (corrected !== null)
      return {
        categoryId: corrected,
        probability: this.#correctedShare(corrected, facts, probabilities),
        isSure: true,
      };
    if (likeliest === undefined) return null;
    return this.#toPrediction(likeliest, probabilities[top] ?? 0, acquaintance);
  }

  /** Every category that the row may take with its probability; they sum to 1. Empty where there is none. */
  probabilities(row: CategorisableRow): ReadonlyMap<string, number> {
    const facts = factsOf(row);
    return this.#shares(facts, this.#judge(row, facts).probabilities);
  }

  /** The likeliest three with their reasons, the likeliest first; none where nothing speaks for any. */
  suggest(row: CategorisableRow): Suggestion[] {
    const facts = factsOf(row);
    const { probabilities, acquaintance } = this.#judge(row, facts);
    const corrected = this.#correctionOf(facts);
    const sorted = [...this.#shares(facts, probabilities)].toSorted(([, left], [, right]) => right - left);
    if ((sorted[0]?.[1] ?? 0) < LEAST_FIRST) return [];
    return sorted
      .filter(([, probability], place) => place === 0 || probability >= LEAST_SUGGESTED)
      .slice(0, MOST_SUGGESTIONS)
      .map(([categoryId, probability]) => {
        const index = this.#model.categories.findIndex(({ id }) => id === categoryId);
        const isCorrected = corrected === categoryId;
        return {
          categoryId,
          probability,
          isSure: isCorrected || this.#toPrediction(index, probability, acquaintance).isSure,
          reasons: reasonsFor(this.#model, this.#evidence, { facts, index, isCorrected }),
        };
      });
  }

  /** Probabilities of the usable classes of the row's kind, in their order. */
  #judge(row: CategorisableRow, facts: RowFacts): Judged {
    const usable = this.#usable[facts.kind];
    if (usable.length === 0) return { probabilities: new Float64Array(0), acquaintance: 'new' };
    this.#score(row, facts);
    const range = this.#rangeOf(facts.kind);
    const scores = new Float64Array(range.to - range.from).fill(Number.NEGATIVE_INFINITY);
    for (const index of usable) scores[index - range.from] = (this.#scores[index] ?? 0) * this.#model.scale;
    const knowledge = { fits: this.#fits, support: this.#support, range };
    const { probabilities, top, signs } = judge(scores, facts, knowledge);
    const remembered = this.#memoryOf(facts, usable);
    const unseen = facts.concepts.length > 0 ? 'recognised' : 'new';
    if (remembered.length === 0) applyTrust(probabilities, top, trustIn(signs, this.#model.trust[unseen]));
    const opinion = pick(probabilities, usable, range.from);
    if (remembered.length === 0) return { probabilities: opinion, acquaintance: unseen };
    const mixed = withMemory(opinion, remembered);
    calibrate(mixed, { from: 0, to: mixed.length }, this.#model.calibration);
    return { probabilities: mixed, acquaintance: 'known' };
  }

  #score(row: CategorisableRow, facts: RowFacts): void {
    const { weights, categories, bits } = this.#model;
    const vector = this.#vector;
    const { from, to } = this.#rangeOf(facts.kind);
    fillFeatures(vector, row, { facts, bits });
    this.#scores.fill(0, from, to);
    for (let at = 0; at < vector.length; at += 1) {
      const base = (vector.places[at] ?? 0) * categories.length;
      const value = vector.values[at] ?? 0;
      for (let index = from; index < to; index += 1)
        this.#scores[index] = (this.#scores[index] ?? 0) + value * (weights[base + index] ?? 0);
    }
  }

  #rangeOf(kind: CategoryKind): ClassRange {
    const { categories } = this.#model;
    const found = categories.findIndex((category) => category.kind === 'expense');
    const firstExpense = found === -1 ? categories.length : found;
    return kind === 'income' ? { from: 0, to: firstExpense } : { from: firstExpense, to: categories.length };
  }

  #memoryOf(facts: RowFacts, usable: readonly number[]): Remembered[] {
    const entry = merchantEntry(facts.kind, facts.key);
    const tallies = entry === null ? undefined : this.#evidence.get(entry);
    return (tallies ?? []).flatMap(([category, , recent]) => {
      const index = usable.indexOf(category);
      return index === -1 ? [] : [{ index, weight: recent }];
    });
  }

  #classesOf(kind: CategoryKind): number[] {
    return this.#model.categories.flatMap((category, index) =>
      category.kind === kind && this.#usableIds.has(category.id) ? [index] : [],
    );
  }

  #toPrediction(index: number, probability: number, acquaintance: Acquaintance): Prediction {
    const from = this.#model.thresholds[this.#boldness][acquaintance];
    const categoryId = this.#model.categories[index]?.id ?? '';
    return { categoryId, probability, isSure: from !== null && probability >= from };
  }

  #remember(row: LabelledRow): void {
    const { kind, key } = factsOf(row);
    const entry = merchantEntry(kind, key);
    if (entry !== null) this.#corrections.set(entry, row.categoryId);
  }

  #correctionOf({ kind, key }: RowFacts): string | null {
    const entry = merchantEntry(kind, key);
    const categoryId = entry === null ? undefined : this.#corrections.get(entry);
    return categoryId !== undefined && this.#usableIds.has(categoryId) ? categoryId : null;
  }

  #correctedShare(categoryId: string, facts: RowFacts, probabilities: Float64Array): number {
    return this.#shares(facts, probabilities).get(categoryId) ?? CORRECTED;
  }

  /** By category; what a person has just said takes its share before all others. */
  #shares(facts: RowFacts, probabilities: Float64Array): Map<string, number> {
    const shares = new Map<string, number>();
    for (const [place, index] of this.#usable[facts.kind].entries())
      shares.set(this.#model.categories[index]?.id ?? '', probabilities[place] ?? 0);
    const corrected = this.#correctionOf(facts);
    if (corrected === null) return shares;
    const thought = shares.get(corrected) ?? 0;
    const share = shares.size === 0 || (shares.size === 1 && thought > 0) ? 1 : Math.max(CORRECTED, thought);
    for (const [id, probability] of shares)
      if (id !== corrected) shares.set(id, thought < 1 ? (probability * (1 - share)) / (1 - thought) : 0);
    return shares.set(corrected, share);
  }
}

/** Of the probabilities of a range those of some classes. Array.from() would take longer than all the rest. */
function pick(probabilities: Float64Array, classes: readonly number[], from: number): Float64Array {
  const picked = new Float64Array(classes.length);
  for (let place = 0; place < classes.length; place += 1)
    picked[place] = probabilities[(classes[place] ?? 0) - from] ?? 0;
  return picked;
}

interface Judged {
  readonly probabilities: Float64Array;
  readonly acquaintance: Acquaintance;
}
