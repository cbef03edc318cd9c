import type { Reconciliation, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../testing/create-test-app.ts';
import { signUp, type TestClient } from '../testing/test-client.ts';
import { asOwner } from '../testing/test-member.ts';
import { verifyTotals } from './verify.ts';

let app: TestApp;
let user: TestClient;
let giro: string;
let savings: string;
let tenantName: string;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  tenantName = `Books ${crypto.randomUUID()}`;
  user = await signUp(app, { tenantName });
  giro = await user.addAccount({ name: 'Giro' });
  savings = await user.addAccount({ name: 'Savings', type: 'savings' });
});

/** What is said of this test's own tenant: the others are left as they were spoilt. */
async function verify() {
  const { differences, broken, notes } = await asOwner(app.ownerUrl, verifyTotals);
  const own = (lines: readonly string[]) => lines.filter((line) => line.startsWith(`${tenantName}: `));
  return { differences: own(differences), broken: own(broken), notes: own(notes) };
}

/** What no writer of the program can do: past triggers and rules, by the database's superuser. */
async function withoutTriggers(sql: string, values: unknown[]): Promise<void> {
  await asOwner(app.ownerUrl, async (client) => {
    await client.query("SET session_replication_role = 'replica'");
    await client.query("SELECT set_config('app.tenant_id', $1, false)", [user.tenantId]);
    await client.query(sql, values);
  });
}

async function book(fields: object): Promise<Transaction> {
  const made = await user.post<Transaction>('/transactions', {
    accountId: giro,
    date: '2026-02-10',
    ...fields,
  });
  expect(made.message).toBeUndefined();
  return made.data;
}

it('whole books: splits, transfers, refunds and a reconciliation hold; a drift is a note', async () => {
  const spent = await book({ amount: '-30.00' });
  await user.put(`/transactions/${spent.id}/splits`, {
    version: 1,
    splits: [{ amount: '-10.00' }, { amount: '-20.00' }],
  });
  await book({ amount: '-5.00', transferAccountId: savings });
  await book({ amount: '4.00', refundOfId: (await book({ amount: '-9.00' })).id });
  const opened = await user.post<Reconciliation>(`/accounts/${savings}/reconciliations`, {
    statementDate: '2026-02-28',
    closingBalance: '5.00',
  });
  const statement = `/accounts/${savings}/reconciliations/${opened.data.id}`;
  await user.put(`${statement}/rows`, { tickUntil: '2026-02-28' });
  expect((await user.post(`${statement}/finish`)).status).toBe(200);
  await user.post(`/accounts/${giro}/anchors`, { date: '2026-01-31', balance: '0' });
  await user.post(`/accounts/${giro}/anchors`, { date: '2026-02-28', balance: '-41.00' });
  const { differences, broken, notes } = await verify();
  expect([differences, broken]).toEqual([[], []]);
  expect(notes).toEqual([
    expect.stringContaining(
      'the rows of "Giro" differ by -100 minor units between 2026-01-31 and 2026-02-28',
    ),
  ]);
});

it('names a split that is not the sum of its parts, and a part without its split', async () => {
  const spent = await book({ amount: '-30.00' });
  await user.put(`/transactions/${spent.id}/splits`, {
    version: 1,
    splits: [{ amount: '-10.00' }, { amount: '-20.00' }],
  });
  await withoutTriggers(
    'UPDATE transactions SET amount_minor = -1100 WHERE parent_id = $1 AND amount_minor = -1000',
    [spent.id],
  );
  expect((await verify()).broken).toEqual([
    expect.stringContaining(`split ${spent.id} of 2026-02-10 holds -3000`),
  ]);
  await withoutTriggers('UPDATE transactions SET is_split = false WHERE id = $1', [spent.id]);
  expect((await verify()).broken.filter((line) => line.includes('has no split that is there'))).toHaveLength(
    2,
  );
});

it('names transfer legs that do not belong together, and links to what is gone', async () => {
  const out = await book({ amount: '-5.00', transferAccountId: savings });
  await withoutTriggers('UPDATE transactions SET amount_minor = 499 WHERE id = $1', [
    out.transferTransactionId,
  ]);
  expect((await verify()).broken).toEqual([
    expect.stringContaining('their amounts differ'),
    expect.stringContaining('their amounts differ'),
  ]);
  await withoutTriggers("UPDATE transactions SET deleted_at = now(), deleted_reason = 'user' WHERE id = $1", [
    out.transferTransactionId,
  ]);
  expect((await verify()).broken).toEqual([expect.stringContaining('the other one is gone')]);
  const bought = await book({ amount: '-9.00' });
  await book({ amount: '4.00', refundOfId: bought.id });
  await withoutTriggers("UPDATE transactions SET deleted_at = now(), deleted_reason = 'user' WHERE id = $1", [
    bought.id,
  ]);
  expect((await verify()).broken).toContainEqual(
    expect.stringContaining('names a purchase that is not there'),
  );
});

it('names a reconciled statement that its rows do not give, and a row that is held by none', async () => {
  await book({ amount: '-5.00' });
  const opened = await user.post<Reconciliation>(`/accounts/${giro}/reconciliations`, {
    statementDate: '2026-02-28',
    closingBalance: '-5.00',
  });
  const statement = `/accounts/${giro}/reconciliations/${opened.data.id}`;
  await user.put(`${statement}/rows`, { tickUntil: '2026-02-28' });
  await user.post(`${statement}/finish`);
  await withoutTriggers('UPDATE transactions SET amount_minor = -600 WHERE reconciliation_id = $1', [
    opened.data.id,
  ]);
  expect((await verify()).broken).toEqual([
    expect.stringContaining('closes at -500 minor units, its rows give -600'),
  ]);
  await withoutTriggers('UPDATE reconciliations SET deleted_at = now() WHERE id = $1', [opened.data.id]);
  expect((await verify()).broken).toEqual([
    expect.stringContaining('is held by a reconciliation that does not hold'),
  ]);
});
