import {
  exportRowsFilter,
  exportTransactionsCsv,
  exportTransactionsJson,
  exportTransactionsXlsx,
} from '@fintrack/contract';

/** The files that a list of transactions can be saved as. */
export const ROW_FORMATS = [
  { value: 'csv', label: 'CSV', path: exportTransactionsCsv.path },
  { value: 'xlsx', label: 'Excel', path: exportTransactionsXlsx.path },
  { value: 'json', label: 'JSON', path: exportTransactionsJson.path },
] as const;

/** Where a list's file is asked for, with what narrows the list. */
export function rowExportHref(
  format: string,
  filter: Readonly<Record<string, string | number | undefined>>,
): string {
  const entries = Object.entries(filter).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  return `/export/transactions?${new URLSearchParams([['format', format], ...entries]).toString()}`;
}

/** The file itself; null where the address asks for none that there is. */
export function rowFileHref(query: URLSearchParams): string | null {
  const format = ROW_FORMATS.find(({ value }) => value === query.get('format'));
  if (!format) return null;
  const keys = exportRowsFilter.keyof().options;
  const filter = new URLSearchParams(
    keys.flatMap((key) => (query.get(key) ? [[key, query.get(key) ?? '']] : [])),
  );
  return exportRowsFilter.safeParse(Object.fromEntries(filter)).success
    ? `/api/v1${format.path}${filter.size === 0 ? '' : `?${filter.toString()}`}`
    : null;
}
