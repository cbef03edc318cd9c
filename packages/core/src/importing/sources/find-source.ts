import type { CsvSourceId } from '../csv-mapping.ts';
import { foldHeading } from '../header-words.ts';
import { ACTUAL } from './actual.ts';
import type { CsvSource } from './csv-source.ts';
import { FIREFLY } from './firefly.ts';
import { MINT } from './mint.ts';
import { REVOLUT } from './one-balance-per-currency.ts';
import { PAYPAL } from './paypal.ts';
import { SIMPLE_SOURCES } from './simple-sources.ts';
import { WISE } from './wise.ts';
import { YNAB } from './ynab.ts';

const SOURCES: readonly CsvSource[] = [PAYPAL, REVOLUT, WISE, YNAB, MINT, ACTUAL, FIREFLY, ...SIMPLE_SOURCES];

/** Whose export a header belongs to: all the headings of one of a source's layouts are there; null for nobody's. */
export function findSource(header: readonly string[]): CsvSource | null {
  const present = new Set(header.map(foldHeading));
  return (
    SOURCES.find(({ headings }) =>
      headings.some((layout) => layout.every((heading) => present.has(heading))),
    ) ?? null
  );
}

/** @returns null for an id that is not known (any more). */
export function sourceById(id: CsvSourceId | null | undefined): CsvSource | null {
  return SOURCES.find((source) => source.id === id) ?? null;
}
