import type { Assertion, BookPrice, Books, Entry } from './books.ts';
import type { ChartAccount } from './chart-of-accounts.ts';

/** Writes books in one program's language. Every text ends with a line break. */
export interface Printer {
  /** Comment, currencies and accounts: what stands before the first entry. */
  readonly head: (books: Books, chart: readonly ChartAccount[]) => string;
  readonly price: (price: BookPrice) => string;
  readonly entry: (entry: Entry) => string;
  readonly assertion: (assertion: Assertion) => string;
  readonly comment: (text: string) => string;
}

/** The other program's name of an account. @throws {Error} when the chart has none: a row names an account beyond it. */
export function namesOf(chart: readonly ChartAccount[]): (key: string) => string {
  const names = new Map<string, string>(chart.map(({ key, name }) => [key, name]));
  return (key) => {
    const name = names.get(key);
    if (name === undefined) throw new Error(`The chart of accounts has no "${key}".`);
    return name;
  };
}
