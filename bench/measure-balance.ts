import pg from 'pg';
import { type Books, bearer } from './books.ts';
import { median, timeEach } from './load.ts';
import type { ServerProcess } from './processes.ts';

export interface BalanceFigures {
  readonly rows: number;
  /** GET /accounts/{id}/balance/{date}: the whole request. */
  readonly requestMs: number;
  /** GET /balances/summary: every account. */
  readonly summaryMs: number;
  /** The sum over the account's rows, which is what there is without totals. */
  readonly fromRowsMs: number;
}

const TIMES = 41;
const DATE = '2025-12-30';

export async function measureBalance(
  server: ServerProcess,
  books: Books,
  ownerUrl: string,
): Promise<BalanceFigures> {
  const accountId = books.accountIds[0] ?? '';
  const get = async (path: string): Promise<void> => {
    const response = await fetch(`${server.baseUrl}/api/v1${path}`, { headers: bearer(books) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    await response.text();
  };
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const fromRows = await timeEach(5, () =>
      client.query(
        `SELECT sum(amount_minor) FROM transactions
         WHERE tenant_id = $1 AND account_id = $2 AND date <= $3 AND deleted_at IS NULL AND parent_id IS NULL AND status <> 'pending'`,
        [books.tenantId, accountId, DATE],
      ),
    );
    return {
      rows: books.rows,
      requestMs: median(await timeEach(TIMES, () => get(`/accounts/${accountId}/balance/${DATE}`))),
      summaryMs: median(await timeEach(TIMES, () => get(`/balances/summary?at=${DATE}`))),
      fromRowsMs: median(fromRows),
    };
  } finally {
    await client.end();
  }
}
