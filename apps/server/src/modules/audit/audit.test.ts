import {
  type AuditEntry,
  exportAudit,
  getAuditHead,
  listAuditLogs,
  listAuditOfResource,
  listAuditOfUser,
  sealAudit,
  verifyAudit,
} from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { asOwner } from '../../testing/test-member.ts';
import { recordAuditEvent, recordRead } from './index.ts';

const app: TestApp = await createTestApp();
let user: TestClient;
let giro: string;

beforeEach(async () => {
  user = await signUp(app, { name: 'Ada', timezone: 'Pacific/Auckland' });
  giro = await user.addAccount({ name: 'Giro' });
});
afterAll(() => app.close());

const PASSWORD = 'Zinc otter 4 lanterns';

async function book(fields: Record<string, unknown> = {}): Promise<{ id: string; version: number }> {
  const body = { accountId: giro, date: '2026-03-01', amount: '-10', description: 'Bread', ...fields };
  return (await user.post<{ id: string; version: number }>('/transactions', body)).data;
}

async function logs(query = ''): Promise<AuditEntry[]> {
  return (await user.get<AuditEntry[]>(`/audit/logs?limit=200${query}`)).data;
}

async function me(): Promise<{ id: string; email: string }> {
  return (await user.get<{ user: { id: string; email: string } }>('/auth/me')).data.user;
}

function signIn(email: string, password: string, ip: string): Promise<Response> {
  return app.request('/api/v1/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Lantern/1.0' },
    body: JSON.stringify({ email, password }),
    ip,
  });
}

