import type { Calibration, ReliabilityBin } from './calibration.ts';
import type { Evidence } from './evidence.ts';
import type { CategoryKind } from './row.ts';
import type { MerchantTally } from './support.ts';
import type { Trust } from './trust.ts';

/** Grows when features, the shipped table's order or the arithmetic change: an older model is then trained anew. */
export const MODEL_FORMAT = 2;

/** How sure the model has to be before it sets a category by itself. */
export type Boldness = 'cautious' | 'usual' | 'bold';

/** Of a hundred choices made by itself, at least so many were right when the model was tried out. */
export const WANTED_ACCURACY: Readonly<Record<Boldness, number>> = { cautious: 0.98, usual: 0.95, bold: 0.9 };

/**
 * What a row is to the model: of a merchant that it was taught, of one that the shipped table recognises, or of neither.
 * What people label is mostly what the table does not recognise, and says nothing of what it does.
 */
export type Acquaintance = 'known' | 'recognised' | 'new';

/** Every acquaintance, the closest first. */
export const ACQUAINTANCES: readonly Acquaintance[] = ['known', 'recognised', 'new'];

/** A threshold of probability; null: it never sets a category by itself. */
export type Thresholds = Readonly<Record<Boldness, Readonly<Record<Acquaintance, number | null>>>>;

/** What a trial on rows that were held back says of a model. */
export interface TrialReport {
  /** Rows that were held back and then guessed. */
  readonly rows: number;
  /** How many of them were right when every one is answered. */
  readonly right: number;
  /** At each boldness: what it would have set by itself, and how much of that was right. */
  readonly committed: Readonly<Record<Boldness, { readonly rows: number; readonly right: number }>>;
  readonly reliability: readonly ReliabilityBin[];
  /** 0 to 1. */
  readonly calibrationError: number;
}

/** A trained model: plain data, at most about 2 MB as text. */
export interface CategoriserModel {
  readonly format: number;
  /** The classes: those of income first. */
  readonly categories: readonly { readonly id: string; readonly kind: CategoryKind }[];
  readonly bits: number;
  /** What one step of {@link weights} stands for. */
  readonly scale: number;
  /** Place by place, in each the classes. */
  readonly weights: Int8Array;
  readonly evidence: Evidence;
  /** By what merchants share, in which categories they are. */
  readonly support: Readonly<Record<string, readonly MerchantTally[]>>;
  /** By concept, which categories are called like it. */
  readonly fits: Readonly<Record<string, readonly MerchantTally[]>>;
  /** Of a merchant that is known. */
  readonly calibration: Calibration;
  /** In what is thought of a merchant that is not. */
  readonly trust: Readonly<Record<Exclude<Acquaintance, 'known'>, Trust>>;
  readonly thresholds: Thresholds;
  readonly trained: {
    readonly rows: number;
    readonly merchants: number;
    /** Categories that a row taught. */
    readonly categories: number;
    readonly trial: TrialReport;
  };
}
