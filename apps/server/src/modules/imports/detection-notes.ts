import type { CsvMappingWire } from '@fintrack/contract';
import type { DetectionNote } from './tables-json.ts';

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

const DATE_ORDERS: Readonly<Record<CsvMappingWire['dateOrder'], string>> = {
  ymd: 'Year, month, day',
  dmy: 'Day, month, year',
  mdy: 'Month, day, year',
  ask: 'Not certain',
};

const DECIMAL_MARKS: Readonly<Record<CsvMappingWire['decimalMark'], string>> = {
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
