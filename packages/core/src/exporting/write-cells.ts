import { guardText } from './cell-text.ts';
import { EXPORT_COLUMNS, type ExportedRow } from './exported-row.ts';
import { writeList } from './list-text.ts';

/** Between the names of a category's path, and between tags. */
export const PATH_SEPARATOR = ' / ';
export const TAG_SEPARATOR = ', ';

/**
 * The cells of a row, one a column of {@link EXPORT_COLUMNS}: amounts and dates as they are, and every text so that no
 * spreadsheet runs it.
 */
export function writeCells(row: ExportedRow): string[] {
  return EXPORT_COLUMNS.map(({ key, kind }) => {
    const text = cellText(row, key);
    return kind === 'text' ? guardText(text) : text;
  });
}

/** A record of a CSV file (RFC 4180) with its line break. */
export function writeCsvRecord(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\r\n`;
}

function cellText(row: ExportedRow, key: keyof ExportedRow): string {
  switch (key) {
    case 'category':
      return row.category === null ? '' : writeList(row.category, PATH_SEPARATOR);
    case 'tags':
      return writeList(row.tags, TAG_SEPARATOR);
    case 'splits':
      return row.splits === null ? '' : JSON.stringify(row.splits);
    case 'isRefund':
      return row.isRefund ? 'yes' : '';
    case 'metadata':
      return moreText(row);
    default:
      return row[key] ?? '';
  }
}

/** Texts that may be empty, as against missing, or have line breaks that a file does not keep. */
const EXACT = ['description', 'notes', 'payee', 'paymentMethod', 'bankText', 'bankId'] as const;

/** What the other columns cannot say, as JSON; nothing for nearly every row. */
function moreText(row: ExportedRow): string {
  const exact = Object.fromEntries(
    EXACT.filter((key) => row[key]?.includes('\r') || (row[key] === '' && key !== 'description')).map(
      (key) => [key, row[key]],
    ),
  );
  const more = {
    ...(Object.keys(row.metadata).length === 0 ? {} : { metadata: row.metadata }),
    ...(Object.keys(exact).length === 0 ? {} : { exact }),
  };
  return Object.keys(more).length === 0 ? '' : JSON.stringify(more);
}

function quote(cell: string): string {
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
