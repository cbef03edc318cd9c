import type { ImportRow, ImportSummary, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, importFile, rowsOf, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let client: TestClient;
let accounts = 0;

beforeAll(async () => {
  app = await createTestApp();
});
// Readings are remembered, and a file of an earlier test whose ids were empty would have taught to leave them out.
beforeEach(async () => {
  client = await signUp(app);
});
afterAll(() => app.close());

async function newAccount(currency = 'EUR'): Promise<string> {
  accounts += 1;
  return client.addAccount({ name: `Account ${accounts}`, currency });
}

/** Lines "01-05 -50.00 CAFE LUNA", "pending 01-05 ..." and "id|01-05 ..."; the file covers all of January. */
function csv(...lines: string[]): string {
  const records = lines.map((line) => {
    const [id, rest = ''] = line.includes('|') ? line.split('|') : ['', line];
    const state = rest.startsWith('pending ') ? 'pending' : 'completed';
    const [day = '', amount = '', ...words] = rest.replace('pending ', '').split(' ');
    return `2026-${day},${words.join(' ')},${amount},${state},${id}`;
  });
  return `${['Date,Description,Amount,State,Transaction ID', ...records].join('\n')}\n`;
}

const draftOf = async (accountId: string, ...lines: string[]): Promise<ImportSummary> =>
  (await upload(app, client, { name: 'bank.csv', accountId, content: csv(...lines) })).data;
const book = (accountId: string, ...lines: string[]): Promise<ImportSummary> =>
  importFile(app, client, { name: 'bank.csv', accountId, content: csv(...lines) });

async function transactionsOf(accountId: string): Promise<Transaction[]> {
  return (await client.get<Transaction[]>(`/transactions?accountId=${accountId}&limit=200`)).data;
}

/** "2026-01-05 -50.00 pending CAFE LUNA", oldest first. */
async function linesOf(accountId: string): Promise<string[]> {
  const rows = await transactionsOf(accountId);
  return rows
    .map(({ date, amount, status, description }) => `${date} ${amount} ${status} ${description}`)
    .toSorted();
}

async function fatesOf(draft: ImportSummary): Promise<string[]> {
  return (await rowsOf(client, draft.id)).map(({ fate }) => fate);
}

async function firstRow(draft: ImportSummary): Promise<ImportRow> {
  const [row] = await rowsOf(client, draft.id);
  if (!row) throw new Error('The import has no rows.');
  return row;
}

async function decide(draft: ImportSummary, rowNumber: number, decision: string | null): Promise<ImportRow> {
  const answer = await client.put<ImportRow>(`/imports/${draft.id}/rows/${rowNumber}`, { decision });
  expect(answer.status).toBe(200);
  return answer.data;
}

async function commit(draft: ImportSummary): Promise<ImportSummary> {
  const answer = await client.post<ImportSummary>(`/imports/${draft.id}/commit`);
  if (answer.status !== 202) throw new Error(`commit answered ${answer.status}: ${answer.message}`);
  return answer.data;
}

async function edit(row: Transaction, body: Readonly<Record<string, unknown>>): Promise<Transaction> {
  const answer = await client.put<Transaction>(`/transactions/${row.id}`, { ...body, version: row.version });
  if (answer.status !== 200) throw new Error(`edit answered ${answer.status}: ${answer.message}`);
  return answer.data;
}

async function remove({ id, version }: Transaction): Promise<void> {
  const response = await app.request(`/api/v1/transactions/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${client.accessToken}`, 'if-match': `"${version}"` },
  });
  expect(response.ok).toBe(true);
}

async function only(accountId: string): Promise<Transaction> {
  const rows = await transactionsOf(accountId);
  const [row] = rows;
  if (!row || rows.length > 1) throw new Error(`The account has ${rows.length} rows, not one.`);
  return row;
}

