import type { Transaction, TransactionDetail, TransferProposal } from '@fintrack/contract';
import { addDays, dateInZone } from '@fintrack/core/dates';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile } from '../../testing/import-client.ts';
import { type Answer, signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
let giro: string;
let savings: string;
let dollars: string;

beforeAll(async () => {
  app = await createTestApp({ withWorker: true });
});
afterAll(() => app.close());

beforeEach(async () => {
  user = await signUp(app);
  giro = await user.addAccount({ name: 'Giro' });
  savings = await user.addAccount({ name: 'Savings', type: 'savings' });
  dollars = await user.addAccount({ name: 'Dollars', currency: 'USD' });
});

const NOWHERE = '01900000-0000-7000-8000-000000000000';

/** "03-01 -100": month and day of 2026, or a whole date, and the amount. */
async function book(accountId: string, line: string, more: object = {}): Promise<Transaction> {
  const [day = '', amount] = line.split(' ');
  const date = day.length === 5 ? `2026-${day}` : day;
  const made = await user.post<Transaction>('/transactions', { accountId, date, amount, ...more });
  expect(made.message).toBeUndefined();
  return made.data;
}

interface Proposals {
  readonly from: string;
  readonly to: string;
  readonly proposals: TransferProposal[];
}

async function proposals(query = ''): Promise<Answer<Proposals>> {
  // A parameter that a test names itself wins over the first of its name.
  const span = new URLSearchParams(`from=2026-01-01&to=2026-03-31`);
  for (const [name, value] of new URLSearchParams(query)) span.set(name, value);
  const found = await user.get<Proposals>(`/transfers/proposals?${span.toString()}`);
  expect(found.message).toBeUndefined();
  return found;
}

interface DashboardSummary {
  readonly toReview: { readonly transferProposals: number };
}

async function pairs(query = ''): Promise<string[][]> {
  return (await proposals(query)).data.proposals.map(({ paid, received }) => [paid.id, received.id]);
}

function answer(verb: 'accept' | 'reject', first: Transaction, second: Transaction) {
  return user.post<{ changeSetId: string }>(`/transfers/proposals/${verb}`, {
    firstId: first.id,
    secondId: second.id,
  });
}

describe('listTransferProposals', () => {
  it('200: pairs of two accounts with reasons in words, newest first', async () => {
    const out = await book(giro, '03-01 -100', { description: 'Transfer to Savings' });
    const arrived = await book(savings, '03-02 100');
    const later = [await book(giro, '03-20 -50'), await book(savings, '03-20 50')];
    const { data, pagination } = await proposals();
    expect([data.from, data.to]).toEqual(['2026-01-01', '2026-03-31']);
    expect(data.proposals.map(({ paid, received }) => [paid.id, received.id])).toEqual([
      later.map(({ id }) => id),
      [out.id, arrived.id],
    ]);
    expect(data.proposals[1]).toMatchObject({
      paid: {
        amount: '-100.00',
        accountName: 'Giro',
        date: '2026-03-01',
        description: 'Transfer to Savings',
      },
      received: { amount: '100.00', accountName: 'Savings' },
      // 60 for the amounts, 16 for a day between them, 10 for the name, 5 for the word.
      score: 91,
      rate: null,
      reasons: [
        'What left is what arrived.',
        'It arrived a day later.',
        'The text names the other account.',
        'The text speaks of a transfer.',
      ],
    });
    expect(pagination).toMatchObject({ hasMore: false, nextCursor: null });
  });

  it('200: pages by cursor and by number', async () => {
    const made: string[] = [];
    for (const day of ['03-05', '03-04', '03-03']) {
      made.push((await book(giro, `${day} -${day.slice(4)}00`)).id);
      await book(savings, `${day} ${day.slice(4)}00`);
    }
    const first = await proposals('limit=2');
    const rest = await proposals(`limit=2&cursor=${first.pagination?.nextCursor}`);
    const paid = [...first.data.proposals, ...rest.data.proposals].map((pair) => pair.paid.id);
    expect(paid).toEqual(made);
    expect(rest.pagination?.hasMore).toBe(false);
    expect((await pairs('limit=2&page=2')).map(([id]) => id)).toEqual(made.slice(2));
  });

  it('200: as far apart and as far back as is asked for', async () => {
    await book(giro, '03-01 -100');
    await book(savings, '03-07 100');
    await book(giro, '2025-06-01 -7');
    await book(savings, '2025-06-01 7');
    expect(await pairs()).toEqual([]);
    expect(await pairs('days=6')).toHaveLength(1);
    expect(await pairs('from=2025-06-01&to=2025-06-30')).toHaveLength(1);
  });

  it('200: what is linked, split, a fee, a refund or deleted stands in no pair', async () => {
    await book(giro, '03-01 -100', { transferAccountId: savings, transferFee: { amount: '3' } });
    await book(savings, '03-01 3');
    const purchase = await book(giro, '03-01 -20', {});
    await book(savings, '03-02 20', { refundOfId: purchase.id });
    const split = await book(giro, '03-01 -30');
    await user.put(`/transactions/${split.id}/splits`, {
      version: 1,
      splits: [{ amount: '-10' }, { amount: '-20' }],
    });
    await book(savings, '03-01 30');
    await book(savings, '03-01 10');
    const gone = await book(giro, '03-01 -40');
    await book(savings, '03-01 40');
    await user.delete(`/transactions/${gone.id}`);
    expect(await pairs()).toEqual([]);
  });

  it('200: across currencies by a known rate, and not without one', async () => {
    const out = await book(giro, '03-02 -100');
    const arrived = await book(dollars, '03-03 109');
    expect(await pairs()).toEqual([]);
    const pinned = await user.put('/exchange-rates', {
      base: 'EUR',
      quote: 'USD',
      date: '2026-03-02',
      rate: '1.1',
    });
    expect(pinned.message).toBeUndefined();
    const { data } = await proposals();
    expect(data.proposals).toMatchObject([
      { paid: { id: out.id }, received: { id: arrived.id }, rate: '1.09' },
    ]);
    expect(data.proposals[0]?.reasons[0]).toBe('What arrived is 0.9 % below the exchange rate of that day.');
  });

  it('200: across currencies without a rate by the original amount, or by what earlier transfers got', async () => {
    const original = { originalAmount: '-109', originalCurrency: 'USD' };
    const out = await book(giro, '03-02 -100', original);
    const arrived = await book(dollars, '03-03 109');
    expect(await pairs()).toEqual([[out.id, arrived.id]]);

    await answer('accept', out, arrived);
    const next = [await book(giro, '03-20 -200'), await book(dollars, '03-21 215')];
    expect(await pairs()).toEqual([next.map(({ id }) => id)]);
  });

  it('200: the last 90 days unless told otherwise', async () => {
    const today = dateInZone(new Date(), 'UTC');
    for (const days of [-90, -91]) {
      await book(giro, `${addDays(today, days)} ${days}`);
      await book(savings, `${addDays(today, days)} ${-days}`);
    }
    const { data } = await user.get<Proposals>('/transfers/proposals');
    expect([data.from, data.to]).toEqual([addDays(today, -90), today]);
    expect(data.proposals.map(({ paid }) => paid.amount)).toEqual(['-90.00']);
    const { data: first } = await user.get<DashboardSummary>('/dashboard/summary');
    expect(first.toReview.transferProposals).toBe(1);
  });

  it('400 INVALID_CURSOR, 422 VALIDATION_FAILED', async () => {
    expect((await user.get('/transfers/proposals?cursor=x')).code).toBe('INVALID_CURSOR');
    expect((await user.get('/transfers/proposals?days=15')).code).toBe('VALIDATION_FAILED');
  });

  it('rows of another tenant stand in no pair', async () => {
    await book(giro, '03-01 -100');
    user = await signUp(app);
    await book(await user.addAccount({ name: 'Theirs' }), '03-01 100');
    expect(await pairs()).toEqual([]);
  });
});

describe('acceptTransferProposal', () => {
  it('200: links the two, and they are proposed no more', async () => {
    const out = await book(giro, '03-01 -100');
    const arrived = await book(savings, '03-02 100');
    const accepted = await user.post<TransactionDetail>('/transfers/proposals/accept', {
      firstId: out.id,
      secondId: arrived.id,
    });
    expect(accepted.data).toMatchObject({ type: 'transfer', otherLeg: { id: arrived.id } });
    expect(await pairs()).toEqual([]);
  });

  it('422, 404, 409: what is no transfer is refused as when it is linked by hand', async () => {
    const out = await book(giro, '03-01 -100');
    const other = await book(savings, '03-02 99');
    expect(await answer('accept', out, other)).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
    expect((await answer('accept', { ...out, id: NOWHERE }, other)).code).toBe('NOT_FOUND');
    await answer('accept', await book(giro, '03-01 -99'), other);
    expect((await answer('accept', out, other)).code).toBe('WRONG_STATE');
  });
});

describe('rejectTransferProposal: a rejected pair never comes back', () => {
  it('200: not as it is, nor after edits of either row; its rows may stand in other pairs', async () => {
    const out = await book(giro, '03-01 -100');
    const arrived = await book(savings, '03-02 100');
    expect((await answer('reject', arrived, out)).status).toBe(200);
    expect((await answer('reject', out, arrived)).status).toBe(200);
    expect(await pairs()).toEqual([]);
    await user.put(`/transactions/${out.id}`, { amount: '-90', date: '2026-03-02', version: 1 });
    await user.put(`/transactions/${arrived.id}`, { amount: '90', description: 'Transfer', version: 1 });
    expect(await pairs()).toEqual([]);
    const cash = await user.addAccount({ name: 'Cash', type: 'cash' });
    const other = await book(cash, '03-03 90');
    expect(await pairs()).toEqual([[out.id, other.id]]);
  });

  it('200: comes back only when the rejecting itself is undone', async () => {
    const out = await book(giro, '03-01 -100');
    const arrived = await book(savings, '03-02 100');
    const rejected = await answer('reject', out, arrived);
    const undone = await user.post(`/change-sets/${rejected.data.changeSetId}/revert`);
    expect(undone.message).toBeUndefined();
    expect(await pairs()).toEqual([[out.id, arrived.id]]);
    await answer('reject', out, arrived);
    expect(await pairs()).toEqual([]);
  });

  it('200: not after the rows were taken back and imported again', async () => {
    // Both signs stand in each file, so that nobody has to be asked what they mean.
    const fileOf = (sign: '' | '-', text: string) => ({
      name: `${text}.csv`,
      content: `Date,Description,Amount
2026-03-01,${text},${sign}100
2026-03-05,Other ${text},${sign}1001
2026-03-06,Against ${text},${sign === '' ? '-3' : '3000'}
`,
    });
    const importBoth = async () => [
      await importFile(app, user, { ...fileOf('-', 'Out'), accountId: giro }),
      await importFile(app, user, { ...fileOf('', 'In'), accountId: savings }),
    ];
    const imports = await importBoth();
    const [pair, ...none] = (await proposals('to=2026-03-02')).data.proposals;
    expect([pair?.paid.description, none]).toEqual(['Out', []]);
    await user.post('/transfers/proposals/reject', { firstId: pair?.paid.id, secondId: pair?.received.id });
    expect(await pairs('to=2026-03-02')).toEqual([]);

    for (const { id } of imports) await user.post(`/imports/${id}/revert`, { force: true });
    await importBoth();
    const again = await user.get<Transaction[]>('/transactions?to=2026-03-02');
    expect(again.data).toHaveLength(2);
    expect(again.data.map(({ id }) => id)).not.toContain(pair?.paid.id);
    expect(await pairs('to=2026-03-02')).toEqual([]);
    // The other two rows of the files were never rejected.
    expect(await pairs()).toHaveLength(1);
  });

  it('200: nor does a transfer that was unlinked', async () => {
    const out = await book(giro, '03-01 -100', { transferAccountId: savings });
    await user.delete(`/transactions/${out.id}/transfer`);
    expect(await pairs()).toEqual([]);
  });

  it('422 VALIDATION_FAILED: rows that are not there', async () => {
    const out = await book(giro, '03-01 -100');
    for (const [first, second] of [
      [out.id, NOWHERE],
      [NOWHERE, out.id],
      [out.id, out.id],
    ]) {
      const refused = await user.post('/transfers/proposals/reject', { firstId: first, secondId: second });
      expect([refused.status, refused.code]).toEqual([422, 'VALIDATION_FAILED']);
    }
  });
});
