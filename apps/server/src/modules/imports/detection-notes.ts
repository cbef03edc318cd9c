import type { CsvMappingWire, ImportFormat } from '@fintrack/contract';
import type { ChainFinding } from '@fintrack/core/importing';
import type { Detection, DetectionNote } from './tables-json.ts';
import type { EncodingFinding } from './text-encoding.ts';

/** A note whose guess is still to be put in words, from the mapping. */
export interface ReadingNote {
  readonly subject: string;
  readonly guess: string | null;
  readonly confidence: number;
  readonly evidence: string;
}

/** What was found out about a CSV file, in words. */
export function describeCsvReading(
  mapping: CsvMappingWire,
  notes: readonly ReadingNote[],
  file: {
    readonly delimiter: { readonly confidence: number; readonly evidence: string } | null;
    readonly encoding: string;
  },
): DetectionNote[] {
  const own: ReadingNote[] = [encodingNote(file.encoding)];
  if (file.delimiter) {
    const { confidence, evidence } = file.delimiter;
    own.push({ subject: 'delimiter', guess: DELIMITER_NAMES[mapping.delimiter], confidence, evidence });
  }
  const kept = notes.filter((note) => !own.some((other) => other.subject === note.subject));
  return [...own, ...kept].map((note) => ({
    ...note,
    guess: describeGuess(note.subject, mapping) ?? note.guess ?? '',
  }));
}

/** The encoding that a file is read in. */
export function encodingNote(encoding: string): DetectionNote {
  return { subject: 'encoding', guess: encoding, confidence: 1, evidence: 'Found in the bytes of the file.' };
}

/** The encoding that the bytes of a file have shown when it came in. */
export function foundEncodingNote({ encoding, confidence, evidence }: EncodingFinding): DetectionNote {
  return { subject: 'encoding', guess: encoding, confidence, evidence };
}

function describeGuess(subject: string, mapping: CsvMappingWire): string | null {
  switch (subject) {
    case 'table':
      return mapping.hasHeader ? `Header in record ${mapping.preambleRecords + 1}` : 'No header';
    case 'columns':
      return mapping.columns.filter((role) => role !== 'ignore').join(', ');
    case 'dateOrder':
      return DATE_ORDERS[mapping.dateOrder];
    case 'decimalMark':
      return DECIMAL_MARKS[mapping.decimalMark];
    case 'sign':
      return SIGNS[mapping.sign.kind];
    case 'balance':
      return 'Running balance';
    case 'leftOut':
      return 'Lines that are no transactions';
    default:
      return null;
  }
}

const DELIMITER_NAMES: Readonly<Record<CsvMappingWire['delimiter'], string>> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Bar',
};

/** How the orders of a date's parts are called. */
export const DATE_ORDERS: Readonly<Record<CsvMappingWire['dateOrder'], string>> = {
  ymd: 'Year, month, day',
  dmy: 'Day, month, year',
  mdy: 'Month, day, year',
  ask: 'Not certain',
};

/** How the decimal marks are called. */
export const DECIMAL_MARKS: Readonly<Record<CsvMappingWire['decimalMark'], string>> = {
  '.': 'Decimal point',
  ',': 'Decimal comma',
  ask: 'Not certain',
};

const SIGNS: Readonly<Record<CsvMappingWire['sign']['kind'], string>> = {
  signed: 'A minus is money out',
  inverted: 'A plus is money out',
  flag: 'A column says in or out',
  debitCredit: 'Debit and credit columns',
};

/** The formats that are read with a mapping of columns. */
export type TableFormat = Extract<ImportFormat, 'csv' | 'xlsx' | 'xls'>;

/** Where the running balance breaks, each place with its line; nothing where it does not. */
export function describeChain({ checked, agreed, breaks }: ChainFinding): DetectionNote[] {
  const broken = checked - agreed;
  if (broken === 0) return [];
  const more = broken > breaks.length ? ` It breaks in ${broken - breaks.length} more places.` : '';
  return [
    {
      subject: FOUND_LATER,
      guess: broken === 1 ? 'The balance breaks in one place' : `The balance breaks in ${broken} places`,
      confidence: Math.round((agreed / checked) * 100) / 100,
      evidence: `${breaks.map((link) => link.text).join(' ')}${more}`,
    },
  ];
}

/** True for files that are rows of cells; a workbook is kept as the CSV of its sheet. */
export function isTableFormat(format: ImportFormat | null): format is TableFormat {
  return format === 'csv' || format === 'xlsx' || format === 'xls';
}

/** Notes of where a file came from, which a reading of it does not find again. */
const RECEIVED: ReadonlySet<string> = new Set(['format', 'encoding', 'archive', 'sheet']);
/** Notes that every reading of the whole file finds anew. */
const FOUND_LATER = 'missingRows';

/** What is known of a file before it is read. */
export function receivedDetection(notes: readonly DetectionNote[]): Detection | null {
  return notes.length === 0 ? null : { ...NO_DETECTION, notes };
}

/** A reading with what was known before it (where the file came from) and what was found while its rows were read. */
export function completeDetection(
  previous: Detection | null,
  reading: Detection,
  findings: readonly DetectionNote[] = [],
): Detection {
  const received = (previous?.notes ?? []).filter((note) => RECEIVED.has(note.subject));
  const known = new Set([...received.map((note) => note.subject), FOUND_LATER]);
  // Encoding and delimiter of the CSV that a sheet is kept as are ours, not the file's.
  if (known.has('sheet')) known.add('encoding').add('delimiter');
  const found = reading.notes.filter((note) => !known.has(note.subject));
  return { ...reading, notes: [...received, ...found, ...findings] };
}

/** Nothing found out. */
export const NO_DETECTION: Detection = {
  notes: [],
  header: null,
  firstLines: [],
  questions: [],
  answered: [],
  provenOrder: null,
  signature: null,
};
