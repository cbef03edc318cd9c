import type { BalanceValidation, Category, Drift, Mend, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile } from '../../testing/import-client.ts';
import { type Answer, signUp, type TestClient } from '../../testing/test-client.ts';

const NOWHERE = '01900000-0000-7000-8000-000000000000';

let app: TestApp;
let user: TestClient;
let giro: string;
let savings: string;
beforeAll(async () => {
  app = await createTestApp();
  user = await signUp(app);
});
afterAll(() => app.close());

/** January opens at 1,000.00. */
beforeEach(async () => {
  giro = await user.addAccount({ name: crypto.randomUUID() });
  savings = await user.addAccount({ name: crypto.randomUUID(), type: 'savings' });
  await say('2026-01-31', '1000.00');
});

async function say(date: string, balance: string): Promise<void> {
  const said = await user.post(`/accounts/${giro}/anchors`, { date, balance });
  expect(said.status).toBe(201);
}

async function book(
  date: string,
  amount: string,
  fields: Record<string, unknown> = {},
): Promise<Transaction> {
  const made = await user.post<Transaction>('/transactions', {
    accountId: giro,
    date,
    amount,
    description: 'Row',
    ...fields,
  });
  expect(made.message).toBeUndefined();
  return made.data;
}

async function validate(query = ''): Promise<BalanceValidation> {
  return (await user.get<BalanceValidation>(`/balances/validate?accountId=${giro}${query}`)).data;
}

/** The one drift of the account. */
async function drift(): Promise<Drift> {
  const { drifts } = await validate();
  expect(drifts).toHaveLength(1);
  const [only] = drifts;
  if (!only) throw new Error('There is no drift.');
  return only;
}

type Mended = Answer<{ changeSetId: string; drift: Drift | null }>;
function mend(of: Drift, how: Mend | null | undefined): Promise<Mended> {
  return user.post('/balances/mend', { accountId: of.accountId, to: of.to, drift: of.drift, mend: how });
}

/** Mends by the likeliest suspect, and sees that the difference is gone, and back after undoing. */
async function mendFirst(of: Drift): Promise<Mended> {
  const done = await mend(of, of.suspects[0]?.mend);
  expect(done.message).toBeUndefined();
  expect(done.data.drift).toBeNull();
  expect((await validate()).drifts).toEqual([]);
  const undone = await user.post(`/change-sets/${done.data.changeSetId}/revert`);
  expect(undone.status).toBe(200);
  expect((await drift()).drift).toBe(of.drift);
  return done;
}

async function read(id: string): Promise<Answer<Transaction>> {
  return user.get<Transaction>(`/transactions/${id}`);
}

