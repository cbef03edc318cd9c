import type { CalendarDate } from '@fintrack/core/dates';
import type { Currency } from '@fintrack/core/money';
import { createRateTable, type RateTable } from '@fintrack/core/rates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { type DateSpan, findQuotes } from './repo.quotes.ts';

/** Which rates: between these currencies, on these days or on every day of a span. */
type RatesWanted = { readonly currencies: readonly Currency[] } & (
  | DateSpan
  | { readonly dates: readonly CalendarDate[] }
);

/**
 * The rates between these currencies, in one statement however many days and rows are to be converted with them.
 * A table for one currency alone, or for no day, asks the database nothing.
 */
export async function loadRates(tx: TenantTransaction, wanted: RatesWanted): Promise<RateTable> {
  const currencies = [...new Set(wanted.currencies)];
  const spans = 'dates' in wanted ? wanted.dates.map((date) => ({ from: date, to: date })) : [wanted];
  if (currencies.length < 2 || spans.length === 0) return createRateTable([]);
  return createRateTable(await findQuotes(tx, currencies, spans));
}
