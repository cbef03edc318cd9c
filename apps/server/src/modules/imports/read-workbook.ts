import { buffer } from 'node:stream/consumers';
import { type CellObject, type DenseWorkSheet, read, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { detectCsvLayout, isDateFormat, spreadsheetDate, spreadsheetNumber } from '@fintrack/core/importing';
import { zipSync } from 'fflate';
import { MAX_COLUMNS } from './csv-records.ts';
import { FileRefusal } from './file-refusal.ts';
import { listZip } from './zip-file.ts';

/** A sheet of a workbook as CSV: UTF-8, commas, points in numbers, dates with the year first, a line a row. */
export interface SheetText {
  readonly sheet: string;
  /** Sheets that were left out, with whether they seem to hold transactions. */
  readonly others: readonly { readonly name: string; readonly isTable: boolean }[];
  /** How many formulas have no result kept with them, so that their cells are empty here. */
  readonly emptyFormulas: number;
  readonly csv: Uint8Array<ArrayBuffer>;
}

const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
const MAX_PARTS = 5000;
const MAX_SHEETS = 50;
const MAX_ROWS = 200_000;
const MAX_CELLS = 1_000_000;
const SAMPLE_ROWS = 300;

/**
 * Reads the sheet of an Excel workbook that holds the table, with typed dates and numbers as they are. Works in memory
 * and blocks meanwhile: call it in a thread of its own, with bounds on memory and time.
 * @throws {FileRefusal} for what is no workbook, locked, broken, or too large.
 */
export async function readWorkbook(bytes: Buffer): Promise<SheetText> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const workbook = parse(isZip ? await keepNeededParts(bytes) : bytes);
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const sheets = shownSheets(workbook).map((name) => describeSheet(workbook, name, date1904));
  const [first] = sheets;
  if (first === undefined) throw new FileRefusal('The workbook has no sheets.', null);
  const chosen = sheets.reduce((best, next) => (goesBefore(next, best) ? next : best), first);
  if (chosen.filled === 0) throw new FileRefusal('The workbook is empty.', null);
  return {
    sheet: chosen.name,
    others: sheets
      .filter((sheet) => sheet !== chosen && sheet.filled > 0)
      .map(({ name, isTable }) => ({ name, isTable })),
    ...writeCsv(chosen.rows, date1904),
  };
}

/**
 * Only the parts that hold cells go to the parser, packed anew: their sizes and checksums are proven by then, and
 * pictures, macros and links to elsewhere are not looked at.
 */
async function keepNeededParts(bytes: Buffer): Promise<Buffer> {
  const members = await listZip(bytes, { members: MAX_PARTS, unpackedBytes: MAX_UNPACKED_BYTES });
  const parts: Record<string, Uint8Array> = {};
  for (const member of members) {
    if (NEEDED_PART.test(member.name)) parts[member.name] = await buffer(await member.open());
  }
  return Buffer.from(zipSync(parts, { level: 0 }));
}

const NEEDED_PART =
  /^(?:\[Content_Types\]\.xml|(?:_rels|docProps|xl|xl\/_rels|xl\/worksheets)\/[^/]+\.(?:xml|rels|bin))$/i;

function parse(bytes: Buffer): WorkBook {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      // Without these, a formula without a result would leave no trace.
      sheetStubs: true,
      cellHTML: false,
      sheetRows: MAX_ROWS + 1,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/password|ECMA-376|EncryptionInfo|Encryption Flags|encryption algorithm/.test(text)) {
      throw new FileRefusal(
        'The workbook is locked with a password. Save it without one, and import that.',
        null,
      );
    }
    throw new FileRefusal(
      'This is no workbook that can be read. Save the sheet as CSV, and import that.',
      null,
    );
  }
}

function shownSheets(workbook: WorkBook): string[] {
  const states = workbook.Workbook?.Sheets ?? [];
  const shown = workbook.SheetNames.filter((_, index) => (states[index]?.Hidden ?? 0) === 0);
  return (shown.length > 0 ? shown : workbook.SheetNames).slice(0, MAX_SHEETS);
}

