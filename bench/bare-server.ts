import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';
import { z } from 'zod';
import { selectRows } from '../apps/server/src/modules/transactions/repo.rows.ts';

/**
 * The baseline of the list: Hono and pg, no sign-in, no tenancy, no checks. It asks the database the two questions
 * that FinTrack asks for a first page (the rows and their exact number), and sends what comes back.
 */
const bodyShape = z.object({
  accountId: z.uuid(),
  date: z.string(),
  amount: z.string(),
  description: z.string(),
  changeSetId: z.uuid(),
});
const [tenantId = '', databaseUrl = '', port = '0'] = process.argv.slice(2);
const SOURCE =
  '(SELECT t.* FROM transactions t WHERE t.tenant_id = $1 AND t.deleted_at IS NULL AND t.parent_id IS NULL ORDER BY t.date DESC, t.id DESC LIMIT 51)';
// What row-level security adds by itself has to be said here, or the joins find no index.
const ROWS = `${selectRows(SOURCE).replace(/JOIN (\w+) (\w+) ON/g, 'JOIN $1 $2 ON $2.tenant_id = t.tenant_id AND')} ORDER BY t.date DESC, t.id DESC`;
const COUNT = 'SELECT sum(row_count)::int AS count FROM account_monthly_totals WHERE tenant_id = $1';
const INSERT = `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description, change_set_id)
  VALUES ($1, gen_random_uuid(), $2, $3, $4, 'USD', 'expense', $5, $6) RETURNING *`;

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
app.get('/transactions', async (c) => {
  const [rows, count] = await Promise.all([
    pool.query({ name: 'rows', text: ROWS, values: [tenantId] }),
    pool.query<{ count: number }>({ name: 'count', text: COUNT, values: [tenantId] }),
  ]);
  return c.json({
    success: true,
    data: rows.rows.slice(0, 50),
    pagination: { limit: 50, total: count.rows[0]?.count },
  });
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(port) }, ({ port: listening }) => {
  process.send?.({ port: listening });
});
