import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../testing/create-test-app.ts';
import { signUp, type TestClient } from '../testing/test-client.ts';
import { asOwner } from '../testing/test-member.ts';
import { describeVerification, verifyTotals } from './verify.ts';

let app: TestApp;
let user: TestClient;
let tenantName: string;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  tenantName = `Books ${crypto.randomUUID()}`;
  user = await signUp(app, { tenantName });
  const accountId = await user.addAccount({ name: 'Giro' });
  const made = await user.post('/transactions', {
    accountId,
    date: '2026-02-10',
    amount: '-12.50',
    payeeName: 'Baker',
    tags: ['week'],
  });
  if (made.status !== 201) throw new Error(made.message);
});

/** What is said of this test's own tenant: the others are left as they were spoilt. */
async function verify() {
  const { differences, broken, tampered } = await asOwner(app.ownerUrl, verifyTotals);
  const own = (lines: readonly string[]): string[] =>
    lines
      .filter((line) => line.startsWith(`${tenantName}: `))
      .map((line) => line.slice(tenantName.length + 2));
  return { differences: own(differences), broken: own(broken), tampered: own(tampered) };
}

/** What no writer of the program can do: past triggers and rules, by the database's superuser. */
async function spoil(sql: string): Promise<void> {
  await asOwner(app.ownerUrl, async (client) => {
    await client.query("SET session_replication_role = 'replica'");
    await client.query(sql, [user.tenantId]);
  });
}

async function seal(): Promise<void> {
  expect((await user.post('/audit/seal')).status).toBe(200);
}

it('whole books have no difference, nothing broken and an intact trail, sealed or not', async () => {
  const nothing = { differences: [], broken: [], tampered: [] };
  expect(await verify()).toEqual(nothing);
  await seal();
  expect(await verify()).toEqual(nothing);
});

describe('totals and links of payees and tags that were spoilt are told', () => {
  it.each([
    [
      'UPDATE payee_totals SET net_minor = 7, row_count = 2 WHERE tenant_id = $1',
      'payee Baker holds 7 minor units of EUR in 2 rows; its rows give -1250 in 1',
    ],
    ['UPDATE tag_totals SET row_count = 5 WHERE tenant_id = $1', 'tag week counts 5 rows; 1 have it'],
    ['DELETE FROM transaction_tags WHERE tenant_id = $1', 'tag week does not lead to a row that has it'],
    [
      "UPDATE transactions SET tags = '{}' WHERE tenant_id = $1",
      'tag week leads to a row that does not have it',
    ],
  ])('%s: %s', async (sql, line) => {
    await spoil(sql);
    expect((await verify()).differences).toContain(line);
  });
});

describe('an audit trail that somebody has changed is told', () => {
  it.each([
    [
      "UPDATE audit_logs SET user_agent = 'x' WHERE tenant_id = $1 AND action = 'create' AND resource_type = 'account'",
      /^the audit trail has row \S+ at place \d+ not as it was sealed$/u,
    ],
    [
      "DELETE FROM audit_logs WHERE tenant_id = $1 AND action = 'create' AND resource_type = 'account'",
      /^the audit trail lacks row \S+ at place \d+$/u,
    ],
    [
      'DELETE FROM audit_seal_entries WHERE tenant_id = $1 AND sequence = 2',
      /^the audit trail has nothing between places 1 and 3$/u,
    ],
    [
      `DELETE FROM audit_seal_entries e WHERE e.tenant_id = $1 AND e.sequence =
         (SELECT max(sequence) FROM audit_seal_entries WHERE tenant_id = $1)`,
      /^the audit trail ends before place \d+, which was sealed$/u,
    ],
    [
      `INSERT INTO audit_logs (tenant_id, id, action, resource_type)
         VALUES ($1, '01900000-0000-7000-8000-000000000001', 'login', 'user')`,
      /^row 01900000-0000-7000-8000-000000000001 of the audit trail has no place in the chain, although rows written a day after it have one$/u,
    ],
  ])('%s', async (sql, line) => {
    await seal();
    await spoil(sql);
    const { tampered } = await verify();
    expect(tampered).toHaveLength(1);
    expect(tampered[0]).toMatch(line);
  });

  it('and another tenant’s is not blamed for it', async () => {
    const name = `Others ${crypto.randomUUID()}`;
    const others = await signUp(app, { tenantName: name });
    expect((await others.post('/audit/seal')).status).toBe(200);
    await seal();
    await spoil("UPDATE audit_logs SET user_agent = 'x' WHERE tenant_id = $1");
    const { tampered } = await asOwner(app.ownerUrl, verifyTotals);
    expect(tampered.filter((line) => line.startsWith(`${tenantName}: `))).toHaveLength(1);
    expect(tampered.filter((line) => line.startsWith(`${name}: `))).toEqual([]);
  });
});

it('says what is wrong, what to do about it, and the sum of it', () => {
  const verification = {
    tenants: 2,
    rows: 3,
    differences: ['a'],
    broken: ['b'],
    tampered: ['c'],
    notes: ['d'],
  };
  const lines = describeVerification(verification);
  expect(lines.slice(0, 4)).toEqual(['a', 'b', 'c', 'Note: d']);
  expect(lines.slice(4, 7).every((line) => line.startsWith('What to do: '))).toBe(true);
  expect(lines.at(-1)).toBe(
    '2 tenants, 3 transactions: 1 totals differ, 1 links are broken, 1 audit trails are not.',
  );
  expect(
    describeVerification({ ...verification, differences: [], broken: [], tampered: [], notes: [] }),
  ).toEqual([
    '2 tenants, 3 transactions: every total agrees with its rows, every link holds, every audit trail is intact.',
  ]);
});
