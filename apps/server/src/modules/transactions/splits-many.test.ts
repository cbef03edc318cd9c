import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp } from '../../testing/test-client.ts';

const WHOLES = 10_000;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

// What follows the wholes was planned for the first, single one and kept in the session: every old row was compared
// with every new one, and ten thousand took minutes.
it('parts follow ten thousand wholes as they follow one, in one session', async () => {
  const user = await signUp(app);
  const accountId = await user.addAccount({ name: 'Giro' });
  const job = { tenantId: user.tenantId, userId: null };
  await app.database.jobTenant(job, { summary: 'Many' }, async (tx) => {
    await tx.client.query(
      `INSERT INTO transactions
         (tenant_id, id, account_id, date, amount_minor, currency, type, description, is_split, change_set_id)
       SELECT $1, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $2, '2026-01-01', -200, 'EUR',
         'expense', 'Whole', true, $3
       FROM generate_series(1, $4::int) AS n`,
      [tx.tenantId, accountId, tx.changeSetId, WHOLES],
    );
    await tx.client.query(
      `INSERT INTO transactions
         (tenant_id, id, parent_id, account_id, date, amount_minor, currency, type, description, change_set_id)
       SELECT w.tenant_id, uuid_v7(), w.id, w.account_id, w.date, -100, 'EUR', 'expense', 'Whole', w.change_set_id
       FROM transactions w CROSS JOIN generate_series(1, 2) WHERE w.is_split`,
    );
    const move = (condition: string): Promise<unknown> =>
      tx.client.query(
        `UPDATE transactions SET date = date + 1, version = version + 1 WHERE is_split AND ${condition}`,
      );
    await move("id = '00000000-0000-7000-8000-000000000001'");
    await move('true');
    const dates = await tx.client.query<{ date: string; parts: number }>(
      `SELECT date::text, count(*)::int AS parts FROM transactions WHERE parent_id IS NOT NULL GROUP BY 1 ORDER BY 1`,
    );
    expect(dates.rows).toEqual([
      { date: '2026-01-02', parts: 2 * (WHOLES - 1) },
      { date: '2026-01-03', parts: 2 },
    ]);
  });
}, 60_000);
