import { createTransaction, deleteTransaction, updateTransaction } from '@fintrack/contract';
import { ApiClient } from '@fintrack/contract/client';
import pg from 'pg';
import { newId } from '../apps/server/src/platform/ids.ts';
import { type Books, bearer } from './books.ts';
import { median, timeEach } from './load.ts';
import { type ServerProcess, startBareServer } from './processes.ts';

export interface WriteFigures {
  readonly rows: number;
  readonly createMs: number;
  readonly updateMs: number;
  readonly deleteMs: number;
  /** POST of the same row to a bare Hono and pg server: the same table and indexes, no triggers, no foreign keys. */
  readonly bareInsertMs: number;
}

const ROUNDS = 8;
const A_ROUND = 50;

/** One row created, changed and deleted through the API, against a bare INSERT, in turn. */
export async function measureWrites(
  server: ServerProcess,
  books: Books,
  ownerUrl: string,
): Promise<WriteFigures> {
  const bare = await startBareServer(books.tenantId, ownerUrl);
  const api = new ApiClient({ baseUrl: server.baseUrl, fetch, headers: bearer(books) });
  const taken = {
    create: [] as number[],
    update: [] as number[],
    remove: [] as number[],
    bare: [] as number[],
  };
  const changeSetId = newId();
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const ids: string[] = [];
      const row = { date: '2025-12-10', amount: '-12.34', description: 'SUPERMARKET 17' };
      taken.create.push(
        ...(await timeEach(A_ROUND, async () => {
          const accountId = books.accountIds[ids.length % books.accountIds.length] ?? '';
          ids.push((await api.call(createTransaction, { body: { ...row, accountId } })).data.id);
        })),
      );
      const updated = [...ids];
      taken.update.push(
        ...(await timeEach(A_ROUND, async () => {
          const transactionId = updated.pop() ?? '';
          await api.call(updateTransaction, {
            params: { transactionId },
            body: { amount: '-13.34', version: 1 },
          });
        })),
      );
      taken.remove.push(
        ...(await timeEach(A_ROUND, async () => {
          await api.call(deleteTransaction, { params: { transactionId: ids.pop() ?? '' } });
        })),
      );
      taken.bare.push(
        ...(await timeEach(A_ROUND, () =>
          insertBare(bare.baseUrl, { ...row, changeSetId, accountId: books.accountIds[0] ?? '' }),
        )),
      );
    }
  } finally {
    await bare.stop();
    await removeBareRows(ownerUrl, books.tenantId, changeSetId);
  }
  const middle = (values: readonly number[]): number => median(values.slice(A_ROUND));
  return {
    rows: books.rows,
    createMs: middle(taken.create),
    updateMs: middle(taken.update),
    deleteMs: middle(taken.remove),
    bareInsertMs: middle(taken.bare),
  };
}

async function insertBare(baseUrl: string, body: object): Promise<void> {
  const response = await fetch(`${baseUrl}/transactions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The bare server answered ${response.status}: ${await response.text()}`);
  await response.json();
}

/** They are in no total, because no trigger saw them. */
async function removeBareRows(ownerUrl: string, tenantId: string, changeSetId: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query(
      "DELETE FROM transactions WHERE tenant_id = $1 AND date = '2025-12-10' AND change_set_id = $2",
      [tenantId, changeSetId],
    );
  } finally {
    await client.end();
  }
}
