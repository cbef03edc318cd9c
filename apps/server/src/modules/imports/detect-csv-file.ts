import type { Readable } from 'node:stream';
import type { CsvMappingWire } from '@fintrack/contract';
import {
  applyProfile,
  type CsvMapping,
  type Delimiter,
  detectCsvLayout,
  detectDateOrder,
  detectDelimiter,
  findSource,
  firstRowRecord,
  proveByBalance,
  readCsvRow,
} from '@fintrack/core/importing';
import { type Currency, parseCurrency } from '@fintrack/core/money';
import { readCsvRecords } from './csv-records.ts';
import { describeCsvReading, type ReadingNote } from './detection-notes.ts';
import { FileRefusal } from './file-refusal.ts';
import { digest } from './file-statement.ts';
import type { Detection } from './tables-json.ts';

/** A mapping that worked before, with the account that it worked for. */
interface RememberedMapping {
  readonly accountId: string;
  readonly accountName: string;
  readonly signature: string;
  readonly mapping: CsvMappingWire | null;
}

/** A user's word on some parts of the mapping. */
export type MappingOverride = { readonly [Key in keyof CsvMappingWire]?: CsvMappingWire[Key] | undefined };

export interface CsvFileToDetect {
  open(): Readable;
  readonly encoding: string;
  /** The file's beginning, decoded. */
  readonly head: string;
  readonly currency: Currency | null;
  readonly profiles: readonly RememberedMapping[];
  /** Whose reading is preferred. */
  readonly accountId: string | null;
  /** The reading so far, on which an override builds. */
  readonly stored: { readonly mapping: CsvMappingWire; readonly detection: Detection } | null;
  readonly override: MappingOverride;
}

export interface CsvReading {
  readonly mapping: CsvMappingWire;
  readonly detection: Detection;
  readonly signature: string;
}

type Records = readonly (readonly string[])[];

const SAMPLE_RECORDS = 500;
const SHOWN_LINES = 20;

/**
 * Says how a CSV file is read: as the user says, as last time, or as detected.
 * @throws {FileRefusal} when no line of it is a row.
 */
export async function detectCsvFile(file: CsvFileToDetect): Promise<CsvReading> {
  const guess = detectDelimiter(file.head);
  const delimiter = file.override.delimiter ?? file.stored?.mapping.delimiter ?? guess.delimiter;
  const sample = await readSample(file, delimiter);
  if (sample.length === 0) {
    throw new FileRefusal('The file has no lines with anything in them. Download it again.', null);
  }
  const start = startingPoint(file, delimiter, sample);
  const { mapping, base } = followDateColumn(start, applyOverride(start.mapping, file.override, sample), {
    override: file.override,
    sample,
  });
  refuseFileWithoutRows(mapping, sample);
  const answered = Object.entries(file.override)
    .filter(([, value]) => value !== undefined)
    .map(([key]) => key);
  const signature = csvSignature(mapping);
  return {
    mapping,
    signature,
    detection: {
      notes: describeCsvReading(mapping, base.notes, {
        delimiter: guess.delimiter === delimiter ? guess : null,
        encoding: file.encoding,
      }),
      header: mapping.hasHeader ? mapping.header : null,
      firstLines: sample
        .slice(0, SHOWN_LINES)
        .map((record) => record.slice(0, 100).map((cell) => cell.slice(0, 300))),
      questions: base.questions,
      answered: [...new Set([...base.answered, ...answered])],
      provenOrder: provenOrder(mapping, sample, file.currency),
      signature,
    },
  };
}

async function readSample(file: CsvFileToDetect, delimiter: Delimiter): Promise<Records> {
  const sample: (readonly string[])[] = [];
  for await (const { cells } of readCsvRecords(file.open(), { encoding: file.encoding, delimiter })) {
    sample.push(cells);
    if (sample.length >= SAMPLE_RECORDS) break;
  }
  return sample;
}

interface StartingPoint {
  readonly mapping: CsvMappingWire;
  readonly notes: readonly ReadingNote[];
  readonly questions: Detection['questions'];
  readonly answered: readonly string[];
}

function startingPoint(file: CsvFileToDetect, delimiter: Delimiter, sample: Records): StartingPoint {
  if (file.stored && file.stored.mapping.delimiter === delimiter) {
    const { mapping, detection } = file.stored;
    return { mapping, notes: detection.notes, questions: detection.questions, answered: detection.answered };
  }
  const layout = detectCsvLayout(sample, file.currency);
  const remembered = findRemembered(file, sample, { delimiter, isClear: layout.questions.length === 0 });
  if (remembered) return remembered;
  return {
    mapping: toWire(layout.mapping, delimiter),
    notes: layout.guesses.map(({ field, confidence, evidence }) => ({
      subject: field,
      guess: null,
      confidence,
      evidence,
    })),
    questions: layout.questions,
    answered: [],
  };
}

/** `isClear`: the file alone says how it is read. Where it does not, only its own account's last time may answer. */
function findRemembered(
  file: CsvFileToDetect,
  sample: Records,
  { delimiter, isClear }: { readonly delimiter: Delimiter; readonly isClear: boolean },
): StartingPoint | null {
  const preferred = [...file.profiles].sort(
    (left, right) => Number(right.accountId === file.accountId) - Number(left.accountId === file.accountId),
  );
  for (const { accountId, accountName, mapping, signature } of preferred) {
    if (mapping?.delimiter !== delimiter) continue;
    if (!isClear && file.accountId !== null && file.accountId !== accountId) continue;
    const fitted = applyProfile(mapping, sample);
    if (!fitted) continue;
    const remembered = toWire(fitted, delimiter);
    if (!signature.startsWith(csvSignature(remembered)) || !readsMost(remembered, sample)) continue;
    const note = {
      subject: 'mapping',
      guess: `As last time for ${accountName}`,
      confidence: 1,
      evidence: 'The file has the same columns.',
    };
    return { mapping: remembered, notes: [note], questions: [], answered: [] };
  }
  return null;
}

