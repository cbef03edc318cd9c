import { looksLikeAmount } from './column-profile.ts';
import { looksLikeDate } from './date-text.ts';
import { readHeading } from './header-words.ts';

/** Where the transactions of a file begin. */
export interface TableLocation {
  readonly preambleRecords: number;
  readonly hasHeader: boolean;
  readonly header: readonly string[];
  /** Number of columns of the table. */
  readonly width: number;
  readonly confidence: number;
  readonly evidence: string;
}

type Records = readonly (readonly string[])[];

const HEADER_SEARCH = 100;

/** Finds the header (or the first row, where there is none) behind any preamble lines. */
export function locateTable(records: Records): TableLocation {
  const candidates = records.flatMap((record, index) => (isRowLike(record) ? [index] : []));
  const mode = commonWidth(candidates.map((index) => records[index]?.length ?? 0));
  const first = candidates.find((index) => Math.abs((records[index]?.length ?? 0) - mode) <= 1) ?? null;
  const headerAt = findHeader(records.slice(0, Math.min(first ?? HEADER_SEARCH, HEADER_SEARCH)), mode);
  if (headerAt !== null) return withHeader(records, headerAt, first);
  const unknown = first === null ? null : findUnknownHeader(records, first);
  if (unknown !== null) {
    return {
      ...withHeader(records, unknown, first),
      confidence: 0.6,
      evidence: `Line ${unknown + 1} has only words and stands directly above the first row.`,
    };
  }
  return {
    preambleRecords: first ?? 0,
    hasHeader: false,
    header: [],
    width: widest(records.slice(first ?? 0)),
    confidence: first === null ? 0 : 0.8,
    evidence:
      first === null
        ? 'No line with a date and an amount was found.'
        : 'There is no header: the first line with a date and an amount has no line of column names above it.',
  };
}

/** A record with a date in one cell and an amount in another. */
function isRowLike(record: readonly string[]): boolean {
  const dateAt = record.findIndex(looksLikeDate);
  return (
    dateAt >= 0 &&
    record.some((cell, index) => index !== dateAt && looksLikeAmount(cell) && !looksLikeDate(cell))
  );
}

function commonWidth(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1] || right[0] - left[0])[0]?.[0] ?? 0;
}

/** The record with the most known column names; of equals the one nearest to the rows. */
function findHeader(records: Records, width: number): number | null {
  let best: { index: number; score: number } | null = null;
  for (const [index, record] of records.entries()) {
    const score = headerScore(record, width);
    if (score >= 2 && score >= (best?.score ?? 0)) best = { index, score };
  }
  return best?.index ?? null;
}

function headerScore(record: readonly string[], width: number): number {
  const filled = record.filter((cell) => cell.trim() !== '');
  if (filled.length < 2 || (width > 0 && filled.length > width + 1)) return 0;
  if (filled.some((cell) => looksLikeDate(cell) || looksLikeAmount(cell))) return 0;
  const headings = filled.map(readHeading).filter((heading) => heading !== null);
  const meanings = new Set<string>(headings.map((heading) => heading.meaning));
  const hasMoney = ['amount', 'netAmount', 'debit', 'credit'].some((meaning) => meanings.has(meaning));
  return headings.length + (meanings.has('date') || meanings.has('valueDate') ? 2 : 0) + (hasMoney ? 1 : 0);
}

/** Column names in a language that the vocabulary does not have: words only, as many as the rows have cells. */
function findUnknownHeader(records: Records, first: number): number | null {
  let above = first - 1;
  while (above >= 0 && (records[above] ?? []).every((cell) => cell.trim() === '')) above -= 1;
  const record = records[above];
  if (record === undefined || Math.abs(record.length - (records[first]?.length ?? 0)) > 1) return null;
  const filled = record.filter((cell) => cell.trim() !== '');
  const onlyWords = filled.every(
    (cell) => /\p{L}/u.test(cell) && !looksLikeDate(cell) && !looksLikeAmount(cell),
  );
  return onlyWords && filled.length >= 2 && filled.length * 2 >= record.length ? above : null;
}

function withHeader(records: Records, at: number, first: number | null): TableLocation {
  const header = [...(records[at] ?? [])];
  const above = at === 0 ? '' : ` ${at} ${at === 1 ? 'line' : 'lines'} above it are no transactions.`;
  return {
    preambleRecords: at,
    hasHeader: true,
    header,
    width: Math.max(header.length, first === null ? 0 : widest(records.slice(first))),
    confidence: 0.95,
    evidence: `Line ${at + 1} holds the column names (${header
      .filter((cell) => cell.trim() !== '')
      .slice(0, 4)
      .join(', ')}).${above}`,
  };
}

function widest(records: Records): number {
  return commonWidth(records.filter((record) => record.length > 1).map((record) => record.length));
}
