import { readCsvRow } from '../read-csv-row.ts';
import type { RowReading, StatementRow } from '../statement-row.ts';
import type { LineReader, LineReading, SourceFile } from './csv-source.ts';

/** Reads every record as one row of the account that its account column names, if there is one. */
export function openPlainReader(file: SourceFile): LineReader {
  return { push: (record, line) => [readLine(file, record, line)], end: () => [] };
}

/** Like {@link openPlainReader}, each row changed by `change`. */
export function openChangingReader(file: SourceFile, change: (row: StatementRow) => RowReading): LineReader {
  return {
    push: (record, line) => {
      const read = readLine(file, record, line);
      return [read.reading.ok ? { ...read, reading: change(read.reading.row) } : read];
    },
    end: () => [],
  };
}

/** One record by its columns alone. */
export function readLine(file: SourceFile, record: readonly string[], line: number): LineReading {
  const { mapping } = file;
  const column = mapping.onlyAccount === null ? mapping.columns.indexOf('account') : -1;
  const account = column < 0 ? '' : (record[column] ?? '').trim();
  const reading = readCsvRow(record, line, { mapping, currency: file.currencyOf(account) });
  return { line, record, account, currency: null, reading };
}

/** A row without some of its parts. */
export function without<Key extends keyof StatementRow>(
  row: StatementRow,
  key: Key,
): Omit<StatementRow, Key> {
  const { [key]: _, ...rest } = row;
  return rest;
}
