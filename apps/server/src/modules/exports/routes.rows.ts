import {
  type exportRowsFilter,
  exportTransactionsCsv,
  exportTransactionsJson,
  exportTransactionsXlsx,
} from '@fintrack/contract';
import type { ExportedRow } from '@fintrack/core/exporting';
import type { z } from 'zod';
import type { TenantContext } from '../../platform/database/index.ts';
import { type RawResult, type Route, route } from '../../platform/http/index.ts';
import type { Services } from '../../platform/services.ts';
import { recordRead } from '../audit/index.ts';
import { readExportedRows } from './exported-rows.ts';
import { rowsAsCsv, rowsAsJson } from './rows-as-text.ts';
import { rowsAsWorkbook } from './rows-as-workbook.ts';
import { startWith } from './start-with.ts';

export const rowExportRoutes: readonly Route[] = [
  route(exportTransactionsCsv, (call) => offerRows('csv', call)),
  route(exportTransactionsXlsx, (call) => offerRows('xlsx', call)),
  route(exportTransactionsJson, (call) => offerRows('json', call)),
];

type RowFormat = 'csv' | 'xlsx' | 'json';

interface RowFile {
  readonly contentType: string;
  readonly write: (pages: AsyncIterable<readonly ExportedRow[]>) => AsyncIterable<string | Uint8Array>;
}

const FILES: Readonly<Record<RowFormat, RowFile>> = {
  csv: { contentType: 'text/csv; charset=utf-8', write: rowsAsCsv },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: rowsAsWorkbook,
  },
  json: { contentType: 'application/json; charset=utf-8', write: rowsAsJson },
};

interface RowsCall {
  readonly request: Request;
  readonly services: Services;
  readonly context: TenantContext;
  readonly query: z.output<typeof exportRowsFilter>;
}

/** The answer begins when the first rows are there, so that what is refused is refused with a status. */
async function offerRows(
  format: RowFormat,
  { request, services, context, query }: RowsCall,
): Promise<RawResult> {
  const { sort, ...filter } = query;
  const { database, clock } = services;
  const pages = database.streamTenant(context, (tx) => readExportedRows(tx, filter, { sort, clock }));
  const { contentType, write } = FILES[format];
  const offered = { contentType, fileName: `${nameOf(filter)}.${format}` };
  // Only what the answer would be called is asked: nothing is opened.
  if (request.method === 'HEAD') return { ...offered, stream: write(pages) };
  const first = await pages.next();
  try {
    const details = { format, ...filter };
    await recordRead(services, context, { action: 'export', resourceType: 'transactions', details });
  } catch (error) {
    await pages.return();
    throw error;
  }
  return { ...offered, stream: writeWhole(write, startWith(first, pages)) };
}

function nameOf({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): string {
  return `fintrack-transactions${from === undefined ? '' : `-from-${from}`}${to === undefined ? '' : `-to-${to}`}`;
}

/** Ends the rows also when the file was never asked for. */
function writeWhole(
  write: RowFile['write'],
  pages: AsyncIterable<readonly ExportedRow[]>,
): AsyncIterable<string | Uint8Array> {
  const source = pages[Symbol.asyncIterator]();
  const pieces = write({ [Symbol.asyncIterator]: () => source })[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => pieces.next(),
      return: async () => {
        await pieces.return?.();
        await source.return?.();
        return { done: true, value: undefined };
      },
    }),
  };
}