describe('listAuditLogs', () => {
  it('200: create, update and delete with the values before and after, exact, newest first', async () => {
    const row = await book({ amount: '-900719925474099.93' });
    await user.put(`/transactions/${row.id}`, { amount: '-900719925474099.95', version: 1 });
    await user.delete(`/transactions/${row.id}`);
    const seen = (await logs(`&resourceId=${row.id}`)).map((entry) => [
      entry.action,
      entry.oldValues?.['amount_minor'],
      entry.newValues?.['amount_minor'],
      entry.summary,
      entry.userName,
      entry.ipAddress,
    ]);
    expect(seen).toEqual([
      ['delete', '-90071992547409995', '-90071992547409995', 'Deleted a transaction', 'Ada', '192.0.2.1'],
      ['update', '-90071992547409993', '-90071992547409995', 'Changed a transaction', 'Ada', '192.0.2.1'],
      [
        'create',
        undefined,
        '-90071992547409993',
        'Added a transaction of -900719925474099.93 on 2026-03-01: Bread',
        'Ada',
        '192.0.2.1',
      ],
    ]);
  });

  it('200: sign-in, its failure, sign-out, an ended session and the settings, with address and program', async () => {
    const { email } = await me();
    await signIn(email, 'wrong', '203.0.113.5');
    await vi.waitFor(async () => expect(await logs('&success=false')).toHaveLength(1));
    const inside = (await (await signIn(email, PASSWORD, '203.0.113.6')).json()) as {
      data: { accessToken: string };
    };
    const other = { authorization: `Bearer ${inside.data.accessToken}` };
    const sessions = (await user.get<{ id: string; current: boolean }[]>('/auth/sessions')).data;
    await app.request('/api/v1/auth/logout', { method: 'POST', headers: other });
    const again = (await (await signIn(email, PASSWORD, '203.0.113.7')).json()) as {
      data: { accessToken: string };
    };
    const third = (await user.get<{ id: string; current: boolean }[]>('/auth/sessions')).data.find(
      (session) => !session.current,
    );
    await user.put('/user/settings', { currency: 'CHF', version: 1 });
    expect(again.data.accessToken).toBeTruthy();
    await app.request(`/api/v1/auth/sessions/${third?.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${user.accessToken}` },
    });
    const entries = (await logs()).map((entry) => [
      entry.action,
      entry.resourceType,
      entry.success,
      entry.ipAddress,
    ]);
    expect(entries.slice(0, 6)).toEqual([
      ['session_ended', 'user', true, '192.0.2.1'],
      ['update', 'tenant', true, '192.0.2.1'],
      ['login', 'user', true, '203.0.113.7'],
      ['logout', 'user', true, '192.0.2.1'],
      ['login', 'user', true, '203.0.113.6'],
      ['login', 'user', false, '203.0.113.5'],
    ]);
    expect(sessions).toHaveLength(2);
    const [failed] = await logs('&success=false');
    expect(failed).toMatchObject({ userAgent: 'Lantern/1.0', newValues: { reason: 'wrong_password' } });
  });

  it('200: a session that a new sign-in of the same browser replaces is written down as ended', async () => {
    const { email } = await me();
    const login = (cookie?: string) =>
      app.request('/api/v1/auth/login', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-fintrack-client': 'web',
          origin: 'http://fintrack.test',
          ...(cookie === undefined ? {} : { cookie }),
        },
        body: JSON.stringify({ email, password: PASSWORD }),
      });
    const first = await login();
    const cookies = first.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(';')));
    await login(cookies.join('; '));
    const [ended] = await logs('&action=session_ended');
    expect(ended).toMatchObject({ success: true, newValues: { reason: 'signed_in_again' } });
  });

  it('200: who becomes a member, and as what', async () => {
    await app.adminQuery("UPDATE memberships SET role = 'ADMIN' WHERE tenant_id = $1", [user.tenantId]);
    const entries = await logs('&resourceType=membership');
    expect(
      entries.map((entry) => [entry.action, entry.oldValues?.['role'], entry.newValues?.['role']]),
    ).toEqual([
      ['update', 'OWNER', 'ADMIN'],
      ['create', undefined, 'OWNER'],
    ]);
  });

  it('200: each filter alone and together', async () => {
    const { id } = await me();
    const row = await book();
    const [change] = (await user.get<{ id: string }[]>('/change-sets?limit=1')).data;
    expect(await logs(`&changeSetId=${change?.id}`)).toHaveLength(1);
    expect(await logs(`&userId=${id}&resourceType=account`)).toHaveLength(1);
    expect(await logs('&action=register')).toHaveLength(1);
    expect(await logs(`&resourceType=transaction&resourceId=${row.id}&action=delete`)).toEqual([]);
    expect(await logs('&ip=192.0.2.1&resourceType=transaction')).toHaveLength(1);
    expect(await logs('&ip=198.51.100.99')).toEqual([]);
    expect((await logs('&success=true')).length).toBeGreaterThan(3);
  });

  it("200: days are those of the tenant's time zone, moments are moments", async () => {
    // 12:30 on 1 March in UTC is 2 March in Auckland.
    await asOwner(app.ownerUrl, async (client) => {
      await client.query('ALTER TABLE audit_logs DISABLE TRIGGER audit_logs_append_only');
      await client.query(
        `UPDATE audit_logs SET created_at = '2026-03-01T12:30:00Z',
          id = overlay(id::text PLACING substr(uuid_v7_at('2026-03-01T12:30:00Z')::text, 1, 13) FROM 1 FOR 13)::uuid
         WHERE tenant_id = $1`,
        [user.tenantId],
      );
      await client.query('ALTER TABLE audit_logs ENABLE TRIGGER audit_logs_append_only');
    });
    const count = (await logs()).length;
    expect(count).toBeGreaterThan(3);
    expect(await logs('&from=2026-03-02&to=2026-03-02')).toHaveLength(count);
    expect(await logs('&from=2026-03-01&to=2026-03-01')).toEqual([]);
    expect(await logs('&from=2026-03-01T12:30:00Z&to=2026-03-01T12:30:01Z')).toHaveLength(count);
    expect(await logs('&to=2026-03-01T12:30:00Z')).toEqual([]);
    expect((await user.get('/audit/logs?from=yesterday')).code).toBe('VALIDATION_FAILED');
  });

  it('200: pages follow each other without a gap or a double; 400 for a foreign cursor', async () => {
    for (let n = 0; n < 5; n += 1) await book();
    const all = await logs();
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await user.get<AuditEntry[]>(`/audit/logs?limit=3${cursor}`);
      seen.push(...page.data.map((entry) => entry.id));
      cursor = page.pagination?.nextCursor ? `&cursor=${page.pagination.nextCursor}` : '';
    } while (cursor !== '');
    expect(seen).toEqual(all.map((entry) => entry.id));
    expect((await user.get('/audit/logs?cursor=x')).code).toBe('INVALID_CURSOR');
  });

  it('holds no secret: no hash of a password, no token', async () => {
    const { email } = await me();
    await signIn(email, PASSWORD, '203.0.113.9');
    const rows = await app.adminQuery<{ text: string }>(
      'SELECT concat(old_values, new_values, error_message) AS text FROM audit_logs WHERE tenant_id = $1',
      [user.tenantId],
    );
    const text = rows.map((row) => row.text).join('\n');
    const [secrets] = await app.adminQuery<{ password_hash: string; token: string }>(
      `SELECT u.password_hash, encode(s.refresh_token_hash, 'hex') AS token FROM users u
       JOIN user_sessions s ON s.user_id = u.id WHERE u.email = $1`,
      [email],
    );
    expect(secrets?.password_hash.length).toBeGreaterThan(20);
    expect(text).not.toContain(secrets?.password_hash);
    expect(text).not.toContain(secrets?.token);
    expect(text).not.toContain(user.accessToken);
    expect(text.toLowerCase()).not.toMatch(/password_hash|refresh_token_hash/);
  });
});

