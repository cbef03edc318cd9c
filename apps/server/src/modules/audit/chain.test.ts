import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEntry, AuditHead, AuditProblem } from '@fintrack/contract';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { asOwner } from '../../testing/test-member.ts';
import { auditTasks } from './index.ts';
import { verifyChain } from './verify.ts';

const VERIFIER = join(import.meta.dirname, '../../../../../scripts/verify-audit.mjs');

const app: TestApp = await createTestApp();
const folder = await mkdtemp(join(tmpdir(), 'fintrack-audit-'));
let user: TestClient;
let giro: string;

beforeEach(async () => {
  user = await signUp(app, { name: 'Ada' });
  giro = await user.addAccount({ name: 'Giro' });
  for (const amount of ['-1', '-2', '-3']) await book({ amount });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function book(fields: Record<string, unknown> = {}): Promise<void> {
  const body = { accountId: giro, date: '2026-03-01', amount: '-10', description: 'Brød ☕ "x"', ...fields };
  await user.post('/transactions', body);
}

async function seal(): Promise<AuditHead & { sealedRows: number }> {
  return (await user.post<AuditHead & { sealedRows: number }>('/audit/seal')).data;
}

interface Verification {
  verifiedRows: number;
  head: AuditHead;
  unsealedRows: number;
  problem: AuditProblem | null;
  knownHeadSequence: number | null;
  nextCursor: string | null;
}

async function verify(head = ''): Promise<Verification> {
  return (await user.get<Verification>(`/audit/verify${head === '' ? '' : `?head=${head}`}`)).data;
}

/** Does what only a superuser of the database can: past the trigger that keeps the trail. */
async function tamper(text: string, values: unknown[] = []): Promise<void> {
  await asOwner(app.ownerUrl, async (client) => {
    await client.query("SET session_replication_role = 'replica'");
    const result = await client.query(text, values);
    expect(result.rowCount).toBeGreaterThan(0);
  });
}

async function idAt(sequence: number): Promise<string> {
  const [row] = await app.adminQuery<{ audit_id: string }>(
    'SELECT audit_id FROM audit_seal_entries WHERE tenant_id = $1 AND sequence = $2',
    [user.tenantId, sequence],
  );
  return row?.audit_id ?? '';
}

describe('the sealer', () => {
  it('gives every row a place, in the order of their ids, and each its hash once', async () => {
    const first = await seal();
    expect([first.sequence, first.sealedRows]).toEqual([first.sealedRows, first.sequence]);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await seal()).sealedRows).toBe(0);
    const entries = (await user.get<AuditEntry[]>('/audit/logs?limit=200')).data.toReversed();
    expect(entries.map((entry) => entry.sequence)).toEqual(entries.map((_, at) => at + 1));

    await book();
    expect((await user.get<AuditEntry[]>('/audit/logs?limit=1')).data[0]?.sequence).toBeNull();
    expect((await verify()).unsealedRows).toBe(1);
    const second = await seal();
    expect([second.sequence, second.sealedRows]).toEqual([first.sequence + 1, 1]);
    expect((await user.get<AuditHead>('/audit/head')).data).toEqual({
      sequence: second.sequence,
      hash: second.hash,
      sealedAt: second.sealedAt,
    });
  });

  it('does not lose a row that is committed after newer ones were sealed: it comes behind them', async () => {
    const late = new pg.Client({ connectionString: app.ownerUrl });
    await late.connect();
    await late.query('BEGIN');
    await late.query(
      "INSERT INTO audit_logs (tenant_id, action, resource_type) VALUES ($1, 'late', 'test')",
      [user.tenantId],
    );
    await book();
    const before = await seal();
    await late.query('COMMIT');
    await late.end();
    const after = await seal();
    expect([after.sealedRows, after.sequence]).toEqual([1, before.sequence + 1]);
    const [newest, ...older] = (await user.get<AuditEntry[]>('/audit/logs?limit=200')).data;
    expect(newest?.sequence).toBe(before.sequence);
    expect(older[0]).toMatchObject({ action: 'late', sequence: before.sequence + 1 });
    expect(await verify()).toMatchObject({ problem: null, unsealedRows: 0, verifiedRows: after.sequence });
  });

  it('goes on behind a clock that was ahead for a while', async () => {
    await asOwner(app.ownerUrl, (client) =>
      client.query(
        `INSERT INTO audit_logs (tenant_id, id, action, resource_type)
         VALUES ($1, uuid_v7_at(now() + interval '3 years'), 'early', 'test')`,
        [user.tenantId],
      ),
    );
    const first = await seal();
    await book();
    expect(await seal()).toMatchObject({ sealedRows: 1, sequence: first.sequence + 1 });
  });

  it('two at once seal each row once', async () => {
    const answers = await Promise.all([seal(), seal(), seal()]);
    const count = Math.max(...answers.map((answer) => answer.sequence));
    expect(answers.reduce((sum, answer) => sum + answer.sealedRows, 0)).toBe(count);
    expect(await verify()).toMatchObject({ problem: null, verifiedRows: count });
  });

  it('seals every tenant each minute, by a job', async () => {
    const other = await signUp(app);
    const task = auditTasks.find(({ name }) => name === 'seal_audit');
    expect(task?.schedule).toBe('* * * * *');
    await task?.run({}, app.services);
    expect((await user.get<AuditHead>('/audit/head')).data.sequence).toBeGreaterThan(3);
    expect((await other.get<AuditHead>('/audit/head')).data.sequence).toBeGreaterThan(0);
    expect((await verify()).problem).toBeNull();
  });

  it('leaves nothing that anybody but a superuser could change', async () => {
    await seal();
    await asOwner(app.ownerUrl, async (client) => {
      for (const table of ['audit_logs', 'audit_seals', 'audit_seal_entries']) {
        for (const change of [`UPDATE ${table} SET tenant_id = tenant_id`, `DELETE FROM ${table}`]) {
          await expect(client.query(change)).rejects.toMatchObject({
            code: '42501',
            message: `${table} is append-only`,
          });
        }
      }
    });
    const grants = await app.adminQuery<{ grant: string }>(
      `SELECT table_name || ' ' || privilege_type AS grant FROM information_schema.role_table_grants
       WHERE grantee IN ('fintrack_app', 'fintrack_identity') AND table_name IN ('audit_logs', 'audit_seals', 'audit_seal_entries')
       ORDER BY 1`,
    );
    expect(grants.map((row) => row.grant)).toEqual([
      'audit_logs SELECT',
      'audit_seal_entries SELECT',
      'audit_seals SELECT',
    ]);
  });

  it('erasing a tenant takes its chain along, and no other', async () => {
    const erased = await signUp(app);
    await seal();
    expect((await erased.post<AuditHead>('/audit/seal')).data.sequence).toBeGreaterThan(0);
    await asOwner(app.ownerUrl, async (client) => {
      await client.query('BEGIN');
      await client.query("SELECT set_config('app.erasing_tenant', $1, true)", [erased.tenantId]);
      await client.query('DELETE FROM tenants WHERE id = $1', [erased.tenantId]);
      await client.query('COMMIT');
    });
    for (const table of ['audit_logs', 'audit_seals', 'audit_seal_entries']) {
      expect(await app.adminQuery(`SELECT 1 FROM ${table} WHERE tenant_id = $1`, [erased.tenantId])).toEqual(
        [],
      );
    }
    expect(await verify()).toMatchObject({ problem: null });
    expect((await verify()).verifiedRows).toBeGreaterThan(3);
  });
});

