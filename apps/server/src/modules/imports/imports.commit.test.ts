import type { ImportSummary } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, importFile, rowsOf, settled, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let client: TestClient;
let accounts = 0;

interface Transaction {
  readonly id: string;
  readonly description: string;
  readonly version: number;
}

beforeAll(async () => {
  app = await createTestApp({ withWorker: true });
  client = await signUp(app);
});
afterAll(() => app.close());

async function newAccount(currency = 'EUR'): Promise<string> {
  accounts += 1;
  return client.addAccount({ name: `Account ${accounts}`, currency });
}

function csv(...lines: string[]): string {
  return `${['Date,Description,Amount', ...lines].join('\n')}\n`;
}

async function transactionsOf(accountId: string): Promise<Transaction[]> {
  return (await client.get<Transaction[]>(`/transactions?accountId=${accountId}&limit=200`)).data;
}

async function deleteTransaction({ id, version }: Transaction): Promise<void> {
  const response = await app.request(`/api/v1/transactions/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${client.accessToken}`, 'if-match': `"${version}"` },
  });
  expect(response.ok).toBe(true);
}

describe('POST /imports/:id/commit', () => {
  it('202: books the new rows in one change set', async () => {
    const accountId = await newAccount();
    const committed = await importFile(app, client, {
      name: 'a.csv',
      accountId,
      content: csv('2026-01-05,Tea,-3.20', '2026-01-06,Pay,10.00'),
    });
    expect(committed).toMatchObject({
      status: 'committed',
      counts: { new: 2 },
      progress: { done: 2, total: 2 },
    });
    expect(committed.changeSetId).not.toBeNull();
    expect(await balanceOf(client, accountId)).toBe('6.80');
    const rows = await rowsOf(client, committed.id);
    const booked = await transactionsOf(accountId);
    expect(new Set(booked.map((each) => each.id))).toEqual(new Set(rows.map((row) => row.transactionId)));
    expect(booked).toMatchObject([
      { description: 'Pay', type: 'income', createdBy: 'import' },
      { description: 'Tea', type: 'expense' },
    ]);
    const entries = await client.get<{ entries: unknown[] }>(`/change-sets/${committed.changeSetId}`);
    expect(entries.data.entries).toMatchObject([
      { action: 'import', resourceType: 'import', resourceId: committed.id },
    ]);
  });

  it('books nothing twice when asked again', async () => {
    const accountId = await newAccount();
    const { id } = await importFile(app, client, {
      name: 'a.csv',
      accountId,
      content: csv('2026-01-05,Tea,-3.20'),
    });
    const again = await client.post<ImportSummary>(`/imports/${id}/commit`);
    expect(again.status).toBe(202);
    expect(again.data.status).toBe('committed');
    expect(await balanceOf(client, accountId)).toBe('-3.20');
  });

  it('takes a category by its name where it fits the sign', async () => {
    const accountId = await newAccount();
    const category = await client.post<{ id: string }>('/categories', {
      name: 'Tea houses',
      kind: 'expense',
    });
    const content =
      'Date,Description,Amount,Category\n2026-01-05,Tea,-3.20,tea HOUSES\n2026-01-06,Back,1.00,Tea houses\n2026-01-07,X,-1.00,Nothing\n';
    await importFile(app, client, { name: 'a.csv', accountId, content });
    const booked = await client.get<{ categoryId: string | null }[]>(`/transactions?accountId=${accountId}`);
    expect(booked.data.map((each) => each.categoryId)).toEqual([null, null, category.data.id]);
  });

  it('409 MAPPING_INCOMPLETE: with the questions; ambiguous dates are asked, not guessed', async () => {
    const { data } = await upload(app, client, { name: 'a.csv', content: csv('03/04/2026,Tea,-3.20') });
    const refused = await client.post(`/imports/${data.id}/commit`);
    expect(refused).toMatchObject({ status: 409, code: 'MAPPING_INCOMPLETE' });
    expect(refused.details).toMatchObject([
      { subject: 'dateOrder' },
      { subject: 'account', statementIndex: 0 },
    ]);
  });

  it('404 NOT_FOUND and 409 WRONG_STATE', async () => {
    const { data } = await upload(app, client, {
      name: 'a.csv',
      accountId: await newAccount(),
      content: csv('2026-01-05,Tea,-3.20'),
    });
    expect((await (await signUp(app)).post(`/imports/${data.id}/commit`)).code).toBe('NOT_FOUND');
    await client.post(`/imports/${data.id}/commit`);
    await client.post(`/imports/${data.id}/revert`, {});
    expect((await client.post(`/imports/${data.id}/commit`)).code).toBe('WRONG_STATE');
  });

  it('409 CONFLICT: an account that is gone by now', async () => {
    const accountId = await newAccount();
    const { data } = await upload(app, client, {
      name: 'a.csv',
      accountId,
      content: csv('2026-01-05,Tea,-3.20'),
    });
    await app.database.jobTenant({ tenantId: client.tenantId, userId: null }, { summary: 'test' }, (tx) =>
      tx.client.query('UPDATE accounts SET archived_at = now() WHERE id = $1', [accountId]),
    );
    expect((await client.post(`/imports/${data.id}/commit`)).code).toBe('CONFLICT');
  });

  it('leaves nothing half-written when the database refuses a row in the middle', async () => {
    const accountId = await newAccount();
    const lines = Array.from({ length: 30 }, (_, index) => `2026-01-05,Row ${index},-1.00`);
    const { data } = await upload(app, client, { name: 'a.csv', accountId, content: csv(...lines) });
    await poison(data.id, 20);
    expect((await client.post(`/imports/${data.id}/commit`)).status).toBe(500);
    expect(await balanceOf(client, accountId)).toBe('0.00');
    expect((await client.get<ImportSummary>(`/imports/${data.id}`)).data.status).toBe('draft');
    expect(await client.get(`/accounts/${accountId}/anchors`)).toMatchObject({ data: [] });
  });
});

