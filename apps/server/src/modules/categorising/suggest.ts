import type { CategorySuggestion, SuggestedTransaction, Transaction } from '@fintrack/contract';
import {
  type CategorisableRow,
  type Categoriser,
  confidenceText,
  reasonText,
} from '@fintrack/core/categorising';
import { parseCalendarDate } from '@fintrack/core/dates';
import { parseAmount, parseCurrency } from '@fintrack/core/money';
import { type CategoriserData, type NamedCategory, prepareCategoriser } from './prepare-categoriser.ts';

/** Adds the likeliest categories to rows. */
export function suggestFor(data: CategoriserData, rows: readonly Transaction[]): SuggestedTransaction[] {
  const categoriser = prepareCategoriser(data);
  const byId = new Map(data.categories.map((category) => [category.id, category]));
  return rows.map((transaction) => ({
    transaction,
    suggestions: takesCategory(transaction) ? suggestions(categoriser, transaction, byId) : [],
  }));
}

/** A transfer has no category, and of a split the parts have theirs. */
function takesCategory({ type, isSplit }: Transaction): boolean {
  return type !== 'transfer' && !isSplit;
}

function suggestions(
  categoriser: Categoriser,
  transaction: Transaction,
  byId: ReadonlyMap<string, NamedCategory>,
): CategorySuggestion[] {
  return categoriser.suggest(toRow(transaction)).flatMap(({ categoryId, probability, isSure, reasons }) => {
    const category = byId.get(categoryId);
    if (category === undefined) return [];
    return [
      {
        categoryId,
        categoryName: category.name,
        categoryColor: category.color,
        path: [...category.path],
        confidence: Math.round(probability * 1000) / 1000,
        confidenceText: confidenceText(probability),
        isSure,
        reasons: reasons.map((reason) => reasonText(reason, category.name)),
      },
    ];
  });
}

function toRow(transaction: Transaction): CategorisableRow {
  const currency = parseCurrency(transaction.currency);
  return {
    text: transaction.rawDescription ?? transaction.description,
    payee: transaction.payeeName,
    amountMinor: parseAmount(transaction.amount, currency).minor,
    currency,
    accountId: transaction.accountId,
    date: parseCalendarDate(transaction.date),
    kind: transaction.type === 'income' ? 'income' : 'expense',
  };
}
