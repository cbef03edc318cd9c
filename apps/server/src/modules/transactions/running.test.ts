import type { Transaction } from '@fintrack/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
let giro: string;
beforeAll(async () => {
  app = await createTestApp();
  user = await signUp(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  giro = await user.addAccount({ name: crypto.randomUUID() });
});

async function book(date: string, amount: string, fields: object = {}): Promise<Transaction> {
  const made = await user.post<Transaction>('/transactions', { accountId: giro, date, amount, ...fields });
  expect(made.message).toBeUndefined();
  return made.data;
}

/** Date, amount and balance after each row, oldest first. */
async function running(query = ''): Promise<(string | null | undefined)[][]> {
  const listed = await user.get<Transaction[]>(
    `/transactions?accountId=${giro}&include=running&sort=date&limit=200${query}`,
  );
  expect(listed.message).toBeUndefined();
  return listed.data.map((row) => [row.date, row.amount, row.runningBalance]);
}

describe('GET /transactions with include=running', () => {
  it('200 the balance after each row, from the anchor; pending rows have none', async () => {
    await book('2026-01-20', '30.00');
    await user.post(`/accounts/${giro}/anchors`, { date: '2026-01-31', balance: '1000.00' });
    await book('2026-02-01', '-200.00');
    await book('2026-02-10', '-40.00');
    await book('2026-02-10', '-9.90', { status: 'pending' });
    await book('2026-02-10', '-1.00');
    expect(await running()).toEqual([
      ['2026-01-20', '30.00', '1000.00'],
      ['2026-02-01', '-200.00', '800.00'],
      ['2026-02-10', '-40.00', '760.00'],
      ['2026-02-10', '-9.90', null],
      ['2026-02-10', '-1.00', '759.00'],
    ]);
  });

  it('200 on the day of an anchor the last row stands at it: the step of a drift lies before the day', async () => {
    await user.post(`/accounts/${giro}/anchors`, { date: '2026-01-31', balance: '100.00' });
    await book('2026-02-10', '-10.00');
    await book('2026-02-28', '-5.00');
    await book('2026-02-28', '-2.00');
    await user.post(`/accounts/${giro}/anchors`, { date: '2026-02-28', balance: '80.00' });
    expect(await running()).toEqual([
      ['2026-02-10', '-10.00', '90.00'],
      ['2026-02-28', '-5.00', '82.00'],
      ['2026-02-28', '-2.00', '80.00'],
    ]);
  });

  it('200 under other filters it is still the balance of the whole account; newest first is the same', async () => {
    await book('2026-02-01', '100.00');
    await book('2026-02-02', '-30.00', { description: 'Market' });
    await book('2026-02-02', '-1.00');
    expect(await running('&text=Market')).toEqual([['2026-02-02', '-30.00', '70.00']]);
    const newest = await user.get<Transaction[]>(`/transactions?accountId=${giro}&include=running&limit=1`);
    expect(newest.data.map((row) => row.runningBalance)).toEqual(['69.00']);
    const [plain] = (await user.get<Transaction[]>(`/transactions?accountId=${giro}`)).data;
    expect(plain).not.toHaveProperty('runningBalance');
  });

  it.each([
    ['include=running', 'one accountId'],
    ['include=running&accountId=A,B', 'one accountId'],
    ['include=running&accountId=A&sort=-amount', 'sort by date'],
    ['include=everything&accountId=A', 'include'],
  ])('422 VALIDATION_FAILED for %s', async (query, hint) => {
    const other = await user.addAccount({ name: crypto.randomUUID() });
    const refused = await user.get(`/transactions?${query.replace('A', giro).replace('B', other)}`);
    expect([refused.status, refused.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(JSON.stringify([refused.message, refused.details])).toContain(hint);
  });

  it('field note 10: twenty parallel inserts into one account on one day leave an exact running balance', async () => {
    await user.post(`/accounts/${giro}/anchors`, { date: '2026-01-31', balance: '1000.00' });
    await Promise.all(Array.from({ length: 20 }, (_, index) => book('2026-02-01', `-${index + 1}.01`)));
    const rows = await running();
    let balance = 100_000n;
    for (const [, amount, after] of rows) {
      balance += minor(amount ?? '');
      expect(minor(after ?? '')).toBe(balance);
    }
    // 1 + 2 + ... + 20 = 210, and twenty cents.
    expect([rows.length, rows.at(-1)?.[2]]).toEqual([20, '789.80']);
  });

  it('field note 11: after a moved date, several deletes at once and an edited split every later balance is right', async () => {
    const made = [];
    for (const day of [1, 2, 3, 4, 5, 6]) made.push(await book(`2026-02-0${day}`, '-10.00'));
    const [first, second, third, fourth] = made;
    await user.put(`/transactions/${fourth?.id}`, { date: '2026-01-15', version: 1 });
    await user.post('/transactions/bulk', { action: 'delete', ids: [first?.id, second?.id] });
    const split = await user.put(`/transactions/${third?.id}/splits`, {
      version: 1,
      amount: '-12.50',
      splits: [{ amount: '-10.00' }, { amount: '-2.50' }],
    });
    expect(split.message).toBeUndefined();
    expect(await running()).toEqual([
      ['2026-01-15', '-10.00', '-10.00'],
      ['2026-02-03', '-12.50', '-22.50'],
      ['2026-02-05', '-10.00', '-32.50'],
      ['2026-02-06', '-10.00', '-42.50'],
    ]);
  });

  it('on random books each row moves the balance by its amount, and an anchor by its drift', async () => {
    const rows = fc.array(
      fc.record({
        day: fc.integer({ min: 1, max: 9 }),
        cents: fc.integer({ min: -500, max: 500 }),
        isPending: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const anchor = fc.option(
      fc.record({ day: fc.integer({ min: 1, max: 9 }), cents: fc.integer({ min: 0, max: 9_999 }) }),
    );
    await fc.assert(
      fc.asyncProperty(rows, anchor, async (booked, stated) => {
        giro = await user.addAccount({ name: crypto.randomUUID() });
        for (const { day, cents, isPending } of booked) {
          await book(`2026-02-0${day}`, text(cents), isPending ? { status: 'pending' } : {});
        }
        if (stated) {
          await user.post(`/accounts/${giro}/anchors`, {
            date: `2026-02-0${stated.day}`,
            balance: text(stated.cents),
          });
        }
        const shown = await user.get<Transaction[]>(
          `/transactions?accountId=${giro}&include=running&sort=date&limit=200`,
        );
        for (const day of new Set(shown.data.map((row) => row.date))) {
          const posted = shown.data.filter((row) => row.date === day && row.status !== 'pending');
          const end = await user.get<{ posted: string }>(`/accounts/${giro}/balance/${day}`);
          let cents = minor(end.data.posted);
          for (const row of posted.toReversed()) {
            expect(minor(row.runningBalance ?? '')).toBe(cents);
            cents -= minor(row.amount);
          }
        }
        const pending = shown.data.filter((row) => row.status === 'pending');
        expect(pending.map((row) => row.runningBalance)).toEqual(pending.map(() => null));
      }),
      { numRuns: 8 },
    );
  });
});

/** Cents of a decimal with two digits. */
function minor(decimal: string): bigint {
  return BigInt(decimal.replace('.', ''));
}

function text(cents: number): string {
  return `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}