describe('GET /balances/validate', () => {
  it('200 nothing to say where every anchor agrees; totals only when asked', async () => {
    await book('2026-02-10', '-40.00');
    await say('2026-02-28', '960.00');
    expect(await validate()).toMatchObject({
      totalsAgree: null,
      differences: [],
      accounts: [{ id: giro, anchorCount: 2, driftCount: 0 }],
      drifts: [],
    });
    expect(await validate('&totals=true')).toMatchObject({ totalsAgree: true, differences: [] });
  });

  it('200 bank, books and difference of a time that does not add up; none found is said so', async () => {
    await book('2026-02-10', '-40.00');
    await say('2026-02-28', '947.66');
    expect(await drift()).toMatchObject({
      accountId: giro,
      from: '2026-01-31',
      to: '2026-02-28',
      openingBalance: '1000.00',
      bank: '947.66',
      books: '960.00',
      drift: '-12.34',
      rowCount: 1,
      firstBadDay: null,
      isSearched: true,
      isSearchComplete: true,
      suspects: [],
    });
    expect((await validate('&suspects=false')).drifts[0]).toMatchObject({ isSearched: false, suspects: [] });
  });

  it("404 NOT_FOUND for another tenant's account", async () => {
    const stranger = await signUp(app);
    const answer = await stranger.get(`/balances/validate?accountId=${giro}`);
    expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('401 UNAUTHENTICATED without a token', async () => {
    expect((await app.request('/api/v1/balances/validate')).status).toBe(401);
  });
});

describe('each cause is found, mended, and undone', () => {
  it('a deleted row comes back', async () => {
    const gone = await book('2026-02-10', '-45.67');
    await book('2026-02-11', '-3.00');
    await user.delete(`/transactions/${gone.id}`);
    await say('2026-02-28', '951.33');
    const found = await drift();
    expect(found.suspects[0]).toMatchObject({
      kind: 'deleted_row',
      leaves: '0.00',
      mend: { kind: 'restore_row', transactionId: gone.id },
      rows: [{ source: 'deleted', transactionId: gone.id, amount: '-45.67' }],
    });
    expect(found.suspects[0]?.explanation).toContain('"Row", 2026-02-10, -45.67 EUR');
    await mendFirst(found);
  });

  it('a doubled row goes, and only the double', async () => {
    const first = await book('2026-02-10', '-45.67', { payeeName: 'Market' });
    const copy = await book('2026-02-11', '-45.67', { payeeName: 'Market' });
    await say('2026-02-28', '954.33');
    const found = await drift();
    expect(found.suspects[0]).toMatchObject({ kind: 'doubled_row', mend: { transactionId: copy.id } });
    await mend(found, found.suspects[0]?.mend);
    expect([(await read(first.id)).status, (await read(copy.id)).status]).toEqual([200, 404]);
  });

  it('a wrong sign is turned round: the type follows, and in a category of its kind it is a refund', async () => {
    const wage = await book('2026-02-10', '-800.00');
    await say('2026-02-28', '1800.00');
    const found = await drift();
    expect(found.suspects[0]).toMatchObject({
      kind: 'wrong_sign',
      mend: { kind: 'flip_sign', transactionId: wage.id },
    });
    await mendFirst(found);
    await mend(await drift(), {
      kind: 'flip_sign',
      transactionId: wage.id,
      version: (await read(wage.id)).data.version,
    });
    expect((await read(wage.id)).data).toMatchObject({ amount: '800.00', type: 'income', isRefund: false });
  });

  it('swapped digits and a slipped decimal mark are corrected', async () => {
    const typed = await book('2026-02-10', '-54.00');
    await say('2026-02-28', '955.00');
    const swapped = await drift();
    expect(swapped.suspects[0]).toMatchObject({
      kind: 'wrong_amount',
      mend: { kind: 'correct_amount', transactionId: typed.id, amount: '-45.00' },
    });
    await mendFirst(swapped);
    await say('2026-02-28', '460.00');
    expect((await drift()).suspects[0]).toMatchObject({
      mend: { kind: 'correct_amount', amount: '-540.00' },
    });
  });

  it('a row on the wrong side of an anchor moves over, and both times add up', async () => {
    await say('2026-02-28', '975.00');
    const late = await book('2026-03-02', '-25.00');
    await say('2026-03-31', '975.00');
    const { drifts } = await validate();
    expect(drifts.map((each) => each.drift)).toEqual(['-25.00', '25.00']);
    const [first] = drifts;
    if (!first) throw new Error('There is no drift.');
    expect(first.suspects[0]).toMatchObject({
      kind: 'wrong_date',
      mend: { kind: 'move_date', transactionId: late.id, date: '2026-02-28' },
    });
    expect((await mend(first, first.suspects[0]?.mend)).data.drift).toBeNull();
    expect((await validate()).drifts).toEqual([]);
  });

  it('a pending row that the bank has booked is cleared', async () => {
    const pending = await book('2026-02-10', '-33.10', { status: 'pending' });
    await say('2026-02-28', '966.90');
    const found = await drift();
    expect(found.suspects[0]).toMatchObject({ kind: 'pending_posted', mend: { transactionId: pending.id } });
    await mendFirst(found);
  });

  it('what comes regularly and did not is booked like before', async () => {
    for (const date of ['2025-11-05', '2025-12-05', '2026-01-05', '2026-03-05']) {
      await book(date, '-9.99', { payeeName: 'Streaming' });
    }
    await say('2026-02-28', '990.01');
    const found = await drift();
    expect(found.suspects[0]).toMatchObject({
      kind: 'missing_recurring',
      mend: { kind: 'add_like', date: '2026-02-05' },
    });
    await mendFirst(found);
    await mend(await drift(), (await drift()).suspects[0]?.mend);
    const rows = await user.get<Transaction[]>(
      `/transactions?accountId=${giro}&from=2026-02-05&to=2026-02-05`,
    );
    expect(rows.data).toMatchObject([{ amount: '-9.99', payeeName: 'Streaming', type: 'expense' }]);
  });

  it('field note 14: the missing leg of a transfer is booked and linked', async () => {
    const leg = await book('2026-02-10', '-150.00', { accountId: savings, type: 'transfer' });
    await say('2026-02-28', '1150.00');
    const found = await drift();
    expect(found.suspects[0]).toMatchObject({
      kind: 'missing_leg',
      mend: { kind: 'add_leg', transactionId: leg.id },
    });
    await mendFirst(found);
    const again = await drift();
    await mend(again, again.suspects[0]?.mend);
    const linked = (await read(leg.id)).data;
    expect(linked).toMatchObject({ type: 'transfer', transferAccountId: giro });
    expect((await read(linked.transferTransactionId ?? '')).data).toMatchObject({
      accountId: giro,
      amount: '150.00',
    });
  });

  it('two deleted rows that only together explain it come back at once', async () => {
    for (const amount of ['-11.13', '-23.40']) {
      const row = await book('2026-02-10', amount);
      await user.delete(`/transactions/${row.id}`);
    }
    await say('2026-02-28', '965.47');
    const found = await drift();
    expect(found.suspects[0]).toMatchObject({ kind: 'several', mend: { kind: 'several', mends: [{}, {}] } });
    await mendFirst(found);
  });

  it('a wrong rate: the row at the rate of a day around', async () => {
    await user.put('/exchange-rates', { base: 'EUR', quote: 'USD', date: '2026-02-09', rate: '1.25' });
    const trip = await book('2026-02-10', '-90.00', { originalAmount: '-100.00', originalCurrency: 'USD' });
    await say('2026-02-28', '920.00');
    const found = await drift();
    expect(found.suspects[0]).toMatchObject({
      kind: 'wrong_rate',
      mend: { kind: 'correct_amount', transactionId: trip.id, amount: '-80.00' },
    });
    await mendFirst(found);
  });
});

const FILE = `Date,Text,Amount,Balance
2026-02-03,Bakery,-4.50,995.50
2026-02-10,Market,-45.67,949.83
2026-02-12,Book shop,-20.00,929.83
2026-02-20,Employer,500.00,1429.83
`;

describe('with the lines of an imported file', () => {
  it('an edited amount: the day, the row and the amount that the bank wrote', async () => {
    await importFile(app, user, { name: 'bank.csv', content: FILE, accountId: giro });
    const rows = await user.get<Transaction[]>(`/transactions?accountId=${giro}&text=Market`);
    const [market] = rows.data;
    await user.put(`/transactions/${market?.id}`, { amount: '-46.67', version: market?.version });
    const found = await drift();
    expect(found.firstBadDay).toEqual({ date: '2026-02-10', lastGoodDay: '2026-02-03', step: '1.00' });
    expect(found.suspects[0]).toMatchObject({
      kind: 'wrong_amount',
      mend: { kind: 'correct_amount', transactionId: market?.id, amount: '-45.67' },
    });
    expect(found.suspects[0]?.reasons).toContain("The bank's file says so.");
    await mendFirst(found);
  });

  it('a line that was left out is booked with what the bank wrote, so that the next file does not double it', async () => {
    const draft = await importDraft();
    const lines = await user.get<{ rowNumber: number; description: string | null }[]>(
      `/imports/${draft}/rows`,
    );
    const line = lines.data.find((each) => each.description === 'Book shop');
    await user.put(`/imports/${draft}/rows/${line?.rowNumber}`, { decision: 'skip' });
    expect((await user.post(`/imports/${draft}/commit`)).status).toBe(202);
    const found = await drift();
    expect(found).toMatchObject({ drift: '-20.00', firstBadDay: { date: '2026-02-12' } });
    expect(found.suspects[0]).toMatchObject({
      kind: 'missing_line',
      mend: { kind: 'add_line', importId: draft, rowNumber: line?.rowNumber },
    });
    await mendFirst(found);
    const again = await drift();
    await mend(again, again.suspects[0]?.mend);
    const [added] = (await user.get<Transaction[]>(`/transactions?accountId=${giro}&text=Book`)).data;
    expect(added).toMatchObject({
      amount: '-20.00',
      importId: draft,
      rawDescription: 'Book shop',
      createdBy: 'import',
    });
    await importFile(app, user, { name: 'again.csv', content: FILE, accountId: giro });
    expect((await validate()).drifts).toEqual([]);
  });

  it('a row that the bank does not have goes', async () => {
    await importFile(app, user, { name: 'bank.csv', content: FILE, accountId: giro });
    const extra = await book('2026-02-11', '-7.77');
    const found = await drift();
    expect(found.firstBadDay).toMatchObject({ date: '2026-02-12', lastGoodDay: '2026-02-10' });
    expect(found.suspects[0]).toMatchObject({
      kind: 'extra_row',
      mend: { kind: 'delete_row', transactionId: extra.id },
    });
    await mendFirst(found);
  });

  async function importDraft(): Promise<string> {
    const form = new FormData();
    form.append('accountId', giro);
    form.append('file', new Blob([FILE]), 'bank.csv');
    const response = await app.request('/api/v1/imports', {
      method: 'POST',
      headers: { authorization: `Bearer ${user.accessToken}` },
      body: form,
    });
    const body = (await response.json()) as { data: { id: string } };
    return body.data.id;
  }
});

describe('POST /balances/mend', () => {
  async function deletedRow(): Promise<Drift> {
    const gone = await book('2026-02-10', '-45.67');
    await user.delete(`/transactions/${gone.id}`);
    await say('2026-02-28', '954.33');
    return drift();
  }

  it('200 an adjustment is a labelled row in a category of one’s choice, offered by nobody', async () => {
    const found = await deletedRow();
    const categories = await user.get<Category[]>('/categories');
    const categoryId = categories.data.find((category) => category.name === 'Groceries')?.id ?? '';
    expect(found.suspects.map((suspect) => suspect.mend?.kind)).not.toContain('adjustment');
    const adjustment = {
      kind: 'adjustment',
      amount: '-45.67',
      categoryId,
      description: 'Adjustment',
    } as const;
    expect((await mend(found, { ...adjustment, amount: '-45.00' })).code).toBe('CONFLICT');
    expect((await mend(found, adjustment)).data.drift).toBeNull();
    const [row] = (await user.get<Transaction[]>(`/transactions?accountId=${giro}`)).data;
    expect(row).toMatchObject({
      date: '2026-02-28',
      amount: '-45.67',
      description: 'Adjustment',
      categoryId,
      metadata: { adjustment: true },
    });
  });

  it('409 CONFLICT for what is no suspect, for a difference that is another one by now, and for one that is gone', async () => {
    const found = await deletedRow();
    const other = await book('2026-02-12', '-1.00');
    const wrong = await mend(found, { kind: 'delete_row', transactionId: other.id, version: 1 });
    expect([wrong.status, wrong.code]).toEqual([409, 'CONFLICT']);
    expect(wrong.details).toEqual({ drift: '-44.67' });
    const changed = await drift();
    const none = await mend(changed, { kind: 'delete_row', transactionId: other.id, version: 1 });
    expect(none.message).toContain('no suspect any more');
    await say('2026-02-28', '999.00');
    const gone = await mend(
      changed,
      changed.suspects[0]?.mend ?? { kind: 'add_line', importId: NOWHERE, rowNumber: 1 },
    );
    expect(gone.message).toContain('agree there by now');
    expect((await read(other.id)).status).toBe(200);
  });

  it('409 STALE_VERSION with the row as it is now', async () => {
    await book('2026-02-10', '-45.67', { payeeName: 'Market' });
    const copy = await book('2026-02-10', '-45.67', { payeeName: 'Market' });
    await say('2026-02-28', '954.33');
    const found = await drift();
    await user.put(`/transactions/${copy.id}`, { notes: 'Seen', version: 1 });
    const refused = await mend(found, found.suspects[0]?.mend);
    expect([refused.status, refused.code]).toEqual([409, 'STALE_VERSION']);
  });

  it('422 AMOUNT_INVALID and VALIDATION_FAILED name what is wrong; 404 for an account of nobody', async () => {
    const found = await deletedRow();
    const digits = await user.post('/balances/mend', {
      accountId: giro,
      to: found.to,
      drift: '-45.671',
      mend: found.suspects[0]?.mend,
    });
    expect([digits.status, digits.code]).toEqual([422, 'AMOUNT_INVALID']);
    const none = await user.post('/balances/mend', {
      accountId: giro,
      to: found.to,
      drift: found.drift,
      mend: {},
    });
    expect([none.status, none.code]).toEqual([422, 'VALIDATION_FAILED']);
    const nowhere = await mend({ ...found, accountId: NOWHERE }, found.suspects[0]?.mend);
    expect([nowhere.status, nowhere.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('the rest of a drift of several causes shows after the first is mended', async () => {
    await importFile(app, user, { name: 'bank.csv', content: FILE, accountId: giro });
    for (const text of ['Bakery', 'Book']) {
      const [row] = (await user.get<Transaction[]>(`/transactions?accountId=${giro}&text=${text}`)).data;
      await user.delete(`/transactions/${row?.id}`);
    }
    const found = await drift();
    expect(found).toMatchObject({ drift: '-24.50', firstBadDay: { date: '2026-02-03', step: '-4.50' } });
    const first = found.suspects.find((suspect) => suspect.leaves === '-20.00');
    const left = (await mend(found, first?.mend)).data.drift;
    expect(left).toMatchObject({ drift: '-20.00', firstBadDay: { date: '2026-02-12' } });
    if (left) expect((await mend(left, left.suspects[0]?.mend)).data.drift).toBeNull();
  });
});