/** An amount that no transaction may have. */
async function poison(importId: string, rowNumber: number): Promise<void> {
  await app.database.jobTenant({ tenantId: client.tenantId, userId: null }, null, (tx) =>
    tx.client.query(
      'UPDATE import_rows SET amount_minor = 100000000000000001 WHERE import_id = $1 AND row_number = $2',
      [importId, rowNumber],
    ),
  );
}

describe('a large import', { timeout: 120_000 }, () => {
  const lines = Array.from({ length: 45_000 }, (_, index) => {
    const day = String((index % 28) + 1).padStart(2, '0');
    return `2025-${String((index % 12) + 1).padStart(2, '0')}-${day},Card payment to a shop with a long name ${index},-1.00`;
  });
  const content = csv(...lines);

  it('is read, booked and taken back in the background, all or nothing', async () => {
    const accountId = await newAccount();
    const draft = await upload(app, client, { name: 'big.csv', accountId, content });
    expect(draft.data.status).toBe('reading');
    expect((await client.post(`/imports/${draft.data.id}/commit`)).code).toBe('WRONG_STATE');
    const read = await settled(client, draft.data.id);
    expect(read).toMatchObject({ status: 'draft', counts: { new: 45_000 }, questions: [] });
    const committing = await client.post<ImportSummary>(`/imports/${read.id}/commit`);
    expect(committing.data.status).toBe('committing');
    expect(await settled(client, read.id)).toMatchObject({
      status: 'committed',
      error: null,
      progress: { done: 45_000, total: 45_000 },
    });
    expect(await balanceOf(client, accountId)).toBe('-45000.00');
    const reverted = await client.post<ImportSummary>(`/imports/${read.id}/revert`, {});
    expect(reverted.data.status).toBe('reverted');
    expect(await balanceOf(client, accountId)).toBe('0.00');
    const entries = await app.adminQuery<{ count: string }>(
      'SELECT count(*) FROM audit_logs WHERE resource_id = $1',
      [read.id],
    );
    // Two statements of 25,000 rows at most, and the taking back.
    expect(Number(entries[0]?.count)).toBe(3);
  });

  it('says why when it cannot be booked, and books nothing', async () => {
    const accountId = await newAccount();
    const draft = await upload(app, client, { name: 'big.csv', accountId, content });
    await settled(client, draft.data.id);
    await poison(draft.data.id, 40_000);
    await client.post(`/imports/${draft.data.id}/commit`);
    const failed = await settled(client, draft.data.id);
    expect(failed).toMatchObject({ status: 'failed', error: { line: null } });
    expect(failed.error?.message).toContain('Nothing was booked');
    expect(await balanceOf(client, accountId)).toBe('0.00');
    const gone = await app.request(`/api/v1/imports/${draft.data.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${client.accessToken}` },
    });
    expect(gone.status).toBe(204);
  });

  it('says which line cannot be read, far down in the file', async () => {
    const broken = `${content}2025-01-01,"Card,-1.00\n2025-01-02,Tea,-1.00\n`;
    const draft = await upload(app, client, { name: 'broken.csv', content: broken });
    const failed = await settled(client, draft.data.id);
    expect(failed).toMatchObject({ status: 'failed', counts: { total: 0 }, error: { line: 45_002 } });
  });
});

