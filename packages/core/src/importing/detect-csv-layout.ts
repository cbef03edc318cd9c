import { type Currency, isCurrency, parseCurrency } from '../money/index.ts';
import { assignColumns } from './assign-columns.ts';
import { type ColumnProfile, profileColumns } from './column-profile.ts';
import type { CsvLayout, LayoutGuess, LayoutQuestion } from './csv-layout.ts';
import { type ColumnRole, type CsvMapping, firstRowRecord } from './csv-mapping.ts';
import { readDate } from './date-text.ts';
import { type DateOrderFinding, detectDateOrder } from './detect-date-order.ts';
import { detectDecimalMark } from './detect-decimal-mark.ts';
import { detectSign, explainBalance, type SignFinding } from './detect-sign.ts';
import { foldHeading, headingCurrency } from './header-words.ts';
import { locateTable } from './locate-table.ts';
import { proveByBalance } from './prove-by-balance.ts';
import { readCsvRow } from './read-csv-row.ts';
import { detectOwnLayout } from './read-own-row.ts';
import type { CsvSource } from './sources/csv-source.ts';
import { findSource } from './sources/find-source.ts';
import { stateMeaning } from './value-words.ts';

type Records = readonly (readonly string[])[];

/** More of a file tells nothing new about its layout. */
const SAMPLE_RECORDS = 500;
const SAMPLE_COLUMNS = 100;
const SAMPLE_CELL = 300;

/** Four digits after the mark: with this currency no bank's amount has too many while the real one is unknown. */
const UNKNOWN_CURRENCY = parseCurrency('CLF');

/**
 * Proposes how to read a CSV file.
 * @param sample the first some hundred records, tokenised, empty lines left out.
 * @param currency the account's currency, where it is known; it helps to tell thousands from decimals.
 * @returns a mapping with every guess explained, and questions for what the file cannot decide. Never throws.
 */
export function detectCsvLayout(sample: Records, currency: Currency | null = null): CsvLayout {
  const records = sample
    .slice(0, SAMPLE_RECORDS)
    .map((record) =>
      record.slice(0, SAMPLE_COLUMNS).map((cell) => cell.slice(0, SAMPLE_CELL).replace(/^\uFEFF/, '')),
    );
  const own = detectOwnLayout(records);
  if (own !== null) return own;
  const location = locateTable(records);
  const rows = records.slice(location.preambleRecords + (location.hasHeader ? 1 : 0));
  const width = Math.min(SAMPLE_COLUMNS, location.width);
  const profiles = profileColumns(withoutRagged(rows, width), width);
  const source = location.hasHeader ? findSource(location.header) : null;
  const { columns, guesses: columnGuesses } = source
    ? sourceColumns(source, location.header, width)
    : assignColumns(location, profiles);
  const cells = (...roles: ColumnRole[]): string[] =>
    roles.flatMap((role) => profileOf(columns, profiles, role)?.values ?? []);
  const named = namedCurrency(location.header, columns);
  const dates = knownDateOrder(source) ?? detectDateOrder(cells('date'), cells('valueDate'));
  const decimals = detectDecimalMark(cells('amount', 'debit', 'credit', 'balance', 'fee'), named ?? currency);
  const states = cells('state');
  const base: CsvMapping = {
    version: 1,
    preambleRecords: location.preambleRecords,
    hasHeader: location.hasHeader,
    header: location.header,
    columns,
    dateOrder: dates.order,
    decimalMark: decimals.mark,
    sign: columns.includes('amount') ? { kind: 'signed' } : { kind: 'debitCredit', debitIs: 'positive' },
    currency: named,
    pendingStates: distinct(states.filter((value) => stateMeaning(value) === 'pending')),
    skippedStates: distinct(states.filter((value) => stateMeaning(value) === 'skipped')),
    source: source?.id ?? null,
    onlyAccount: null,
  };
  const sign =
    knownSign(source, rows, certain(base)) ?? detectSign(rows, certain(base), currency ?? UNKNOWN_CURRENCY);
  const mapping = { ...sign.mapping, dateOrder: base.dateOrder, decimalMark: base.decimalMark };
  const guesses: LayoutGuess[] = [
    { field: 'table', confidence: location.confidence, evidence: location.evidence },
    ...columnGuesses,
    dates.guess,
    decimals.guess,
    ...sign.guesses,
    ...explainLeftOut(rows, certain(mapping)),
  ];
  const questions = [...missingColumns(columns), dates.question, decimals.question, sign.question].filter(
    (question) => question !== null,
  );
  return {
    mapping,
    guesses,
    questions,
    confidence: Math.min(...guesses.map((guess) => guess.confidence)),
    rowOrder: sign.balanceProof?.agreed ? sign.balanceProof.order : orderByDate(cells('date'), mapping),
    balanceProof: sign.balanceProof,
    trailingRecords: countTrailing(records, certain(mapping)),
    accounts: distinct(cells('account')),
  };
}

/** The columns of a known export, by their names alone. */
function sourceColumns(
  source: CsvSource,
  header: readonly string[],
  width: number,
): { columns: ColumnRole[]; guesses: LayoutGuess[] } {
  const given = new Set<ColumnRole>();
  const columns = Array.from({ length: Math.max(width, header.length) }, (_, index): ColumnRole => {
    const role = source.columns[foldHeading(header[index] ?? '')] ?? 'ignore';
    const isTaken = given.has(role) && !JOINED.has(role);
    given.add(role);
    return isTaken ? 'ignore' : role;
  });
  const evidence = `The columns are those of ${source.name}'s export, which is read by rules of its own.`;
  return { columns, guesses: [{ field: 'columns', confidence: 0.97, evidence }] };
}