describe('the bytes of a row', () => {
  it('are those that docs/specs/audit.md describes', async () => {
    const [row] = await app.adminQuery<{ text: string }>(
      `SELECT convert_from(audit_canonical(ROW('01900000-0000-7000-8000-000000000001',
          '01900000-0000-7000-8000-000000000002', NULL, NULL, NULL, 'login', 'user', NULL, NULL, NULL, NULL, NULL,
          true, NULL, '2026-01-31T13:00:00+01:00')::audit_logs, 1), 'UTF8') AS text`,
    );
    expect(row?.text).toBe(
      '36:01900000-0000-7000-8000-000000000001,1:1,36:01900000-0000-7000-8000-000000000002,-,-,-,5:login,4:user,-,-,-,-,-,4:true,-,27:2026-01-31T12:00:00.000000Z,',
    );
    const [filled] = await app.adminQuery<{ text: string }>(
      `SELECT convert_from(audit_canonical(ROW('01900000-0000-7000-8000-000000000001',
          '01900000-0000-7000-8000-000000000002', NULL, NULL, NULL, 'update', 'payee', NULL, '::1', '',
          '{"name": "Brød", "id": 1.50}', NULL, false, 'né', '2026-01-31T12:00:00.000001Z')::audit_logs, 12), 'UTF8') AS text`,
    );
    expect(filled?.text).toBe(
      '36:01900000-0000-7000-8000-000000000001,2:12,36:01900000-0000-7000-8000-000000000002,-,-,-,6:update,5:payee,-,3:::1,0:,29:{"id": 1.50, "name": "Brød"},-,5:false,3:né,27:2026-01-31T12:00:00.000001Z,',
    );
  });
});