describe('field note 3: pending becomes posted', () => {
  it('a pending line is booked as a pending row, and is not in the balance', async () => {
    const accountId = await newAccount();
    await book(accountId, '01-02 100.00 PAY', 'pending 01-05 -50.00 SQ *CAFE LUNA');
    expect(await linesOf(accountId)).toEqual([
      '2026-01-02 100.00 cleared PAY',
      '2026-01-05 -50.00 pending SQ *CAFE LUNA',
    ]);
    expect(await balanceOf(client, accountId)).toBe('100.00');
  });

  it('exactly alike it is posted by itself, keeping id, category, note and tags', async () => {
    const accountId = await newAccount();
    await book(accountId, 'pending 01-05 -50.00 SQ *CAFE LUNA');
    const category = await client.post<{ id: string }>('/categories', {
      name: 'Eating out',
      kind: 'expense',
    });
    const edited = await edit(await only(accountId), {
      categoryId: category.data.id,
      notes: 'With Anna',
      tags: ['friends'],
    });
    const draft = await draftOf(accountId, '01-05 -50.00 SQ *CAFE LUNA');
    expect(draft.counts).toMatchObject({ new: 0, match: 1, duplicate: 0 });
    expect(draft.statements[0]?.resultingBalance).toBe('-50.00');
    await commit(draft);
    expect(await only(accountId)).toMatchObject({
      id: edited.id,
      status: 'cleared',
      amount: '-50.00',
      categoryId: category.data.id,
      notes: 'With Anna',
      tags: ['friends'],
    });
    expect(await balanceOf(client, accountId)).toBe('-50.00');
  });

  it('with a tip, three days later, a new id and another name: asked, and "same" makes one row of it', async () => {
    const accountId = await newAccount();
    await book(accountId, '01-02 100.00 PAY', 'p-88121|pending 01-05 -50.00 SQ *CAFE LUNA');
    const pending = (await transactionsOf(accountId)).find((row) => row.status === 'pending');
    if (!pending) throw new Error('There is no pending row.');
    const edited = await edit(pending, { notes: 'With Anna', description: 'Dinner' });
    const lines = ['01-02 100.00 PAY', 'x-99310|01-08 -57.50 CAFE LUNA BERLIN'];
    const draft = await draftOf(accountId, ...lines);
    expect(draft.counts).toMatchObject({ ask: 1, duplicate: 1, new: 0 });
    const asked = (await rowsOf(client, draft.id))[1];
    expect(asked).toMatchObject({
      fate: 'ask',
      match: {
        transactionId: edited.id,
        amount: '-50.00',
        date: '2026-01-05',
        description: 'Dinner',
        bankText: 'SQ *CAFE LUNA',
        status: 'pending',
        reasons: [
          'The amount is 15 % more than the pending one, as with a tip.',
          'It is posted 3 days after the pending one.',
          'The texts name the same.',
          'The row here is pending, and the file has it no more.',
        ],
      },
    });
    expect(await decide(draft, 2, 'same')).toMatchObject({ fate: 'match', decision: 'same' });
    expect((await client.get<ImportSummary>(`/imports/${draft.id}`)).data.counts).toMatchObject({
      ask: 0,
      match: 1,
    });
    await commit(draft);
    expect(await linesOf(accountId)).toEqual([
      '2026-01-02 100.00 cleared PAY',
      '2026-01-08 -57.50 cleared Dinner',
    ]);
    const [posted] = await transactionsOf(accountId);
    expect(posted).toMatchObject({ id: edited.id, notes: 'With Anna' });
    expect(await balanceOf(client, accountId)).toBe('42.50');
    // Both lines are known from now on: the old file brings the pending one again, the new one the posted one.
    const again = await draftOf(accountId, 'p-88121|pending 01-05 -50.00 SQ *CAFE LUNA', ...lines);
    expect(await fatesOf(again)).toEqual(['duplicate', 'duplicate', 'duplicate']);
  });

  it('a rejected suggestion never comes back, also in later files and after an undo', async () => {
    const accountId = await newAccount();
    await book(accountId, 'pending 01-05 -50.00 SQ *CAFE LUNA');
    const draft = await draftOf(accountId, '01-08 -57.50 CAFE LUNA BERLIN');
    expect(await decide(draft, 1, 'add')).toMatchObject({ fate: 'new', decision: 'add' });
    const booked = await commit(draft);
    expect(await linesOf(accountId)).toEqual([
      '2026-01-05 -50.00 pending SQ *CAFE LUNA',
      '2026-01-08 -57.50 cleared CAFE LUNA BERLIN',
    ]);
    expect(await fatesOf(await draftOf(accountId, '01-08 -57.50 CAFE LUNA BERLIN'))).toEqual(['duplicate']);
    await client.post(`/imports/${booked.id}/revert`, {});
    // Undoing the import takes the user's word back with it; said again, it holds again.
    const second = await draftOf(accountId, '01-08 -57.50 CAFE LUNA BERLIN');
    expect(await fatesOf(second)).toEqual(['ask']);
    await decide(second, 1, 'add');
    await commit(second);
    // A pending row that is told anew is still another row than the line that was called so.
    expect(await fatesOf(await draftOf(accountId, '01-08 -57.50 CAFE LUNA BERLIN'))).toEqual(['duplicate']);
  });

  it('what is added without an answer is not lost, and not asked about twice', async () => {
    const accountId = await newAccount();
    await book(accountId, 'pending 01-05 -50.00 SQ *CAFE LUNA');
    const draft = await draftOf(accountId, '01-08 -57.50 CAFE LUNA BERLIN');
    const { data: committed } = await client.post<ImportSummary>(`/imports/${draft.id}/commit`, {
      undecided: 'book',
    });
    expect(committed.counts).toMatchObject({ new: 1, ask: 0 });
    expect((await firstRow(committed)).reason).toContain(
      'It was added, although it is like a row that was here',
    );
    expect(await linesOf(accountId)).toHaveLength(2);
    expect(await fatesOf(await draftOf(accountId, '01-08 -57.50 CAFE LUNA BERLIN'))).toEqual(['duplicate']);
  });

  it('the parts of a split keep their shares of the new amount', async () => {
    const accountId = await newAccount();
    await book(accountId, 'pending 01-05 -50.00 SQ *CAFE LUNA');
    const row = await only(accountId);
    const split = await client.put(`/transactions/${row.id}/splits`, {
      version: row.version,
      splits: [{ amount: '-30.00' }, { amount: '-20.00' }],
    });
    expect(split.status).toBe(200);
    const draft = await draftOf(accountId, '01-08 -57.50 CAFE LUNA');
    await decide(draft, 1, 'same');
    await commit(draft);
    const { data } = await client.get<Transaction>(`/transactions/${row.id}?include=splits`);
    // 57.50 in the shares of 30 and 20.
    expect(data).toMatchObject({
      amount: '-57.50',
      status: 'cleared',
      splits: [{ amount: '-34.50' }, { amount: '-23.00' }],
    });
  });

  it('undoing the import makes the row pending again, with what it was', async () => {
    const accountId = await newAccount();
    await book(accountId, 'pending 01-05 -50.00 SQ *CAFE LUNA');
    const draft = await draftOf(accountId, '01-03 -1.00 TEA', '01-07 -50.00 CAFE LUNA');
    expect(draft.counts).toMatchObject({ match: 1, new: 1 });
    const booked = await commit(draft);
    expect(await balanceOf(client, accountId)).toBe('-51.00');
    const undone = await client.post<ImportSummary>(`/imports/${booked.id}/revert`, {});
    expect(undone.data.status).toBe('reverted');
    expect(await linesOf(accountId)).toEqual(['2026-01-05 -50.00 pending SQ *CAFE LUNA']);
    expect(await balanceOf(client, accountId)).toBe('0.00');
    expect(await fatesOf(await draftOf(accountId, 'pending 01-05 -50.00 SQ *CAFE LUNA'))).toEqual([
      'duplicate',
    ]);
    // And the undoing undone: posted again.
    const { data: sets } = await client.get<{ id: string }[]>('/change-sets?limit=1');
    await client.post(`/change-sets/${sets[0]?.id}/revert`, {});
    expect(await linesOf(accountId)).toEqual([
      '2026-01-03 -1.00 cleared TEA',
      '2026-01-07 -50.00 cleared CAFE LUNA',
    ]);
    const third = await client.post<ImportSummary>(`/imports/${booked.id}/revert`, {});
    expect(third.data.status).toBe('reverted');
    expect(await linesOf(accountId)).toEqual(['2026-01-05 -50.00 pending SQ *CAFE LUNA']);
  });
});

