import type { Currency } from '../money/index.ts';
import type { Books } from './books.ts';

/** The base currency and those of the accounts, alphabetical: all that an amount can be in. */
export function usedCurrencies(books: Books): Currency[] {
  return [...new Set([books.baseCurrency, ...books.accounts.map(({ currency }) => currency)])].toSorted();
}