describe('listAuditOfUser and listAuditOfResource', () => {
  it('200: what one user did, and what was done to one row', async () => {
    const { id } = await me();
    const row = await book();
    const ofUser = (await user.get<AuditEntry[]>(`/audit/user/${id}?action=create`)).data;
    expect(new Set(ofUser.map((entry) => entry.userId))).toEqual(new Set([id]));
    expect(ofUser.map((entry) => entry.resourceType)).toContain('transaction');
    const ofRow = (await user.get<AuditEntry[]>(`/audit/resource/transaction/${row.id}`)).data;
    expect(ofRow.map((entry) => [entry.action, entry.resourceId])).toEqual([['create', row.id]]);
  });
});

describe('an event that is no row change', () => {
  it('is written with who, from where and what, in the tenant alone', async () => {
    const other = await signUp(app);
    const { id } = await me();
    const [session] = (await user.get<{ id: string }[]>('/auth/sessions')).data;
    const context = {
      tenantId: user.tenantId,
      userId: id,
      sessionId: session?.id ?? '',
      origin: { ipAddress: '203.0.113.20', userAgent: 'Lantern/2.0' },
    };
    await recordRead(app.services, context, {
      action: 'export',
      resourceType: 'journal',
      details: { format: 'beancount' },
    });
    await app.database.writeTenant(context, { summary: 'with a write' }, (tx) =>
      recordAuditEvent(tx, context, { action: 'download', resourceType: 'attachment', resourceId: giro }),
    );
    const [second, first] = await logs();
    expect(first).toMatchObject({
      action: 'export',
      resourceType: 'journal',
      resourceId: null,
      userId: id,
      sessionId: session?.id,
      ipAddress: '203.0.113.20',
      userAgent: 'Lantern/2.0',
      newValues: { format: 'beancount' },
      changeSetId: null,
    });
    expect(second).toMatchObject({ action: 'download', resourceType: 'attachment', resourceId: giro });
    expect((await other.get<AuditEntry[]>('/audit/logs?action=export')).data).toEqual([]);
  });
});

describe('the audit', () => {
  it.each(['MEMBER', 'VIEWER', 'ADVISOR'] as const)('403 for a %s, and nothing is written', async (role) => {
    const client: ContractClient = await registerClient(app);
    await client.becomes(role);
    const count = () =>
      app.adminQuery<{ count: string }>('SELECT count(*) FROM audit_logs WHERE tenant_id = $1', [
        client.tenantId,
      ]);
    const before = await count();
    const { userId } = client;
    const refusals = [
      await client.refusal(listAuditLogs, {}),
      await client.refusal(listAuditOfUser, { params: { userId } }),
      await client.refusal(listAuditOfResource, { params: { resourceType: 'user', resourceId: userId } }),
      await client.refusal(exportAudit, {}),
      await client.refusal(getAuditHead, {}),
      await client.refusal(verifyAudit, {}),
      await client.refusal(sealAudit, {}),
    ];
    expect(refusals.map((refusal) => [refusal.status, refusal.code])).toEqual(
      Array.from({ length: 7 }, () => [403, 'FORBIDDEN']),
    );
    expect(await count()).toEqual(before);
    const sealed = await app.adminQuery('SELECT 1 FROM audit_seals WHERE tenant_id = $1', [client.tenantId]);
    expect(sealed).toEqual([]);
  });
});
