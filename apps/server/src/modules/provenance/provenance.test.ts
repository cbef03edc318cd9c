import type { Category, ChangeSet, FieldOrigin, Transaction } from '@fintrack/contract';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { asOwner } from '../../testing/test-member.ts';

const app: TestApp = await createTestApp();
let user: TestClient;
let giro: string;

beforeEach(async () => {
  user = await signUp(app, { name: 'Ada' });
  giro = await user.addAccount({ name: 'Giro' });
});
afterAll(() => app.close());

interface Provenance {
  fields: FieldOrigin[];
  importRow: { importId: string; fileName: string; line: number; raw: string; isCorrected: boolean } | null;
  isTruncated: boolean;
}

async function origins(id: string): Promise<Provenance & { by: Record<string, FieldOrigin> }> {
  const { data } = await user.get<Provenance>(`/transactions/${id}/provenance`);
  return { ...data, by: Object.fromEntries(data.fields.map((field) => [field.field, field])) };
}

async function newest(): Promise<ChangeSet> {
  const [first] = (await user.get<ChangeSet[]>('/change-sets?limit=1')).data;
  if (!first) throw new Error('there is no change set');
  return first;
}

async function book(fields: Record<string, unknown> = {}): Promise<Transaction> {
  const body = { accountId: giro, date: '2026-03-01', amount: '-10', description: 'Bread', ...fields };
  return (await user.post<Transaction>('/transactions', body)).data;
}

describe('getProvenance', () => {
  it('200: each field by the change that gave it its value, with names and money as money', async () => {
    const food = (await user.post<Category>('/categories', { name: 'Fine food', kind: 'expense' })).data;
    const row = await book({ payeeName: 'Baker' });
    const made = await newest();
    await user.put(`/transactions/${row.id}`, { categoryId: food.id, version: 1 });
    const edit = await newest();
    await user.put(`/transactions/${row.id}`, { amount: '-11', version: 2 });
    await user.post(`/change-sets/${(await newest()).id}/revert`);
    const undoing = await newest();
    const { by, importRow, isTruncated } = await origins(row.id);
    expect([importRow, isTruncated]).toEqual([null, false]);
    expect(by['categoryId']).toEqual({
      field: 'categoryId',
      value: food.id,
      name: 'Fine food',
      currency: null,
      setBy: 'user',
      setter: null,
      userId: edit.userId,
      userName: 'Ada',
      summary: 'Changed a transaction',
      at: edit.createdAt,
      changeSetId: edit.id,
    });
    expect(by['payeeId']).toMatchObject({ name: 'Baker', changeSetId: made.id, setBy: 'user' });
    expect(by['accountId']).toMatchObject({ name: 'Giro' });
    expect(by['amount']).toMatchObject({
      value: '-10.00',
      currency: 'EUR',
      setBy: 'revert',
      changeSetId: undoing.id,
      summary: 'Undid: Changed a transaction',
    });
    // Never given, never said.
    expect(Object.keys(by)).not.toContain('notes');
    expect(Object.keys(by)).not.toContain('version');
  });

  it('200: a value that was taken away is said too', async () => {
    const row = await book({ notes: 'mine' });
    await user.put(`/transactions/${row.id}`, { notes: null, version: 1 });
    expect((await origins(row.id)).by['notes']).toMatchObject({
      value: null,
      changeSetId: (await newest()).id,
    });
  });

  it('200: an imported row names its line in the file, and what a person set since', async () => {
    const done = await importFile(app, user, {
      name: 'bank.csv',
      content: 'Date,Description,Amount\n2026-01-05,MILL 0815 BERLIN,-4.00\n2026-01-06,Shop,-6.00\n',
      accountId: giro,
    });
    const booking = await newest();
    const row = (await user.get<Transaction[]>('/transactions?limit=10')).data.find(
      (one) => one.rawDescription === 'MILL 0815 BERLIN',
    );
    await user.put(`/transactions/${row?.id}`, { notes: 'flour', version: row?.version });
    const { by, importRow } = await origins(row?.id ?? '');
    expect(importRow).toEqual({
      importId: done.id,
      fileName: 'bank.csv',
      line: 2,
      raw: expect.stringContaining('MILL 0815 BERLIN') as string,
      isCorrected: false,
    });
    expect(by['amount']).toMatchObject({
      setBy: 'import',
      value: '-4.00',
      changeSetId: booking.id,
      userName: 'Ada',
    });
    expect(by['notes']).toMatchObject({ setBy: 'user', value: 'flour' });
  });

  it('200: a long history is looked at to a bound, and says so', async () => {
    const row = await book();
    await asOwner(app.ownerUrl, async (client) => {
      await client.query(
        `INSERT INTO audit_logs (tenant_id, action, resource_type, resource_id, old_values, new_values)
         SELECT $1, 'update', 'transaction', $2, '{"notes": "a"}', '{"notes": "b"}' FROM generate_series(1, 1000)`,
        [user.tenantId, row.id],
      );
    });
    const { isTruncated, by } = await origins(row.id);
    expect(isTruncated).toBe(true);
    expect(by['date']).toMatchObject({ value: '2026-03-01', setBy: 'user' });
  });

  it('404 for a row that is not there or was deleted', async () => {
    const row = await book();
    await user.delete(`/transactions/${row.id}`);
    expect((await user.get(`/transactions/${row.id}/provenance`)).code).toBe('NOT_FOUND');
  });
});
