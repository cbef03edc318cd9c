import { bulkTransactions } from '@fintrack/contract';
import { ApiClient } from '@fintrack/contract/client';
import { type Books, bearer } from './books.ts';
import type { ServerProcess } from './processes.ts';

export interface BulkFigures {
  readonly rows: number;
  /** Whole requests that touch `touched` rows each, in seconds. */
  readonly touched: number;
  readonly createSeconds: number;
  readonly categoriseSeconds: number;
  readonly tagSeconds: number;
  readonly deleteSeconds: number;
}

/** As many rows as one action may touch: made, categorised, tagged and deleted, each in one request. */
export async function measureBulk(server: ServerProcess, books: Books): Promise<BulkFigures> {
  const touched = 10_000;
  const api = new ApiClient({ baseUrl: server.baseUrl, fetch, headers: bearer(books) });
  const [accountId = ''] = books.accountIds;
  const made = Array.from({ length: touched }, (_, row) => ({
    accountId,
    date: `2025-${String(1 + (row % 12)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')}`,
    amount: `-${1 + (row % 90)}.50`,
    description: `BULK ${row}`,
    payeeName: `Payee of bulk ${row % 50}`,
  }));
  const [createSeconds, { createdIds }] = await timed(async () => {
    return (await api.call(bulkTransactions, { body: { action: 'create', rows: made } })).data;
  });
  const ids = (createdIds ?? []).flatMap((id) => (id === null ? [] : [id]));
  const categoryId = books.categoryIds[11] ?? '';
  const act = (body: Parameters<typeof api.call<typeof bulkTransactions>>[1]['body']) =>
    timed(() => api.call(bulkTransactions, { body }));
  const [categoriseSeconds] = await act({ action: 'categorise', ids, categoryId });
  const [tagSeconds] = await act({ action: 'tag', ids, add: ['bulk'] });
  const [deleteSeconds] = await act({ action: 'delete', ids });
  return { rows: books.rows, touched, createSeconds, categoriseSeconds, tagSeconds, deleteSeconds };
}

async function timed<Result>(work: () => Promise<Result>): Promise<[seconds: number, result: Result]> {
  const started = performance.now();
  const result = await work();
  return [(performance.now() - started) / 1000, result];
}