describe('field notes 1, 2 and 4: ids and multiplicity', () => {
  it('field note 1: empty, blank or constant ids: importing twice gives N rows', async () => {
    for (const id of ['', ' ', '0', 'TRANSFER']) {
      const accountId = await newAccount();
      const lines = [`${id}|01-05 -3.00 COFFEE`, `${id}|01-05 -3.00 COFFEE`, `${id}|01-06 -2.00 BAKERY`];
      await book(accountId, ...lines);
      await book(accountId, ...lines);
      expect(await linesOf(accountId)).toHaveLength(3);
    }
  });

  it('field note 2: a bank that renumbers its ids inside a day changes no identity, and its ids are not trusted later', async () => {
    const accountId = await newAccount();
    await book(accountId, '100001|01-05 -2.50 BAKERY', '100002|01-05 -3.00 COFFEE');
    const before = await transactionsOf(accountId);
    await book(
      accountId,
      '100001|01-05 -9.00 FLOWERS',
      '100002|01-05 -2.50 BAKERY',
      '100003|01-05 -3.00 COFFEE',
    );
    const after = await transactionsOf(accountId);
    expect(after).toHaveLength(3);
    expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    const [source] = await app.adminQuery<{ ids_agreed: number; ids_differed: number }>(
      'SELECT ids_agreed, ids_differed FROM import_profiles WHERE account_id = $1',
      [accountId],
    );
    expect(source).toEqual({ ids_agreed: 0, ids_differed: 2 });
    // The same date, amount and id with another text would be the same row of a bank that keeps its ids.
    expect(await fatesOf(await draftOf(accountId, '100001|01-05 -9.00 PHARMACY'))).toEqual(['new']);
  });

  it('field note 4: two coffees are two rows, again two, and with a third three', async () => {
    const accountId = await newAccount();
    const coffee = '01-05 -3.00 COFFEE';
    await book(accountId, coffee, coffee);
    await book(accountId, coffee, coffee);
    expect(await linesOf(accountId)).toHaveLength(2);
    await book(accountId, coffee, coffee, coffee);
    expect(await linesOf(accountId)).toHaveLength(3);
  });
});

