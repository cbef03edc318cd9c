import {
  EXPORT_COLUMNS,
  EXPORT_FORMAT,
  EXPORT_VERSION,
  type ExportedRow,
  writeCells,
  writeCsvRecord,
} from '@fintrack/core/exporting';

/** Without it Excel reads a CSV file in the code page of the computer. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Rows as a CSV file (RFC 4180) in UTF-8, piece by piece. */
export async function* rowsAsCsv(pages: AsyncIterable<readonly ExportedRow[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + writeCsvRecord(EXPORT_COLUMNS.map(({ header }) => header));
  for await (const rows of pages) yield rows.map((row) => writeCsvRecord(writeCells(row))).join('');
}

/** Rows as JSON, one a line, piece by piece. Their number stands at the end: a file without it is not whole. */
export async function* rowsAsJson(pages: AsyncIterable<readonly ExportedRow[]>): AsyncGenerator<string> {
  yield `{"format":"${EXPORT_FORMAT}","version":${EXPORT_VERSION},"transactions":[\n`;
  let count = 0;
  for await (const rows of pages) {
    const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
    yield count === 0 ? lines : `,\n${lines}`;
    count += rows.length;
  }
  yield `\n],"count":${count}}\n`;
}