/** The same header over dates or amounts of another kind is another file. */
function readsMost(mapping: CsvMappingWire, sample: Records): boolean {
  const rows = sample.slice(firstRowRecord(mapping));
  const currency = parseCurrency(mapping.currency ?? 'CLF');
  const readings = rows.map((cells, index) => readCsvRow(cells, index + 1, { mapping, currency }));
  const invalid = readings.filter((reading) => !reading.ok && reading.kind === 'invalid').length;
  return invalid * 2 <= rows.length;
}

function applyOverride(base: CsvMappingWire, override: MappingOverride, sample: Records): CsvMappingWire {
  const given = Object.fromEntries(Object.entries(override).filter(([, value]) => value !== undefined));
  const merged: CsvMappingWire = { ...base, ...given };
  const headerMoved = override.preambleRecords !== undefined || override.hasHeader !== undefined;
  const header = merged.hasHeader ? [...(sample[merged.preambleRecords] ?? [])] : [];
  const columnsMoved = override.columns !== undefined && override.sign === undefined;
  const source = headerMoved ? (findSource(header)?.id ?? null) : merged.source;
  return {
    ...merged,
    header: headerMoved && override.header === undefined ? header : merged.header,
    source: override.source === undefined ? source : override.source,
    sign: columnsMoved ? fittingSign(merged) : merged.sign,
  };
}

/** Another date column is looked at afresh: what was found of the one before says nothing of its order. */
function followDateColumn(
  base: StartingPoint,
  mapping: CsvMappingWire,
  { override, sample }: { readonly override: MappingOverride; readonly sample: Records },
): { readonly mapping: CsvMappingWire; readonly base: StartingPoint } {
  const column = mapping.columns.indexOf('date');
  if (override.dateOrder !== undefined || column < 0 || column === base.mapping.columns.indexOf('date')) {
    return { mapping, base };
  }
  const cells = sample.slice(firstRowRecord(mapping)).map((record) => record[column] ?? '');
  const { order, guess, question } = detectDateOrder(cells, []);
  const { field, confidence, evidence } = guess;
  const others = <Part extends { readonly [Key in 'subject' | 'field']?: unknown }>(parts: readonly Part[]) =>
    parts.filter((part) => part.subject !== 'dateOrder' && part.field !== 'dateOrder');
  return {
    mapping: { ...mapping, dateOrder: order },
    base: {
      ...base,
      notes: [...others(base.notes), { subject: field, guess: null, confidence, evidence }],
      questions: question ? [...others(base.questions), question] : others(base.questions),
      answered: base.answered.filter((part) => part !== 'dateOrder'),
    },
  };
}

/** Other columns may need another way to tell in from out. */
function fittingSign({ columns, sign }: CsvMappingWire): CsvMappingWire['sign'] {
  if (!columns.includes('amount')) {
    return sign.kind === 'debitCredit' ? sign : { kind: 'debitCredit', debitIs: 'positive' };
  }
  if (columns.includes('signFlag')) {
    return sign.kind === 'flag' ? sign : { kind: 'flag', out: [], in: [], minus: 'ignore' };
  }
  return sign.kind === 'signed' || sign.kind === 'inverted' ? sign : { kind: 'signed' };
}

function refuseFileWithoutRows(mapping: CsvMappingWire, sample: Records): void {
  if (sample.every((record) => record.length < 2)) {
    throw new FileRefusal(
      'No line has cells parted by commas, semicolons, tabs or bars. Download the statement as CSV or OFX.',
      1,
    );
  }
  if (mapping.hasHeader && sample.length <= firstRowRecord(mapping)) {
    throw new FileRefusal('Below the header there are no rows, so there is nothing to import.', null);
  }
}

/** A file's shape, by which its reading is found again: the delimiter with the header, or the number of columns. */
function csvSignature(mapping: CsvMappingWire): string {
  const shape = mapping.hasHeader
    ? mapping.header.map((cell) => cell.trim().toLowerCase())
    : [String(mapping.columns.length)];
  return `csv:${digest(JSON.stringify([mapping.delimiter, mapping.hasHeader, ...shape]))}`;
}

function provenOrder(
  mapping: CsvMapping,
  sample: Records,
  currency: Currency | null,
): Detection['provenOrder'] {
  if (!mapping.columns.includes('balance') || mapping.dateOrder === 'ask') return null;
  // CLF has four digits, so that no bank's amount has too many while the real currency is unknown.
  const proof = proveByBalance(
    sample.slice(firstRowRecord(mapping)),
    mapping,
    currency ?? parseCurrency('CLF'),
  );
  return proof !== null && proof.agreed > 0 && proof.agreed * 5 >= proof.checked * 4 ? proof.order : null;
}

function toWire(mapping: CsvMapping, delimiter: Delimiter): CsvMappingWire {
  const { sign } = mapping;
  return {
    ...mapping,
    delimiter,
    header: [...mapping.header],
    columns: [...mapping.columns],
    sign: sign.kind === 'flag' ? { ...sign, out: [...sign.out], in: [...sign.in] } : sign,
    pendingStates: [...mapping.pendingStates],
    skippedStates: [...mapping.skippedStates],
  };
}
