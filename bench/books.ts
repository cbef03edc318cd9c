import { login, register } from '@fintrack/contract';
import { ApiClient } from '@fintrack/contract/client';
import pg from 'pg';
import { newId } from '../apps/server/src/platform/ids.ts';
import { merchantName } from './descriptions.ts';
import { type FillShape, fillTransactions } from './fill.ts';

export interface Books {
  readonly tenantId: string;
  readonly accountIds: readonly string[];
  readonly categoryIds: readonly string[];
  readonly accessToken: string;
  readonly rows: number;
  readonly shape: FillShape;
  /** Seconds that the COPY took, with every index, trigger and total. */
  readonly fillSeconds: number;
}

const ACCOUNTS = 8;
const PAYEES = 800;
const CATEGORIES = 60;
const ROWS_A_STATEMENT = 500_000;

/** A tenant with `rows` transactions, filled as the database's owner. */
export async function makeBooks(baseUrl: string, ownerUrl: string, rows: number): Promise<Books> {
  const api = new ApiClient({ baseUrl, fetch });
  const credentials = credentialsOf(rows);
  const { data: made } = await api.call(register, { body: { ...credentials, currency: 'USD' } });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const shape = await prepareTenant(client, made.tenantId, rows);
    const fillSeconds = await fillTenant(client, shape);
    await client.query('VACUUM (ANALYZE) transactions');
    await client.query('ANALYZE');
    // An access token lasts a quarter of an hour, which ten million rows may take.
    const { data: session } = await api.call(login, { body: credentials });
    return {
      tenantId: made.tenantId,
      accountIds: shape.accountIds,
      categoryIds: shape.categoryIds,
      accessToken: session.accessToken,
      rows,
      shape,
      fillSeconds,
    };
  } finally {
    await client.end();
  }
}

/** The books with an access token that has just been made. */
export async function signInAgain(baseUrl: string, books: Books): Promise<Books> {
  const { data } = await new ApiClient({ baseUrl, fetch }).call(login, { body: credentialsOf(books.rows) });
  return { ...books, accessToken: data.accessToken };
}

function credentialsOf(rows: number): { email: string; password: string } {
  return { email: `bench-${rows}@fintrack.example`, password: 'Lanterns-and-otters-4' };
}

/** How the owner of the books asks. */
export function bearer(books: Books): Record<string, string> {
  return { Authorization: `Bearer ${books.accessToken}` };
}

/** Other tenants of the same database, each with `rows` transactions, made by SQL alone. Answers the seconds. */
export async function makeOtherTenants(ownerUrl: string, count: number, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const started = performance.now();
  try {
    for (let number = 0; number < count; number += 1) {
      const tenantId = newId();
      await client.query(`INSERT INTO tenants (id, name, currency) VALUES ($1, $2, 'USD')`, [
        tenantId,
        `Tenant ${number}`,
      ]);
      await fillTenant(client, await prepareTenant(client, tenantId, rows));
    }
    await client.query('VACUUM (ANALYZE) transactions');
    await client.query('ANALYZE');
    return (performance.now() - started) / 1000;
  } finally {
    await client.end();
  }
}

/** More rows of the same kind, in the caller's transaction. Answers the seconds. */
export async function fillMore(client: pg.Client, { shape }: Books, rows: number): Promise<number> {
  await enter(client, shape);
  const last = shape.rows + rows;
  return fillTransactions(client, 'transactions', { ...shape, rows: last, first: shape.rows, last });
}

/** Half a million rows a statement: the triggers hold a statement's rows in memory. Answers the seconds. */
async function fillTenant(client: pg.Client, shape: FillShape): Promise<number> {
  let seconds = 0;
  for (let first = 0; first < shape.rows; first += ROWS_A_STATEMENT) {
    await client.query('BEGIN');
    await enter(client, shape);
    const last = Math.min(shape.rows, first + ROWS_A_STATEMENT);
    seconds += await fillTransactions(client, 'transactions', { ...shape, first, last });
    await client.query('COMMIT');
  }
  return seconds;
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
     SELECT $1, id, name FROM unnest($2::uuid[], $3::text[]) AS p (id, name)`,
    [tenantId, shape.payeeIds, shape.payeeIds.map((_, merchant) => merchantName(merchant))],
  );
  await client.query(
    `INSERT INTO categories (tenant_id, id, name, kind)
     SELECT $1, uuid_v7(), 'More spending ' || number, 'expense' FROM generate_series(1, greatest(0, $2 - (
       SELECT count(*)::int FROM categories WHERE tenant_id = $1 AND deleted_at IS NULL))) AS number`,
    [tenantId, CATEGORIES],
  );
  const categories = await client.query<{ id: string }>(
    'SELECT id FROM categories WHERE tenant_id = $1 ORDER BY id LIMIT $2',
    [tenantId, CATEGORIES],
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
