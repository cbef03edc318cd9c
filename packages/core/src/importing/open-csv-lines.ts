import type { Currency } from '../money/index.ts';
import type { CsvMapping } from './csv-mapping.ts';
import { foldHeading } from './header-words.ts';
import {
  type LineReader,
  NO_FACTS,
  type SourceFacts,
  type SourceFile,
  type SourceScan,
} from './sources/csv-source.ts';
import { sourceById } from './sources/find-source.ts';
import { openPlainReader } from './sources/plain-reader.ts';

/** What reading the lines of a file needs beside the mapping. */
export interface CsvLinesContext {
  /** The currency of the rows of an account, as the file names it, that name none themselves. */
  readonly currencyOf: (account: string) => Currency;
  /** What {@link openCsvScan} found; nothing where the file needs no scan. */
  readonly facts?: SourceFacts | undefined;
}

/**
 * Reads the records of a file behind its header, with the rules of its source where it has one. Every line comes out:
 * as a row, with a reason, or held back for a while until the lines that belong to it have come.
 */
export function openCsvLines(mapping: CsvMapping, context: CsvLinesContext): LineReader {
  const file = sourceFile(mapping, context);
  return sourceById(mapping.source)?.open?.(file) ?? openPlainReader(file);
}

/** Looks at the whole file before it is read, where its source needs that; null where not. */
export function openCsvScan(mapping: CsvMapping, context: CsvLinesContext): SourceScan | null {
  return sourceById(mapping.source)?.scan?.(sourceFile(mapping, context)) ?? null;
}

function sourceFile(mapping: CsvMapping, { currencyOf, facts = NO_FACTS }: CsvLinesContext): SourceFile {
  const places = new Map<string, number>();
  for (const [index, heading] of mapping.header.entries()) {
    const folded = foldHeading(heading);
    if (!places.has(folded)) places.set(folded, index);
  }
  return {
    mapping,
    currencyOf,
    facts,
    columnOf: (...headings) =>
      headings.map((heading) => places.get(heading)).find((at) => at !== undefined) ?? -1,
  };
}
