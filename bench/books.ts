import { register } from '@fintrack/contract';
import { ApiClient } from '@fintrack/contract/client';
import pg from 'pg';
import { newId } from '../apps/server/src/platform/ids.ts';
import { type FillShape, fillTransactions } from './fill.ts';

export interface Books {
  readonly tenantId: string;
  readonly accountIds: readonly string[];
  readonly accessToken: string;
  readonly rows: number;
  /** Seconds that the COPY took, with every index, trigger and total. */
  readonly fillSeconds: number;
}

const ACCOUNTS = 8;
const PAYEES = 800;

/** A tenant with `rows` transactions, filled as the database's owner. */
export async function makeBooks(baseUrl: string, ownerUrl: string, rows: number): Promise<Books> {
  const { data: session } = await new ApiClient({ baseUrl, fetch }).call(register, {
    body: { email: `bench-${rows}@fintrack.example`, password: 'Lanterns-and-otters-4', currency: 'USD' },
  });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const shape = await prepareTenant(client, session.tenantId, rows);
    await client.query('BEGIN');
    await enter(client, shape);
    const fillSeconds = await fillTransactions(client, 'transactions', shape);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return {
      tenantId: session.tenantId,
      accountIds: shape.accountIds,
      accessToken: session.accessToken,
      rows,
      fillSeconds,
    };
  } finally {
    await client.end();
  }
}

/** Signs in again: an access token lasts a quarter of an hour. */
export function bearer(books: Books): Record<string, string> {
  return { Authorization: `Bearer ${books.accessToken}` };
}

async function prepareTenant(client: pg.Client, tenantId: string, rows: number): Promise<FillShape> {
  const shape = {
    tenantId,
    accountIds: Array.from({ length: ACCOUNTS }, newId),
    payeeIds: Array.from({ length: PAYEES }, newId),
    changeSetId: newId(),
    importId: newId(),
    rows,
  };
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO change_sets (tenant_id, id, kind, summary) VALUES ($1, $2, 'import', 'Filled for a benchmark')`,
    [tenantId, shape.changeSetId],
  );
  await enter(client, shape);
  await client.query(
    `INSERT INTO accounts (tenant_id, id, name, type, currency)
     SELECT $1, id, 'Account ' || number, 'checking', 'USD' FROM unnest($2::uuid[]) WITH ORDINALITY AS a (id, number)`,
    [tenantId, shape.accountIds],
  );
  await client.query(
    `INSERT INTO payees (tenant_id, id, name)
     SELECT $1, id, 'Payee ' || number FROM unnest($2::uuid[]) WITH ORDINALITY AS p (id, number)`,
    [tenantId, shape.payeeIds],
  );
  const categories = await client.query<{ id: string }>(
    'SELECT id FROM categories WHERE tenant_id = $1 ORDER BY id LIMIT 60',
    [tenantId],
  );
  await client.query('COMMIT');
  return { ...shape, categoryIds: categories.rows.map((row) => row.id) };
}

async function enter(client: pg.Client, shape: Pick<FillShape, 'tenantId' | 'changeSetId'>): Promise<void> {
  await client.query(
    "SELECT set_config('app.tenant_id', $1, true), set_config('app.change_set_id', $2, true)",
    [shape.tenantId, shape.changeSetId],
  );
}