describe('field notes 5 to 9', () => {
  it('field note 5: what was deleted while pending stays deleted when it is posted; restoring and importing both work', async () => {
    const accountId = await newAccount();
    await book(accountId, 'pending 01-05 -50.10 CAFE LUNA');
    const row = await only(accountId);
    await remove(row);
    const draft = await draftOf(accountId, '01-07 -50.10 CAFE LUNA');
    expect(await fatesOf(draft)).toEqual(['deleted']);
    await commit(draft);
    expect(await linesOf(accountId)).toEqual([]);
    // The posted line is known as the deleted row: it does not come back under its own text either.
    expect(await fatesOf(await draftOf(accountId, '01-07 -50.10 CAFE LUNA'))).toEqual(['deleted']);
    expect((await client.post('/trash/restore', { ids: [row.id] })).status).toBe(200);
    const restored = await draftOf(accountId, '01-07 -50.10 CAFE LUNA');
    expect(await fatesOf(restored)).toEqual(['match']);
    await commit(restored);
    expect(await linesOf(accountId)).toEqual(['2026-01-07 -50.10 cleared CAFE LUNA']);
  });

  it('field note 6: pending rows of another account are never candidates', async () => {
    const [one, other] = [await newAccount(), await newAccount()];
    await book(one, 'pending 01-05 -50.00 CAFE LUNA');
    expect(await fatesOf(await draftOf(other, '01-06 -50.00 CAFE LUNA'))).toEqual(['new']);
  });

  it('field note 6: what was said of a row in one account says nothing about the same lines in another', async () => {
    const [one, other] = [await newAccount(), await newAccount()];
    for (const accountId of [one, other]) await book(accountId, 'pending 01-05 -50.00 SQ *CAFE LUNA');
    const draft = await draftOf(one, '01-08 -57.50 CAFE LUNA');
    await decide(draft, 1, 'add');
    await commit(draft);
    expect(await fatesOf(await draftOf(other, '01-08 -57.50 CAFE LUNA'))).toEqual(['ask']);
  });

  it('field note 7: a renamed row is matched by what the bank wrote', async () => {
    const accountId = await newAccount();
    await book(accountId, 'pending 01-05 -50.10 CAFE LUNA', '01-06 -3.33 REWE SAGT DANKE');
    for (const row of await transactionsOf(accountId)) await edit(row, { description: 'Something else' });
    expect(
      await fatesOf(await draftOf(accountId, '01-07 -50.10 CAFE LUNA', '01-06 -3.33 REWE SAGT DANKE')),
    ).toEqual(['match', 'duplicate']);
  });

  it('field note 9: an import that was begun with the first version of the rule stays with it', async () => {
    const accountId = await newAccount();
    await book(accountId, 'pending 01-05 -50.00 CAFE LUNA');
    const draft = await draftOf(accountId, '01-06 -50.00 CAFE LUNA', 'pending 01-09 -1.00 TEA');
    expect(draft.matcherVersion).toBe('v2');
    expect(await fatesOf(draft)).toEqual(['match', 'new']);
    await app.adminQuery("UPDATE imports SET matcher_version = 'v1' WHERE id = $1", [draft.id]);
    await decide(draft, 1, null);
    expect(await fatesOf(draft)).toEqual(['new', 'skip']);
  });
});