type Row = readonly (CellObject | undefined)[] | undefined;

interface Sheet {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly filled: number;
  readonly isTable: boolean;
}

function describeSheet(workbook: WorkBook, name: string, date1904: boolean): Sheet {
  const sheet = workbook.Sheets[name];
  const rows: readonly Row[] = sheet && isDense(sheet) ? sheet['!data'] : [];
  const sample = rows
    .slice(0, SAMPLE_ROWS)
    .map((row) => rowTexts(row, date1904).cells)
    .filter((cells) => cells.length > 0);
  const { columns } = detectCsvLayout(sample).mapping;
  const hasMoney = columns.includes('amount') || columns.includes('debit') || columns.includes('credit');
  const filled = rows.reduce(
    (count, row) => count + (row?.some((cell) => cell !== undefined && !isEmpty(cell)) ? 1 : 0),
    0,
  );
  return { name, rows, filled, isTable: columns.includes('date') && hasMoney };
}

function isDense(sheet: WorkSheet): sheet is DenseWorkSheet {
  return Array.isArray(sheet['!data']);
}

/** A sheet with dates and amounts goes before one without, then the longer one. */
function goesBefore(next: Sheet, best: Sheet): boolean {
  return next.isTable === best.isTable ? next.filled > best.filled : next.isTable;
}

function writeCsv(rows: readonly Row[], date1904: boolean): Pick<SheetText, 'csv' | 'emptyFormulas'> {
  if (rows.length > MAX_ROWS) {
    throw new FileRefusal(
      `The sheet has more than ${MAX_ROWS} rows. Save it as CSV, and import that.`,
      MAX_ROWS,
    );
  }
  const lines: string[] = [];
  let emptyFormulas = 0;
  let cellCount = 0;
  for (const [index, row] of Array.from(rows).entries()) {
    const { cells, emptyFormulas: found } = rowTexts(row, date1904);
    if (cells.length > MAX_COLUMNS) {
      throw new FileRefusal(
        `The row has more than ${MAX_COLUMNS} columns. Delete those that are not needed.`,
        index + 1,
      );
    }
    cellCount += cells.length;
    if (cellCount > MAX_CELLS) {
      throw new FileRefusal(
        `The sheet has more than ${MAX_CELLS} cells. Save it as CSV, and import that.`,
        index + 1,
      );
    }
    emptyFormulas += found;
    lines.push(cells.map(quote).join(','));
  }
  return { emptyFormulas, csv: new TextEncoder().encode(`${lines.join('\n')}\n`) };
}

/** The texts of a row up to its last filled cell. */
function rowTexts(row: Row, date1904: boolean): { readonly cells: string[]; readonly emptyFormulas: number } {
  const cells: string[] = [];
  let emptyFormulas = 0;
  for (const [column, cell] of (row ?? []).entries()) {
    if (cell?.f !== undefined && isEmpty(cell)) emptyFormulas += 1;
    const text = cell === undefined ? '' : cellText(cell, date1904);
    if (text === '') continue;
    while (cells.length < Math.min(column, MAX_COLUMNS)) cells.push('');
    cells.push(text);
  }
  return { cells, emptyFormulas };
}

/** A cell without a value; the parser gives a formula without a result the value 0 and this type. */
function isEmpty(cell: CellObject): boolean {
  return cell.t === 'z' || cell.v === undefined;
}

function cellText({ t, v, z }: CellObject, date1904: boolean): string {
  if (t === 'z') return '';
  if (t === 'e') return '#ERROR';
  if (typeof v === 'boolean') return v ? 'TRUE' : 'FALSE';
  if (typeof v === 'number') {
    const date = typeof z === 'string' && isDateFormat(z) ? spreadsheetDate(v, date1904) : null;
    return date ?? spreadsheetNumber(v);
  }
  // A line break inside of a cell would make a line of its own; here a line is a row of the sheet.
  return typeof v === 'string' ? v.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim() : '';
}

function quote(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