describe('importing again', () => {
  it('field note 1: blank ids from the bank; twice the file is once the rows', async () => {
    const accountId = await newAccount();
    const content =
      'Date,Description,Amount,Reference\n2026-01-05,Tea,-3.20,\n2026-01-05,Cake,-4.00,\n2026-01-06,Tea,-3.20, \n';
    expect((await importFile(app, client, { name: 'a.csv', accountId, content })).counts.new).toBe(3);
    expect((await importFile(app, client, { name: 'a.csv', accountId, content })).counts).toMatchObject({
      new: 0,
      duplicate: 3,
    });
    expect(await transactionsOf(accountId)).toHaveLength(3);
  });

  it('field note 4: two equal coffees are two rows, again two, and three in a longer file are three', async () => {
    const accountId = await newAccount();
    const coffee = '2026-01-05,Coffee,-3.20';
    await importFile(app, client, { name: 'a.csv', accountId, content: csv(coffee, coffee) });
    await importFile(app, client, { name: 'a.csv', accountId, content: csv(coffee, coffee) });
    expect(await transactionsOf(accountId)).toHaveLength(2);
    const overlap = await importFile(app, client, {
      name: 'b.csv',
      accountId,
      content: csv(coffee, coffee, coffee, '2026-01-06,Bus,-2.00'),
    });
    expect(overlap.counts).toMatchObject({ new: 2, duplicate: 2 });
    expect(await balanceOf(client, accountId)).toBe('-11.60');
  });

  it('field note 5: a row that the user deleted stays deleted, and comes back when asked for', async () => {
    const accountId = await newAccount();
    const content = csv('2026-01-05,Tea,-3.20', '2026-01-06,Cake,-4.00');
    await importFile(app, client, { name: 'a.csv', accountId, content });
    const [cake] = await transactionsOf(accountId);
    if (cake) await deleteTransaction(cake);
    const { data: draft } = await upload(app, client, { name: 'a.csv', accountId, content });
    expect(draft.counts).toMatchObject({ duplicate: 1, deleted: 1 });
    expect((await rowsOf(client, draft.id))[1]).toMatchObject({
      fate: 'deleted',
      matchedTransactionId: cake?.id,
    });
    await client.put(`/imports/${draft.id}/rows/2`, { decision: 'add' });
    await client.post(`/imports/${draft.id}/commit`);
    expect((await transactionsOf(accountId)).map((each) => each.description)).toEqual(['Cake', 'Tea']);
  });

  it('field note 7: a row whose text the user edited is known by what the bank wrote', async () => {
    const accountId = await newAccount();
    const content = csv('2026-01-05,POS 123 TEA HOUSE,-3.20');
    await importFile(app, client, { name: 'a.csv', accountId, content });
    const [row] = await transactionsOf(accountId);
    await client.put(`/transactions/${row?.id}`, {
      description: 'Tea with Ann',
      date: '2026-01-04',
      version: row?.version,
    });
    expect((await importFile(app, client, { name: 'a.csv', accountId, content })).counts).toMatchObject({
      new: 0,
      duplicate: 1,
    });
  });

  it('two drafts of one file, booked one after the other, make its rows once', async () => {
    const accountId = await newAccount();
    const sent = { name: 'a.csv', accountId, content: csv('2026-01-05,Tea,-3.20') };
    const [one, two] = [await upload(app, client, sent), await upload(app, client, sent)];
    expect([one.data.counts.new, two.data.counts.new]).toEqual([1, 1]);
    const results = await Promise.all(
      [one, two].map(({ data }) => client.post<ImportSummary>(`/imports/${data.id}/commit`)),
    );
    expect(results.reduce((sum, { data }) => sum + data.counts.new, 0)).toBe(1);
    expect(await balanceOf(client, accountId)).toBe('-3.20');
  });
});