describe('rows that a person typed', () => {
  it('are asked about; "same" gives the row its bank line and nothing else', async () => {
    const accountId = await newAccount();
    const typed = await client.post<Transaction>('/transactions', {
      accountId,
      type: 'expense',
      date: '2026-01-05',
      amount: '-900.00',
      description: 'Rent',
    });
    const lines = ['01-02 -1.00 TEA', '01-07 -900.00 HAUSVERWALTUNG MEIER'];
    const draft = await draftOf(accountId, ...lines);
    expect(await fatesOf(draft)).toEqual(['new', 'ask']);
    const answer = await client.put<ImportSummary>(`/imports/${draft.id}/rows`, {
      fate: 'ask',
      decision: 'same',
    });
    expect(answer.data.counts).toMatchObject({ ask: 0, match: 1, new: 1 });
    await commit(draft);
    expect(await linesOf(accountId)).toEqual([
      '2026-01-02 -1.00 cleared TEA',
      '2026-01-05 -900.00 cleared Rent',
    ]);
    expect((await transactionsOf(accountId)).map(({ id }) => id)).toContain(typed.data.id);
    expect(await fatesOf(await draftOf(accountId, ...lines))).toEqual(['duplicate', 'duplicate']);
  });

  it('400 VALIDATION_FAILED: a row with nothing to be the same as', async () => {
    const draft = await draftOf(await newAccount(), '01-02 -1.00 TEA');
    const answer = await client.put(`/imports/${draft.id}/rows/1`, { decision: 'same' });
    expect(answer).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
  });
});

