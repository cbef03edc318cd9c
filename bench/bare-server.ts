import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';
import { z } from 'zod';
import { selectRows } from '../apps/server/src/modules/transactions/repo.rows.ts';

/**
 * The baseline: Hono and pg, no sign-in, no tenancy, no checks. For a list it asks the database the two questions that
 * FinTrack asks for a first page (the rows and their exact number), and sends what comes back; for the rest of the
 * mixed load one question each.
 */
const bodyShape = z.object({
  accountId: z.uuid(),
  date: z.string(),
  amount: z.string(),
  description: z.string(),
  changeSetId: z.uuid(),
});
const [tenantId = '', databaseUrl = '', port = '0'] = process.argv.slice(2);
const page = (only: string): string =>
  rowsOf(
    `(SELECT t.* FROM transactions t WHERE t.tenant_id = $1 AND t.deleted_at IS NULL AND t.parent_id IS NULL${only} ORDER BY t.date DESC, t.id DESC LIMIT 51)`,
  );
const ONE_ROW = rowsOf('(SELECT t.* FROM transactions t WHERE t.tenant_id = $1 AND t.id = $2)');
const COUNT = 'SELECT sum(row_count)::int AS count FROM account_monthly_totals WHERE tenant_id = $1';
const ACCOUNTS = `SELECT a.*, (SELECT sum(m.posted_minor) FROM account_monthly_totals m
    WHERE m.tenant_id = a.tenant_id AND m.account_id = a.id) AS balance
  FROM accounts a WHERE a.tenant_id = $1 AND a.deleted_at IS NULL`;
const BALANCE = `SELECT sum(m.posted_minor) AS balance FROM account_monthly_totals m
  WHERE m.tenant_id = $1 AND m.account_id = $2 AND m.month <= $3::date`;
const CATEGORIES = 'SELECT * FROM categories WHERE tenant_id = $1 AND deleted_at IS NULL';
const INSERT = `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description, change_set_id)
  VALUES ($1, gen_random_uuid(), $2, $3, $4, 'USD', 'expense', $5, $6) RETURNING *`;
const UPDATE = `UPDATE transactions SET notes = $3, version = version + 1 WHERE tenant_id = $1 AND id = $2 RETURNING *`;

const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
// For inserts: neither triggers nor foreign keys run, the indexes do.
const inserting = new pg.Pool({
  connectionString: databaseUrl,
  max: 20,
  options: '-c session_replication_role=replica',
});
const app = new Hono();
app.post('/transactions', async (c) => {
  const body = bodyShape.parse(await c.req.json());
  const minor = String(Math.round(Number(body.amount) * 100));
  const made = await inserting.query<Record<string, unknown>>({
    name: 'insert',
    text: INSERT,
    values: [tenantId, body.accountId, body.date, minor, body.description, body.changeSetId],
  });
  return c.json({ success: true, data: made.rows[0] }, 201);
});
app.put('/transactions/:id', async (c) => {
  const { notes } = z.object({ notes: z.string() }).parse(await c.req.json());
  const values = [tenantId, c.req.param('id'), notes];
  const changed = await inserting.query<Record<string, unknown>>({ name: 'update', text: UPDATE, values });
  return c.json({ success: true, data: changed.rows[0] });
});
app.get('/transactions', async (c) => {
  const accountId = c.req.query('accountId');
  const rowsQuery =
    accountId === undefined
      ? { name: 'rows', text: page(''), values: [tenantId] }
      : { name: 'account-rows', text: page(' AND t.account_id = $2'), values: [tenantId, accountId] };
  const countQuery =
    accountId === undefined
      ? { name: 'count', text: COUNT, values: [tenantId] }
      : { name: 'account-count', text: `${COUNT} AND account_id = $2`, values: [tenantId, accountId] };
  const [rows, count] = await Promise.all([
    pool.query<Record<string, unknown>>(rowsQuery),
    pool.query<{ count: number }>(countQuery),
  ]);
  return c.json({
    success: true,
    data: rows.rows.slice(0, 50),
    pagination: { limit: 50, total: count.rows[0]?.count },
  });
});
app.get('/transactions/:id', async (c) => c.json(await ask('row', ONE_ROW, c.req.param('id'))));
app.get('/accounts', async (c) => c.json(await ask('accounts', ACCOUNTS)));
app.get('/categories', async (c) => c.json(await ask('categories', CATEGORIES)));
app.get('/accounts/:id/balance', async (c) =>
  c.json(await ask('balance', BALANCE, c.req.param('id'), '9999-01-01')),
);
app.get('/accounts/:id/balance/:date', async (c) =>
  c.json(await ask('balance', BALANCE, c.req.param('id'), c.req.param('date'))),
);
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(port) }, ({ port: listening }) => {
  process.send?.({ port: listening });
});

async function ask(name: string, text: string, ...more: readonly string[]) {
  const { rows } = await pool.query<Record<string, unknown>>({ name, text, values: [tenantId, ...more] });
  return { success: true, data: rows };
}

/** What row-level security adds by itself has to be said here, or the joins find no index. */
function rowsOf(source: string): string {
  const joined = selectRows(source).replace(
    /JOIN (\w+) (\w+) ON/g,
    'JOIN $1 $2 ON $2.tenant_id = t.tenant_id AND',
  );
  return `${joined} ORDER BY t.date DESC, t.id DESC`;
}
