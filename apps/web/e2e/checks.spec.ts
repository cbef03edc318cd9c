import { expect } from '@playwright/test';
import { type Api, categoryId, newBooks } from './books.ts';
import { test } from './test.ts';

/** A market visit that was entered twice, and a bank that knows of one. */
async function doubledRow(api: Api): Promise<string> {
  const { id } = await api.post('/accounts', {
    name: 'Everyday',
    type: 'checking',
    openingBalance: '1000.00',
    openingDate: '2026-01-31',
  });
  const row = { accountId: id, amount: '-45.67', payeeName: 'Market' };
  await api.post('/transactions', { ...row, date: '2026-02-10' });
  await api.post('/transactions', { ...row, date: '2026-02-11' });
  await api.post(`/accounts/${id}/anchors`, { date: '2026-02-28', balance: '954.33' });
  return id;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('names the likeliest cause of a difference, mends it, and undoes that @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await doubledRow(api);
      await page.goto('/dashboard');
      const main = page.getByRole('main');
      await main.getByRole('link', { name: /Everyday differs from the bank by/u }).click();
      await expect(page).toHaveURL('/checks');
      await expect(main.getByText('1 of 2 stated balances does not agree', { exact: false })).toBeVisible();
      const times = main.getByRole('table', { name: 'Times of Everyday that do not add up' });
      await expect(times.getByRole('row', { name: /28 February 2026/u })).toContainText('45.67');
      const suspect = main.getByRole('listitem').filter({ hasText: 'A row is there twice' }).first();
      await expect(suspect).toContainText('Likely');
      await expect(suspect).toContainText('Both have the same text.');
      await suspect.getByRole('button', { name: /^Delete the row/u }).click();

      await expect(main.getByText('Every stated balance agrees with your rows.')).toBeVisible();
      await page.getByRole('button', { name: /^Undo/u }).first().click();
      if (!javaScriptEnabled) await page.goto('/checks');
      await expect(suspect).toBeVisible();
    });

    test('books what nothing explains as a labelled adjustment', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const accountId = await doubledRow(api);
      await api.post(`/accounts/${accountId}/anchors`, { date: '2026-03-31', balance: '946.20' });
      await page.goto('/checks');
      const main = page.getByRole('main');
      const drift = main.getByRole('region', { name: 'Difference up to 2026-03-31' });
      await expect(drift.getByText('No row here explains it', { exact: false })).toBeVisible();
      await drift.getByText('None of these?', { exact: false }).click();
      const form = drift.getByRole('form', { name: 'Adjustment' });
      await form.getByLabel('Category').selectOption(await categoryId(api, 'Groceries'));
      await form.getByRole('button', { name: 'Add adjustment' }).click();
      await expect(drift).toHaveCount(0);
      const [row] = await api.get<{ amount: string; description: string }[]>('/transactions?limit=1');
      expect(row).toMatchObject({ amount: '-8.13', description: 'Adjustment' });
    });

    test('says when all agrees, and works every total out again', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await page.goto('/checks');
      const main = page.getByRole('main');
      await expect(main.getByText('No balance of your bank is known yet.', { exact: false })).toBeVisible();
      await api.post('/accounts', { name: 'Cash', type: 'cash', openingBalance: '5' });
      await main.getByRole('link', { name: 'Check all totals' }).click();
      await expect(
        main.getByText('Every total was worked out again from its rows, and agrees.'),
      ).toBeVisible();
      await expect(main.getByText('1 stated balance in 1 account.', { exact: false })).toBeVisible();
    });
  });
}

test('the balance runs beside the rows of one account, and follows a change', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  const { id: accountId } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  const row = { accountId, payeeName: 'Market' };
  await api.post('/transactions', { ...row, date: '2026-02-10', amount: '-10.00' });
  const older = await api.post('/transactions', {
    ...row,
    date: '2026-02-09',
    amount: '-5.00',
    payeeName: 'Kiosk',
  });
  await page.goto(`/accounts/${accountId}`);
  const rows = page.getByRole('table', { name: 'Transactions' }).getByRole('row');
  const market = rows.filter({ hasText: 'Market' });
  await expect(page.getByRole('columnheader', { name: 'Balance' })).toBeVisible();
  await expect(market.getByRole('cell').last()).toHaveText(/15\.00/u);
  await rows.filter({ hasText: 'Kiosk' }).getByRole('checkbox').check();
  await page.keyboard.press('#');
  await expect(rows.filter({ hasText: 'Kiosk' })).toHaveCount(0);
  await expect(market.getByRole('cell').last()).toHaveText(/10\.00/u);
  expect(older.id).not.toBe('');

  await page.goto('/transactions');
  await expect(page.getByRole('columnheader', { name: 'Balance' })).toHaveCount(0);
});

test('a balance of the past opens to its proof', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  const accountId = await doubledRow(api);
  await page.goto('/accounts?at=2026-02-10');
  const main = page.getByRole('main');
  await expect(main.getByText('As it was at the end of 10 February 2026.', { exact: false })).toBeVisible();
  await main.getByRole('link', { name: '€954.33' }).click();
  await expect(page).toHaveURL(`/accounts/${accountId}?explain=true&at=2026-02-10`);
  const proof = main.getByRole('table', { name: 'How the balance comes about' });
  await expect(proof.getByRole('row', { name: /1 row/u })).toContainText('minus 45.67');
});