describe('PUT /imports/:id/rows', () => {
  it('decides on a whole fate at once, and takes it back', async () => {
    const accountId = await newAccount();
    await book(accountId, '01-02 -1.00 TEA', '01-03 -2.00 CAKE');
    const draft = await draftOf(accountId, '01-02 -1.00 TEA', '01-03 -2.00 CAKE', '01-04 -3.00 PIE');
    const decideAll = async (fate: string, decision: string | null) =>
      (await client.put<ImportSummary>(`/imports/${draft.id}/rows`, { fate, decision })).data.counts;
    expect(await decideAll('duplicate', 'add')).toMatchObject({ new: 3, duplicate: 0 });
    expect(await decideAll('new', null)).toMatchObject({ new: 1, duplicate: 2 });
    expect(await decideAll('new', 'skip')).toMatchObject({ new: 0, skip: 1 });
  });

  it('404 NOT_FOUND for an import of somebody else, 409 WRONG_STATE for one that is booked', async () => {
    const booked = await book(await newAccount(), '01-02 -1.00 TEA');
    const body = { fate: 'new', decision: 'skip' };
    expect((await (await signUp(app)).put(`/imports/${booked.id}/rows`, body)).code).toBe('NOT_FOUND');
    expect((await client.put(`/imports/${booked.id}/rows`, body)).code).toBe('WRONG_STATE');
  });
});

describe('transfers seen from both sides', () => {
  it('become one transfer when it is certain, in the change set of the import, and part again with it', async () => {
    const giro = await newAccount();
    const savings = await client.addAccount({ name: 'Savings nest', currency: 'EUR' });
    await book(giro, '01-05 -200.00 Transfer to Savings nest', '01-06 -50.00 SHOES');
    const second = await book(
      savings,
      '01-05 200.00 Transfer from giro',
      '01-06 50.00 GIFT',
      '01-20 -1.00 FEE',
    );
    const [paid] = (await transactionsOf(giro)).filter(({ amount }) => amount === '-200.00');
    const [received] = (await transactionsOf(savings)).filter(({ amount }) => amount === '200.00');
    expect(paid).toMatchObject({ type: 'transfer', transferTransactionId: received?.id });
    expect(received).toMatchObject({ type: 'transfer', transferTransactionId: paid?.id });
    // The amount and the day alone are not enough: that pair is proposed.
    const [shoes] = (await transactionsOf(giro)).filter(({ amount }) => amount === '-50.00');
    expect(shoes).toMatchObject({ type: 'expense', transferTransactionId: null });
    const undone = await client.post<ImportSummary>(`/imports/${second.id}/revert`, {});
    expect(undone.data.status).toBe('reverted');
    const [alone] = (await transactionsOf(giro)).filter(({ amount }) => amount === '-200.00');
    expect(alone).toMatchObject({ type: 'expense', transferTransactionId: null });
    expect(await linesOf(savings)).toEqual([]);
  });

  it('two that could be the other side are left for the user', async () => {
    const [giro, one, other] = [await newAccount(), await newAccount(), await newAccount()];
    await book(giro, '01-05 -75.00 Transfer');
    await book(one, '01-05 75.00 Transfer', '01-20 -1.00 FEE');
    const [first] = await transactionsOf(giro);
    expect(first).toMatchObject({ type: 'transfer' });
    await book(giro, '01-05 -75.00 Transfer', '01-09 -80.00 Transfer', '01-09 -80.00 Transfer 2');
    await book(other, '01-09 80.00 Transfer', '01-20 -1.00 FEE');
    const left = (await transactionsOf(giro)).filter(({ amount }) => amount === '-80.00');
    expect(left.map(({ type }) => type)).toEqual(['expense', 'expense']);
  });
});