describe('verifyAudit', () => {
  it('200: an untouched chain, a head that was written down, one that was never there', async () => {
    const early = await seal();
    await book();
    const late = await seal();
    expect(await verify(early.hash ?? '')).toEqual({
      verifiedRows: late.sequence,
      head: { sequence: late.sequence, hash: late.hash, sealedAt: late.sealedAt },
      unsealedRows: 0,
      problem: null,
      knownHeadSequence: early.sequence,
      nextCursor: null,
    });
    expect((await verify('ab'.repeat(32))).problem).toMatchObject({ kind: 'unknown-head' });
    expect((await user.get('/audit/verify?head=abc')).code).toBe('VALIDATION_FAILED');
    expect((await user.get('/audit/verify?cursor=abc')).code).toBe('INVALID_CURSOR');
  });

  it('200: a changed row is named, whatever of it was changed', async () => {
    await seal();
    const id = await idAt(4);
    await tamper(
      'UPDATE audit_logs SET new_values = new_values || \'{"amount_minor": -101}\' WHERE id = $1',
      [id],
    );
    expect((await verify()).problem).toEqual({
      kind: 'changed',
      sequence: 4,
      auditId: id,
      message: `Row ${id} at place 4 is not as it was sealed.`,
    });
  });

  it.each([
    ['who', "user_id = '01900000-0000-7000-8000-000000000000'"],
    ['when', "created_at = created_at + interval '1 microsecond'"],
    ['from where', "ip_address = '192.0.2.200'"],
    ['whether it succeeded', 'success = NOT success'],
    ['an empty text instead of none', "error_message = ''"],
  ])('200: a row in which %s was changed is found', async (_, change) => {
    await seal();
    const id = await idAt(5);
    await tamper(`UPDATE audit_logs SET ${change} WHERE id = $1`, [id]);
    expect((await verify()).problem).toMatchObject({ kind: 'changed', sequence: 5, auditId: id });
  });

  it('200: a removed row is named; one removed with its seal is known by its place', async () => {
    await seal();
    const id = await idAt(3);
    await tamper('DELETE FROM audit_logs WHERE id = $1', [id]);
    expect((await verify()).problem).toMatchObject({ kind: 'removed', sequence: 3, auditId: id });
    await tamper('DELETE FROM audit_seal_entries WHERE audit_id = $1', [id]);
    expect((await verify()).problem).toMatchObject({ kind: 'removed', sequence: 3, auditId: null });
  });

  it('200: a cut tail is found by its seal, and one cut with its seal by a head written down', async () => {
    await seal();
    await book();
    await book();
    const head = await seal();
    await tamper(
      `WITH cut AS (DELETE FROM audit_seal_entries WHERE tenant_id = $1 AND sequence > $2 RETURNING audit_id)
       DELETE FROM audit_logs USING cut WHERE id = cut.audit_id`,
      [user.tenantId, head.sequence - 2],
    );
    expect((await verify()).problem).toMatchObject({ kind: 'removed', sequence: head.sequence - 1 });
    await tamper('DELETE FROM audit_seals WHERE tenant_id = $1 AND last_sequence = $2', [
      user.tenantId,
      head.sequence,
    ]);
    expect((await verify()).problem).toBeNull();
    expect((await verify(head.hash ?? '')).problem).toMatchObject({ kind: 'unknown-head' });
  });

  it('200: two rows that changed places are named', async () => {
    await seal();
    const [fourth, sixth] = [await idAt(4), await idAt(6)];
    await tamper(
      "UPDATE audit_seal_entries SET audit_id = overlay(audit_id::text PLACING 'f' FROM 1 FOR 1)::uuid WHERE audit_id IN ($1, $2)",
      [fourth, sixth],
    );
    const masked = (id: string) => `f${id.slice(1)}`;
    await tamper('UPDATE audit_seal_entries SET audit_id = $2 WHERE audit_id = $1', [masked(fourth), sixth]);
    await tamper('UPDATE audit_seal_entries SET audit_id = $2 WHERE audit_id = $1', [masked(sixth), fourth]);
    expect((await verify()).problem).toEqual({
      kind: 'reordered',
      sequence: 4,
      auditId: sixth,
      message: `At place 4 stands row ${sixth}; row ${fourth} belongs there, which stands at place 6.`,
    });
  });

  it('200: a row that was put in, into the chain or into the past, is named', async () => {
    await seal();
    const id = '01900000-0000-7000-8000-00000000abcd';
    await tamper(
      "INSERT INTO audit_logs (tenant_id, id, action, resource_type) VALUES ($1, $2, 'create', 'transaction')",
      [user.tenantId, id],
    );
    expect((await verify()).problem).toMatchObject({ kind: 'added', sequence: null, auditId: id });
    const move =
      'UPDATE audit_seal_entries SET sequence = sequence + $2 WHERE tenant_id = $1 AND sequence >= $3';
    await tamper(move, [user.tenantId, 1000, 3]);
    await tamper(move, [user.tenantId, -999, 1000]);
    await tamper("INSERT INTO audit_seal_entries VALUES ($1, 3, $2, sha256('made up'))", [user.tenantId, id]);
    expect((await verify()).problem).toMatchObject({ kind: 'added', sequence: 3, auditId: id });
  });

  it('goes on from where a call stopped, and finds what lies behind', async () => {
    const head = await seal();
    const [member] = await app.adminQuery<{ user_id: string; id: string }>(
      `SELECT s.user_id, s.id FROM user_sessions s JOIN memberships m ON m.user_id = s.user_id WHERE m.tenant_id = $1`,
      [user.tenantId],
    );
    const context = {
      tenantId: user.tenantId,
      userId: member?.user_id ?? '',
      sessionId: member?.id ?? '',
      origin: {},
    };
    const run = (cursor: string | undefined) =>
      verifyChain({
        read: (work) => app.database.readTenant(context, work),
        cursor,
        knownHead: head.hash ?? undefined,
        budgetMs: 0,
      });
    const first = await run(undefined);
    expect(first).toMatchObject({ problem: null, verifiedRows: head.sequence });
    expect(first.nextCursor).not.toBeNull();
    const second = await run(first.nextCursor ?? undefined);
    expect(second).toMatchObject({ problem: null, nextCursor: null, knownHeadSequence: head.sequence });
  });
});

