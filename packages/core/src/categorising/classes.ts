import type { ClassRange } from './linear-model.ts';
import type { CategoryKind, ModelCategory } from './row.ts';

/** Classes in the order of a model, and where each kind stands. */
export interface Classes {
  readonly list: readonly ModelCategory[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly rangeOf: (target: number) => ClassRange;
}

/** Puts categories in the order of a model. */
export function classesOf(categories: readonly ModelCategory[]): Classes {
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
export function ofKind(categories: readonly ModelCategory[], kind: CategoryKind): ModelCategory[] {
  return categories
    .filter((category) => category.kind === kind)
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
