import {
  type Boldness,
  Categoriser,
  type CategoriserModel,
  type LabelledRow,
} from '@fintrack/core/categorising';

/** A category as a suggestion shows it. */
export interface NamedCategory {
  readonly id: string;
  readonly kind: 'income' | 'expense';
  readonly name: string;
  readonly color: string | null;
  readonly path: readonly string[];
  readonly isActive: boolean;
}

/** What rows are categorised with: plain data, which can be handed to another thread. */
export interface CategoriserData {
  readonly model: CategoriserModel;
  /** 0: as shipped. */
  readonly version: number;
  readonly boldness: Boldness | 'off';
  readonly categories: readonly NamedCategory[];
  /** What people have set since the model was trained, oldest first. */
  readonly corrections: readonly LabelledRow[];
}

/** Makes the data ready to answer. Where it is off, what it would be sure of counts as usual and is not set. */
export function prepareCategoriser({
  model,
  boldness,
  categories,
  corrections,
}: CategoriserData): Categoriser {
  return new Categoriser(model, {
    usable: categories.filter(({ isActive }) => isActive).map(({ id }) => id),
    boldness: boldness === 'off' ? 'usual' : boldness,
    corrections,
  });
}