describe('an exported log, verified without FinTrack', () => {
  const name = join(folder, 'export');
  afterEach(() => rm(`${name}.jsonl`, { force: true }));

  async function exported(format: 'csv' | 'jsonl', query = ''): Promise<string> {
    const response = await app.request(`/api/v1/audit/export?format=${format}${query}`, {
      headers: { authorization: `Bearer ${user.accessToken}` },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="fintrack-audit-\\d{4}-\\d\\d-\\d\\d\\.${format}"`),
    );
    return response.text();
  }

  /** Runs the verifier as an outsider would. */
  async function run(text: string, ...more: string[]): Promise<{ code: number; out: string }> {
    const file = `${name}.${text.startsWith('{') ? 'jsonl' : 'csv'}`;
    await writeFile(file, text);
    return new Promise((resolve) => {
      execFile(process.execPath, [VERIFIER, file, ...more], (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), out: stdout + stderr });
      });
    });
  }

  const linesOf = (text: string) => text.trimEnd().split('\n');
  const textOf = (lines: readonly string[]) => `${lines.join('\n')}\n`;
  const idOf = (line: string | undefined) => (JSON.parse(line ?? '{}') as { id: string }).id;

  it('is intact as it is, in both formats, and its own export is its last row', async () => {
    const text = await exported('jsonl');
    const head = (await user.get<AuditHead>('/audit/head')).data;
    const result = await run(text, '--head', head.hash ?? '');
    expect(result).toEqual({
      code: 0,
      out: `INTACT: ${head.sequence} rows, the last at place ${head.sequence}.\nHead: ${head.hash}\nThe hash that you gave is in this chain, and so is everything before it.\n`,
    });
    expect(JSON.parse(linesOf(text).at(-1) ?? '')).toMatchObject({
      action: 'export',
      resourceType: 'audit_log',
      newValues: '{"format": "jsonl"}',
    });
    const csv = await run(await exported('csv'));
    expect(csv.out).toContain(`INTACT: ${head.sequence + 1} rows`);
    expect(csv.code).toBe(0);
  });

  it('field note 21: a cell that a spreadsheet would run is neutralised in CSV, and still verifies', async () => {
    const { email } = (await user.get<{ user: { email: string } }>('/auth/me')).data.user;
    for (const agent of ["=cmd|' /C calc'!A1", '@SUM(1)', '+1', '-1', "'quoted", 'plain, "with" quotes']) {
      await app.request('/api/v1/auth/login', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': agent },
        body: JSON.stringify({ email, password: 'Zinc otter 4 lanterns' }),
      });
    }
    const text = await exported('csv');
    expect(text).toContain(`,'=cmd|' /C calc'!A1,`);
    expect(text).toContain(`,'@SUM(1),`);
    expect(text).toContain(`,'+1,`);
    expect(text).toContain(`,'-1,`);
    expect(text).toContain(`,''quoted,`);
    expect(text).toContain(`,"plain, ""with"" quotes",`);
    expect(text).not.toMatch(/(^|,)[=+\-@]/m);
    expect(await run(text)).toMatchObject({ code: 0 });
  });

  it('finds a changed row and names it', async () => {
    const lines = linesOf(await exported('jsonl'));
    const at = lines.findIndex((line) => line.includes('"action":"create"') && line.includes('-100,'));
    const id = idOf(lines[at]);
    const changed = lines.map((line, n) => (n === at ? line.replace('-100,', '-900,') : line));
    const result = await run(textOf(changed));
    expect(result.code).toBe(1);
    expect(result.out).toContain(`CHANGED    line ${at + 1}, row ${id}`);
    expect(result.out).toContain('1 problem.');
  });

  it('finds a row whose hash was made to fit the change, by the row after it', async () => {
    const lines = linesOf(await exported('jsonl'));
    const { createHash } = await import('node:crypto');
    const row = JSON.parse(lines[3] ?? '') as Record<string, string | number | boolean | null>;
    row['action'] = 'forged';
    const fields = `tenantId sequence id changeSetId userId sessionId action resourceType resourceId ipAddress
      userAgent oldValues newValues success errorMessage createdAt`.split(/\s+/);
    const hash = createHash('sha256').update(Buffer.from(String(row['previousHash']), 'hex'));
    for (const field of fields) {
      const value = row[field];
      hash.update(
        value === null || value === undefined
          ? '-,'
          : `${Buffer.byteLength(String(value))}:${String(value)},`,
      );
    }
    row['hash'] = hash.digest('hex');
    const result = await run(textOf(lines.map((line, n) => (n === 3 ? JSON.stringify(row) : line))));
    expect(result.code).toBe(1);
    expect(result.out).toContain(
      `CHANGED    place 4, row ${idOf(lines[3])}: the row after it (${idOf(lines[4])}) was sealed after another one.`,
    );
  });

  it('finds a removed row, by its place and its neighbours; in a part of the log rows may be missing', async () => {
    const lines = linesOf(await exported('jsonl'));
    const text = textOf(lines.filter((_, n) => n !== 2));
    const result = await run(text);
    expect(result.code).toBe(1);
    expect(result.out).toContain(
      `REMOVED    place 3: between row ${idOf(lines[1])} and row ${idOf(lines[3])}.`,
    );
    expect(await run(text, '--part')).toMatchObject({ code: 0 });
  });

  it('finds reordered rows: lines that moved, and places that were written anew', async () => {
    const lines = linesOf(await exported('jsonl'));
    const [third = '', fourth = ''] = lines.slice(2, 4);
    const moved = await run(textOf([...lines.slice(0, 2), fourth, third, ...lines.slice(4)]));
    expect(moved.code).toBe(1);
    expect(moved.out).toContain(`REORDERED  line 4, row ${idOf(third)}: it belongs to place 3`);

    const renumbered = [
      fourth.replace('"sequence":4', '"sequence":3'),
      third.replace('"sequence":3', '"sequence":4'),
    ];
    const written = await run(textOf([...lines.slice(0, 2), ...renumbered, ...lines.slice(4)]));
    expect(written.code).toBe(1);
    expect(written.out).toContain(
      `REORDERED  line 3, row ${idOf(fourth)}: it stands at place 3 and was sealed at place 4.`,
    );
  });

  it('finds an added row: a double, and one that was never sealed', async () => {
    const lines = linesOf(await exported('jsonl'));
    const double = await run(textOf([...lines.slice(0, 4), lines[2] ?? '', ...lines.slice(4)]));
    expect(double).toMatchObject({ code: 1 });
    expect(double.out).toContain(`ADDED      line 5, row ${idOf(lines[2])}: place 3 is taken`);
    const loose = (lines[2] ?? '').replace('"sequence":3', '"sequence":null');
    const unsealed = await run(textOf([...lines, loose]));
    expect(unsealed.out).toContain(
      `ADDED      line ${lines.length + 1}, row ${idOf(lines[2])}: it has no place`,
    );
  });

  it('finds a cut tail where the head is known from elsewhere, and only there', async () => {
    const lines = linesOf(await exported('jsonl'));
    const head = (await user.get<AuditHead>('/audit/head')).data;
    const cut = textOf(lines.slice(0, -2));
    expect(await run(cut)).toMatchObject({ code: 0 });
    const known = await run(cut, '--head', head.hash ?? '');
    expect(known.code).toBe(1);
    expect(known.out).toContain(`was cut off after place ${head.sequence - 2}, row ${idOf(lines.at(-3))}`);
  });

  it('a filtered export holds those rows alone, each with its hash', async () => {
    const text = await exported('jsonl', '&resourceType=transaction');
    expect(linesOf(text)).toHaveLength(3);
    expect(await run(text, '--part')).toMatchObject({ code: 0 });
    expect(await run(text)).toMatchObject({ code: 1 });
  });

  it('the verifier is served, and says what it cannot read', async () => {
    const served = await app.request('/api/v1/audit/verify-audit.mjs');
    expect(served.headers.get('content-disposition')).toBe('attachment; filename="verify-audit.mjs"');
    expect(await served.text()).toContain('node verify-audit.mjs export.jsonl');
    expect(await run('{"half": ')).toMatchObject({ code: 2 });
    expect((await run('{}', '--head', 'abc')).code).toBe(2);
  });
});
