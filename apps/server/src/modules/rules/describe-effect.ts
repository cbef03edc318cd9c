import type { RuleEffect } from '@fintrack/contract';
import { formatMinor } from '@fintrack/core/money';
import type { RuleField } from '@fintrack/core/rules';
import type { KnownBooks } from './repo.books.ts';
import { changedFields, type JudgedRow } from './run-over-history.ts';

/** What of a row would be different, in the API's terms, with the names of what it names. */
export function describeEffect({ row, outcome }: JudgedRow, books: KnownBooks): RuleEffect {
  const changed = new Set<RuleField>(changedFields(row, outcome));
  const { category, split, transferAccount, payee, notes, tags, skippedBy } = outcome;
  const nameOf = (id: string | null): string | null =>
    books.categories.find((known) => known.id === id)?.name ?? null;
  const effect: RuleEffect = { by: skippedBy === null ? {} : { skip: skippedBy } };
  if (skippedBy !== null) effect.isSkipped = true;
  if (changed.has('category') && category !== null) {
    effect.categoryId = category.value;
    effect.categoryName = nameOf(category.value);
    effect.by.category = category.by;
  }
  if (changed.has('category') && split !== null) {
    effect.splits = split.value.map(({ amountMinor, categoryId }) => ({
      amount: formatMinor(amountMinor, row.currency),
      categoryId,
      categoryName: nameOf(categoryId),
    }));
    effect.by.category = split.by;
  }
  if (changed.has('category') && transferAccount !== null) {
    effect.transferAccountId = transferAccount.value;
    effect.transferAccountName = books.accounts.find(({ id }) => id === transferAccount.value)?.name ?? '';
    effect.by.category = transferAccount.by;
  }
  if (changed.has('payee') && payee !== null) {
    effect.payeeName = payee.value;
    effect.by.payee = payee.by;
  }
  if (changed.has('notes') && notes !== null) {
    effect.notes = notes.value;
    effect.by.notes = notes.by;
  }
  if (changed.has('tags') && tags !== null) {
    effect.tags = [...tags.value];
    effect.by.tags = tags.by;
  }
  return effect;
}
