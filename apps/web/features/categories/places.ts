import type { Category } from '@fintrack/contract';
import type { SelectOption } from '@/components/native-select.tsx';

type Kind = Category['kind'];

export const KIND_NAMES: Readonly<Record<Kind, string>> = { expense: 'Spending', income: 'Income' };

/** Where a category may stand: at the top of a kind (its value is the kind) or below another (its id). */
export function placeOptions(categories: readonly Category[], kinds: readonly Kind[]): SelectOption[] {
  return kinds.flatMap((kind) => [
    { value: kind, label: 'At the top', group: KIND_NAMES[kind] },
    ...categoryOptions(categories.filter((category) => category.kind === kind)),
  ]);
}

/** Categories by their whole path, in tree order. */
export function categoryOptions(categories: readonly Category[]): SelectOption[] {
  return categories.map(({ id, path, kind }) => ({
    value: id,
    label: path.join(' › '),
    group: KIND_NAMES[kind],
  }));
}

/** What a choice of {@link placeOptions} means to the API. */
export function readPlace(value: string): { kind?: Kind; parentId: string | null } {
  if (value === 'expense' || value === 'income') return { kind: value, parentId: null };
  return { parentId: value };
}

/** Those that are neither the category nor below it: where it, or what is in it, can go. */
export function outside(categories: readonly Category[], category: Category): Category[] {
  const inside = new Set([category.id]);
  // Tree order: a parent comes before what is below it.
  for (const { id, parentId } of categories) if (parentId !== null && inside.has(parentId)) inside.add(id);
  return categories.filter(({ id, kind }) => !inside.has(id) && kind === category.kind);
}
