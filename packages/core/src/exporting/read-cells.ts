import { readGuardedText } from './cell-text.ts';
import { EXPORT_COLUMNS, type ExportedRow } from './exported-row.ts';
import { parseJson, readList } from './list-text.ts';
import { type ExportedRowReading, readExportedRow } from './read-exported-row.ts';
import { PATH_SEPARATOR, TAG_SEPARATOR } from './write-cells.ts';

/** Where in a record each field stands. */
export type ExportHeader = ReadonlyMap<keyof ExportedRow, number>;

/** Without these it is some other file. */
const NEEDED = ['date', 'account', 'amount', 'currency', 'id'] as const;

/** The columns of an export of rows, by their headers in any order; null where the header is another one. */
export function readExportHeader(header: readonly string[]): ExportHeader | null {
  const found = new Map<keyof ExportedRow, number>();
  for (const { key, header: name } of EXPORT_COLUMNS) {
    const index = header.findIndex((cell) => cell.replace(/^\uFEFF/u, '').trim() === name);
    if (index >= 0) found.set(key, index);
  }
  return NEEDED.every((key) => found.has(key)) ? found : null;
}

/** Reads a record of an export: what `writeCells` wrote comes back as it was. Never throws. */
export function readCells(cells: readonly string[], header: ExportHeader): ExportedRowReading {
  const fields: Record<string, unknown> = {};
  for (const { key, kind } of EXPORT_COLUMNS) {
    const index = header.get(key);
    const cell = index === undefined ? '' : (cells[index] ?? '');
    const text = kind === 'text' ? readGuardedText(cell) : cell.trim();
    // An empty cell is nothing, but for the description, which every row has.
    fields[key] = text === '' && key !== 'description' ? null : readField(key, text);
  }
  const more = asFields(fields['metadata']);
  return readExportedRow({ ...fields, metadata: more['metadata'] ?? {}, ...asFields(more['exact']) });
}

function readField(key: keyof ExportedRow, text: string): unknown {
  switch (key) {
    case 'category':
      return readList(text, PATH_SEPARATOR) ?? text;
    case 'tags':
      return readList(text, TAG_SEPARATOR) ?? text;
    case 'splits':
      return parseJson(text) ?? 'not JSON';
    case 'metadata':
      return parseJson(text);
    case 'isRefund':
      return /^(?:yes|true|1)$/iu.test(text.trim());
    default:
      return text;
  }
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