describe('POST /imports/:id/revert', () => {
  it('200: takes rows and anchors back; the file can be imported again', async () => {
    const accountId = await newAccount();
    const content =
      'Date,Description,Amount,Balance\n2026-01-05,Tea,-3.20,96.80\n2026-01-06,Cake,-4.00,92.80\n';
    const { id, statements } = await importFile(app, client, { name: 'a.csv', accountId, content });
    expect(statements).toMatchObject([
      { closingBalance: '92.80', closingDate: '2026-01-06', balancesAgree: null },
    ]);
    expect(await balanceOf(client, accountId)).toBe('92.80');
    const { data } = await client.post<ImportSummary>(`/imports/${id}/revert`, {});
    expect(data.status).toBe('reverted');
    expect(await balanceOf(client, accountId)).toBe('0.00');
    expect(await transactionsOf(accountId)).toEqual([]);
    expect((await client.post(`/imports/${id}/revert`, {})).code).toBe('WRONG_STATE');
    expect((await importFile(app, client, { name: 'a.csv', accountId, content })).counts.new).toBe(2);
    expect(await balanceOf(client, accountId)).toBe('92.80');
  });

  it('409 NOT_REVERTIBLE: rows that were edited later are named, and force takes back the others', async () => {
    const accountId = await newAccount();
    const { id } = await importFile(app, client, {
      name: 'a.csv',
      accountId,
      content: csv('2026-01-05,Tea,-3.20', '2026-01-06,Cake,-4.00'),
    });
    const [cake] = await transactionsOf(accountId);
    await client.put(`/transactions/${cake?.id}`, { description: 'Birthday', version: cake?.version });
    const refused = await client.post(`/imports/${id}/revert`, {});
    expect(refused).toMatchObject({ status: 409, code: 'NOT_REVERTIBLE' });
    expect(refused.details).toMatchObject([
      { resourceType: 'transaction', resourceId: cake?.id, summary: '2026-01-06 Birthday' },
    ]);
    expect(await balanceOf(client, accountId)).toBe('-7.20');
    expect((await client.post<ImportSummary>(`/imports/${id}/revert`, { force: true })).data.status).toBe(
      'reverted',
    );
    expect((await transactionsOf(accountId)).map((each) => each.description)).toEqual(['Birthday']);
    expect(await balanceOf(client, accountId)).toBe('-4.00');
  });

  it('404 NOT_FOUND', async () => {
    expect((await client.post('/imports/0198c7a0-0000-7000-8000-000000000000/revert', {})).code).toBe(
      'NOT_FOUND',
    );
  });

  it('the history undoes an import, and the undoing', async () => {
    const accountId = await newAccount();
    const content =
      'Date,Description,Amount,Balance\n2026-01-05,Tea,-3.20,96.80\n2026-01-06,Cake,-4.00,92.80\n';
    const { id, changeSetId } = await importFile(app, client, { name: 'a.csv', accountId, content });
    const undone = await client.post<{ changeSetId: string; revertedRows: number }>(
      `/change-sets/${changeSetId}/revert`,
    );
    expect(undone).toMatchObject({ status: 200, data: { revertedRows: 2 } });
    expect((await client.get<ImportSummary>(`/imports/${id}`)).data.status).toBe('reverted');
    const redone = await client.post<{ changeSetId: string; revertedRows: number }>(
      `/change-sets/${undone.data.changeSetId}/revert`,
    );
    expect(redone).toMatchObject({ status: 200, data: { revertedRows: 2 } });
    expect((await client.get<ImportSummary>(`/imports/${id}`)).data.status).toBe('committed');
    expect(await balanceOf(client, accountId)).toBe('92.80');
    expect(await transactionsOf(accountId)).toHaveLength(2);
    expect((await client.post<ImportSummary>(`/imports/${id}/revert`, {})).data.status).toBe('reverted');
    expect(await balanceOf(client, accountId)).toBe('0.00');
  });
});