/** Roles that several columns may have. */
const JOINED: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'ignore',
  'description',
  'payee',
  'notes',
  'tags',
]);

function knownDateOrder(source: CsvSource | null): DateOrderFinding | null {
  if (source?.dateOrder === undefined) return null;
  const evidence = `${source.name} always writes dates in this order.`;
  return {
    order: source.dateOrder,
    guess: { field: 'dateOrder', confidence: 0.97, evidence },
    question: null,
  };
}

function knownSign(source: CsvSource | null, rows: Records, base: CsvMapping): SignFinding | null {
  if (source?.sign === undefined) return null;
  const mapping = { ...base, sign: source.sign };
  const guess: LayoutGuess = {
    field: 'sign',
    confidence: 0.97,
    evidence: `${source.name} writes amounts this way.`,
  };
  const balanceProof = proveByBalance(rows, mapping, UNKNOWN_CURRENCY);
  const balance = explainBalance(balanceProof);
  return { mapping, guesses: balance ? [guess, balance] : [guess], question: null, balanceProof };
}

/** Totals and footers have fewer cells; they must not count against a column's content. */
function withoutRagged(rows: Records, width: number): Records {
  const regular = rows.filter((record) => {
    const filled = record.filter((cell) => cell.trim() !== '').length;
    return Math.abs(record.length - width) <= 1 && filled >= Math.min(2, width);
  });
  return regular.length > 0 ? regular : rows;
}

function profileOf(
  columns: readonly ColumnRole[],
  profiles: readonly ColumnProfile[],
  role: ColumnRole,
): ColumnProfile | undefined {
  return profiles[columns.indexOf(role)];
}

function namedCurrency(header: readonly string[], columns: readonly ColumnRole[]): Currency | null {
  for (const role of ['amount', 'debit', 'credit'] as const) {
    const named = headingCurrency(header[columns.indexOf(role)] ?? '');
    if (named !== null && isCurrency(named)) return named;
  }
  return null;
}

/** For judging signs the dates may be read either way: only their order in the file counts. */
function certain(mapping: CsvMapping): CsvMapping {
  return {
    ...mapping,
    dateOrder: mapping.dateOrder === 'ask' ? 'dmy' : mapping.dateOrder,
    decimalMark: mapping.decimalMark === 'ask' ? '.' : mapping.decimalMark,
  };
}

function missingColumns(columns: readonly ColumnRole[]): LayoutQuestion[] {
  const missing: LayoutQuestion[] = [];
  const options = columns.map((_, index) => ({ value: String(index), label: `Column ${index + 1}` }));
  if (!columns.includes('date')) {
    missing.push({
      field: 'date',
      ask: true,
      text: 'Which column holds the date?',
      options,
      suggested: null,
    });
  }
  if (!columns.includes('amount') && !columns.includes('debit') && !columns.includes('credit')) {
    missing.push({
      field: 'amount',
      ask: true,
      text: 'Which column holds the amount?',
      options,
      suggested: null,
    });
  }
  return missing;
}

function orderByDate(values: readonly string[], mapping: CsvMapping): CsvLayout['rowOrder'] {
  const { dateOrder } = mapping;
  if (dateOrder === 'ask') return 'unknown';
  const dates = values.map((value) => readDate(value, dateOrder)).filter((date) => date !== null);
  const pairs = dates.slice(1).map((date, index) => [dates[index] ?? date, date] as const);
  const rising = pairs.filter(([above, below]) => above < below).length;
  const falling = pairs.filter(([above, below]) => above > below).length;
  if (rising === falling) return 'unknown';
  return rising > falling ? 'oldestFirst' : 'newestFirst';
}

/** Lines among and below the rows that are no transactions, the first of them by their words. */
function explainLeftOut(rows: Records, mapping: CsvMapping): LayoutGuess[] {
  const leftOut = rows.filter((record, index) => {
    const reading = readCsvRow(record, index + 1, { mapping, currency: UNKNOWN_CURRENCY });
    return !reading.ok && reading.kind === 'skip';
  });
  if (leftOut.length === 0) return [];
  const words = leftOut
    .slice(0, 3)
    .map(
      (record) =>
        record
          .find((cell) => /\p{L}/u.test(cell))
          ?.trim()
          .slice(0, 60) ?? '',
    )
    .filter((word) => word !== '')
    .map((word) => `"${word}"`);
  const named = words.length === 0 ? '' : ` (${words.join(', ')}${leftOut.length > 3 ? ', …' : ''})`;
  const count = leftOut.length === 1 ? '1 line is' : `${leftOut.length} lines are`;
  return [
    {
      field: 'leftOut',
      confidence: 0.9,
      evidence: `${count} left out as balances, totals or lines that move no money${named}.`,
    },
  ];
}

function countTrailing(records: Records, mapping: CsvMapping): number {
  let count = 0;
  for (let index = records.length - 1; index >= firstRowRecord(mapping); index -= 1) {
    const reading = readCsvRow(records[index] ?? [], index + 1, { mapping, currency: UNKNOWN_CURRENCY });
    if (reading.ok || reading.kind !== 'skip') break;
    count += 1;
  }
  return count;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].slice(0, 50);
}
