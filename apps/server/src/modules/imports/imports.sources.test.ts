import type { ImportSummary, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { balanceOf, importFile, rowsOf, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let client: TestClient;

beforeAll(async () => {
  app = await createTestApp();
  client = await signUp(app);
});
afterAll(() => app.close());

async function rowsIn(accountId: string): Promise<Transaction[]> {
  const { data } = await client.get<Transaction[]>(`/transactions?accountId=${accountId}&limit=100`);
  return data.toSorted((left, right) => (left.date < right.date ? -1 : 1));
}

async function addCategory(name: string): Promise<string> {
  const { data } = await client.post<{ id: string }>('/categories', { name, kind: 'expense' });
  return data.id;
}

describe('the register of YNAB', () => {
  const content = [
    '"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"',
    '"Checking","","01/13/2026","Starting Balance","Inflow: Ready to Assign","Inflow","Ready to Assign","","$0.00","$1,000.00","Reconciled"',
    '"Checking","Red","01/14/2026","Store","Everyday: Weekly food","Everyday","Weekly food","Split (1/2) weekly","$60.00","$0.00","Cleared"',
    '"Checking","Red","01/14/2026","Store","Everyday: Things at home","Everyday","Things at home","Split (2/2) ","$22.50","$0.00","Cleared"',
    '"Checking","","01/15/2026","Transfer : Visa","","","","card","$200.00","$0.00","Cleared"',
    '"Visa","","01/15/2026","Transfer : Checking","","","","card","$0.00","$200.00","Cleared"',
    '"Visa","","01/16/2026","Cafe","Everyday: Weekly food","Everyday","Weekly food","","$4.25","$0.00","Cleared"',
    '',
  ].join('\n');

  it('comes over with categories, tags, splits and transfers, and with the same balances; again changes nothing', async () => {
    const [food, home] = [await addCategory('Weekly food'), await addCategory('Things at home')];
    const checking = await client.addAccount({ name: 'Checking', currency: 'USD' });
    const visa = await client.addAccount({ name: 'Visa', currency: 'USD', type: 'credit' });
    const draft = await upload(app, client, { name: 'Register.csv', content });
    expect(draft.data.mapping).toMatchObject({ source: 'ynab' });
    expect(draft.data.questions).toEqual([]);
    expect(draft.data.statements.map((statement) => statement.accountId)).toEqual([checking, visa]);
    expect(draft.data.counts).toMatchObject({ total: 6, new: 5, skip: 1 });

    const committed = await client.post<ImportSummary>(`/imports/${draft.data.id}/commit`);
    expect(committed.status).toBe(202);
    expect([await balanceOf(client, checking), await balanceOf(client, visa)]).toEqual(['717.50', '195.75']);

    const [start, store, out] = await rowsIn(checking);
    expect(start).toMatchObject({ amount: '1000.00', type: 'income', categoryId: null });
    expect(store).toMatchObject({ amount: '-82.50', isSplit: true, tags: ['Red'] });
    const parts = await client.get<Transaction & { splits: { amount: string; categoryId: string }[] }>(
      `/transactions/${store?.id ?? ''}`,
    );
    expect(new Map(parts.data.splits.map((part) => [part.amount, part.categoryId]))).toEqual(
      new Map([
        ['-60.00', food],
        ['-22.50', home],
      ]),
    );
    const [into, cafe] = await rowsIn(visa);
    expect(out).toMatchObject({ amount: '-200.00', type: 'transfer', transferAccountId: visa });
    expect(into).toMatchObject({ amount: '200.00', type: 'transfer', transferAccountId: checking });
    expect(cafe).toMatchObject({ amount: '-4.25', categoryId: food });

    const again = await importFile(app, client, { name: 'Register.csv', content });
    expect(again.counts).toMatchObject({ new: 0, duplicate: 5 });
    expect([await balanceOf(client, checking), await balanceOf(client, visa)]).toEqual(['717.50', '195.75']);
  });
});

describe('the activity of PayPal', () => {
  it('moves the balance of each currency as PayPal says', async () => {
    const euros = await client.addAccount({ name: 'PayPal', currency: 'EUR' });
    const content = [
      'Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Balance,Balance Impact',
      '15/01/2026,10:00:00,CET,Shop,Express Checkout Payment,Completed,USD,-10.00,0.00,-10.00,TX1,,-10.00,Debit',
      '15/01/2026,10:00:00,CET,,General Currency Conversion,Completed,EUR,-9.20,0.00,-9.20,TX3,TX1,90.80,Debit',
      '15/01/2026,10:00:00,CET,,General Currency Conversion,Completed,USD,10.00,0.00,10.00,TX4,TX1,0.00,Credit',
      '16/01/2026,09:00:00,CET,Jane,Mobile Payment,Completed,EUR,100.00,-2.50,97.50,TX5,,188.30,Credit',
      '',
    ].join('\n');
    const summary = await importFile(app, client, { name: 'Download.csv', content, accountId: euros });
    expect(summary.counts).toMatchObject({ total: 4, new: 2, skip: 2, invalid: 0 });
    expect((await rowsIn(euros)).map((row) => [row.date, row.amount])).toEqual([
      ['2026-01-15', '-9.20'],
      ['2026-01-16', '97.50'],
    ]);
  });
});

describe('a running balance', () => {
  it('names the line where rows are missing, once, however often the file is read', async () => {
    const accountId = await client.addAccount({ name: 'With a gap', currency: 'EUR' });
    const lines = Array.from({ length: 30 }, (_, index) => {
      const day = String(index + 1).padStart(2, '0');
      // The file lost the row between lines 21 and 22, which came to -7.00.
      const balance = 1000 - index - (index >= 20 ? 7 : 0);
      return `2026-01-${day},Row ${index + 1},-1.00,${balance}.00`;
    });
    const content = ['Date,Description,Amount,Balance', ...lines, ''].join('\n');
    const { data } = await upload(app, client, { name: 'gap.csv', content, accountId });
    const gaps = data.notes.filter((note) => note.subject === 'missingRows');
    expect(gaps).toEqual([
      {
        subject: 'missingRows',
        guess: 'The balance breaks in one place',
        confidence: 0.97,
        evidence:
          'Line 22: the balance should be 980.00 EUR after line 21, and the file says 973.00 EUR. Rows that come to -7.00 EUR seem to be missing between them.',
      },
    ]);
    const changed = await client.put<ImportSummary>(`/imports/${data.id}/mapping`, {
      version: data.version,
      mapping: { pendingStates: ['x'] },
    });
    expect(changed.data.notes.filter((note) => note.subject === 'missingRows')).toEqual(gaps);
    expect(await rowsOf(client, data.id)).toHaveLength(30);
  });
});
