import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { detectCsvLayout } from '@fintrack/core/importing';
import { Parser } from 'htmlparser2';
import iconv from 'iconv-lite';
import { MAX_COLUMNS } from './csv-records.ts';
import { FileRefusal } from './file-refusal.ts';

/** A table of a web page as CSV: UTF-8, commas, a line a row, cells as they are written. */
export interface HtmlTable {
  readonly csv: Uint8Array;
  /** Which table of the page it is, from 1, and of how many that hold anything. */
  readonly place: number;
  readonly tables: number;
}

const MAX_ROWS = 200_000;
const MAX_CELLS = 1_000_000;
const SAMPLE_ROWS = 300;
/** Elements inside of elements. */
const MAX_DEPTH = 500;

/** True where a text begins as a web page does, or as the table of one. */
export function isHtml(head: string): boolean {
  return /^\uFEFF?\s*(?:<!--[^>]{0,2000}-->\s*)?<(?:!doctype\s+html|html|head|body|meta|style|table|div)\b/i.test(
    head,
  );
}

/**
 * Finds the table of transactions in a web page that a bank has called an Excel file. Nothing of the page is run or
 * fetched; it is gone over once, whatever is in it. Null where no table has dates and amounts: then it is
 * a web page like any other.
 * @throws {FileRefusal} for more rows, columns or cells than a workbook may have.
 */
export async function convertHtml(bytes: Readable, encoding: string): Promise<HtmlTable | null> {
  const reader = new TableReader();
  const parser = new Parser({
    onopentag: (name, attributes) => reader.open(name, attributes),
    onclosetag: (name) => reader.close(name),
    ontext: (text) => reader.addText(text),
  });
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      parser.write(decoder.write(chunk.subarray(at, at + PIECE_BYTES)).replaceAll('\0', ''));
      await setImmediate();
    }
  }
  parser.end(decoder.end() ?? '');
  const { tables } = reader;
  const chosen = tables.filter(isTransactions).toSorted((left, right) => right.length - left.length)[0];
  if (!chosen) return null;
  const lines = chosen.map((cells) => cells.map(quote).join(','));
  return {
    csv: new TextEncoder().encode(`${lines.join('\n')}\n`),
    place: tables.indexOf(chosen) + 1,
    tables: tables.length,
  };
}

/** So much is read before others have their turn. */
const PIECE_BYTES = 64 * 1024;

type Rows = string[][];

/** Collects the cells of every table; what stands between them is passed over. */
class TableReader {
  readonly #found: Rows[] = [];
  /** Tables that are open, the innermost last, each with the column that its text goes to. */
  readonly #open: { readonly rows: Rows; column: number }[] = [];
  #hidden = 0;
  #depth = 0;
  #cells = 0;

  /** Tables with anything in them, in the order in which they begin. */
  get tables(): readonly Rows[] {
    return this.#found
      .map((rows) => rows.filter((cells) => cells.some((cell) => cell !== '')))
      .filter((rows) => rows.length > 0);
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth += 1;
    // What closes an element is looked for among all that are open.
    if (this.#depth > MAX_DEPTH) {
      throw new FileRefusal('The page is nested too deep. Save its table as CSV, and import that.', null);
    }
    const table = this.#open.at(-1);
    if (HIDDEN.has(name)) this.#hidden += 1;
    else if (name === 'table') this.#openTable();
    else if (name === 'tr' && table) this.#openRow(table.rows);
    else if ((name === 'td' || name === 'th') && table) this.#openCell(table, attributes['colspan']);
    else if (BREAKS.has(name)) this.addText(' ');
  }

  close(name: string): void {
    this.#depth -= 1;
    if (HIDDEN.has(name)) this.#hidden = Math.max(0, this.#hidden - 1);
    else if (name === 'table') this.#open.pop();
    else if (BREAKS.has(name)) this.addText(' ');
  }

  addText(text: string): void {
    const table = this.#hidden === 0 ? this.#open.at(-1) : undefined;
    const row = table?.rows.at(-1);
    const before = row?.[table?.column ?? 0];
    if (table && row && before !== undefined) row[table.column] = joinText(before, text);
  }

  #openTable(): void {
    const rows: Rows = [];
    this.#found.push(rows);
    this.#open.push({ rows, column: 0 });
  }

  #openRow(rows: Rows): void {
    if (rows.length >= MAX_ROWS) {
      throw new FileRefusal(`The table has more than ${MAX_ROWS} rows. Save it as CSV.`, MAX_ROWS);
    }
    rows.push([]);
  }

  #openCell(table: { readonly rows: Rows; column: number }, colspan: string | undefined): void {
    const { rows } = table;
    const row = rows.at(-1);
    if (!row) return;
    const columns = Number.parseInt(colspan ?? '', 10);
    const wide = Number.isNaN(columns) ? 1 : Math.min(Math.max(columns, 1), MAX_COLUMNS);
    this.#cells += wide;
    if (row.length + wide > MAX_COLUMNS || this.#cells > MAX_CELLS) {
      throw new FileRefusal('The table has too many cells. Save it as CSV, and import that.', rows.length);
    }
    // The text of a wide cell stands in its first column.
    table.column = row.length;
    row.push(...Array.from({ length: wide }, () => ''));
  }
}

const HIDDEN = new Set(['script', 'style', 'title', 'noscript', 'template']);
const BREAKS = new Set(['br', 'p', 'div', 'li']);
const MAX_CELL_LENGTH = 10_000;

/** White space is one space, as a browser shows it. */
function joinText(before: string, text: string): string {
  if (before.length >= MAX_CELL_LENGTH) return before;
  const plain = text.slice(0, MAX_CELL_LENGTH).replace(/[\s\u00A0\u2028\u2029]+/g, ' ');
  return `${before}${before === '' || before.endsWith(' ') ? plain.trimStart() : plain}`;
}

/** True for a table with a column of dates and one of amounts. */
function isTransactions(rows: Rows): boolean {
  const { columns } = detectCsvLayout(rows.slice(0, SAMPLE_ROWS)).mapping;
  const hasMoney = columns.includes('amount') || columns.includes('debit') || columns.includes('credit');
  return columns.includes('date') && hasMoney;
}

function quote(text: string): string {
  const plain = text.trim();
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
