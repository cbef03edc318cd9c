import { expect, type Page } from '@playwright/test';
import { type Api, type Books, categoryId, fillBooks, newBooks } from './books.ts';
import { test } from './test.ts';

interface Detail {
  readonly id: string;
  readonly amount: string;
  readonly type: string;
  readonly splits: { readonly amount: string; readonly categoryName: string | null }[];
  readonly otherLeg: { readonly id: string; readonly amount: string } | null;
  readonly fees: { readonly amount: string }[];
  readonly refundOfId: string | null;
}

const TODAY = new Date().toISOString().slice(0, 10);

async function open(page: Page, api: Api, payee: string): Promise<string> {
  const [row] = await api.get<{ id: string }[]>(`/transactions?text=${payee}`);
  await page.goto(`/transactions/${row?.id}`);
  return row?.id ?? '';
}

const read = (api: Api, id: string) => api.get<Detail>(`/transactions/${id}`);

test('splits a row: sums, the rest, evenly; saved with Ctrl+Enter, undone @every-width', async ({
  page,
  context,
  baseURL,
}) => {
  const { api }: Books = await newBooks({ context, baseURL });
  await fillBooks(api);
  const id = await open(page, api, 'Market');
  await page.getByText('Split over several categories').click();
  const form = page.getByRole('form', { name: 'Split' });
  const part = (number: number) => form.getByRole('group', { name: `Part ${number}` });
  await expect(form.getByText('left to share out')).toHaveText('€40.00 left to share out');

  await part(1).getByLabel('Amount').fill('20+5');
  await expect(form.getByText('left to share out')).toHaveText('€15.00 left to share out');
  await part(2).getByRole('button', { name: 'Put the rest into part 2' }).click();
  await expect(form.getByText('All of it is shared out.')).toBeVisible();
  await expect(part(2).getByLabel('Amount')).toHaveValue('15.00');
  await part(2).getByLabel('Category').selectOption({ label: 'Food' });
  await part(2).getByLabel('Note').fill('cheese');

  await form.getByRole('button', { name: 'Add a part' }).click();
  await form.getByRole('button', { name: 'Split evenly' }).click();
  await expect(part(1).getByLabel('Amount')).toHaveValue('13.34');
  await expect(part(3).getByLabel('Amount')).toHaveValue('13.33');
  await form.getByRole('button', { name: 'Remove part 3' }).click();
  await expect(form.getByText('left to share out')).toHaveText('€13.33 left to share out');
  await form.getByRole('button', { name: 'Put the rest into part 1' }).click();
  await part(2).getByLabel('Note').press('Control+Enter');

  await expect(page.getByText('Split a transaction into 2 parts.')).toBeVisible();
  expect((await read(api, id)).splits.map(({ amount, categoryName }) => [amount, categoryName])).toEqual([
    ['-26.67', 'Groceries'],
    ['-13.33', 'Food'],
  ]);

  await page.goto('/transactions');
  await expect(page.getByText('2 categories')).toBeVisible();
  await page.goto(`/transactions?categoryId=${await categoryId(api, 'Groceries')}`);
  await expect(page.getByRole('main').getByText('26.67')).toBeVisible();

  await page.goto(`/transactions/${id}`);
  await page.getByRole('button', { name: 'Make it one row again' }).click();
  await expect(page.getByText('Undid a split.')).toBeVisible();
  expect((await read(api, id)).splits).toEqual([]);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('splits a row, is told what is left, and keeps what was typed', async ({ page, context, baseURL }) => {
    const { api } = await newBooks({ context, baseURL });
    await fillBooks(api);
    const id = await open(page, api, 'Market');
    await page.getByText('Split over several categories').click();
    const form = page.getByRole('form', { name: 'Split' });
    const part = (number: number) => form.getByRole('group', { name: `Part ${number}` });
    await part(1).getByLabel('Amount').fill('30');
    await part(3).getByLabel('Amount').fill('9');
    await part(3).getByLabel('Category').selectOption({ label: 'Food' });
    await form.getByRole('button', { name: 'Save the split' }).click();
    await expect(page.getByText('-1.00 EUR are left to share out')).toBeVisible();
    await expect(part(2).getByLabel('Amount')).toHaveValue('9.00');
    await part(2).getByLabel('Amount').fill('10');
    await form.getByRole('button', { name: 'Save the split' }).click();
    await expect(page.getByText('Split a transaction into 2 parts.')).toBeVisible();
    expect((await read(api, id)).splits.map(({ amount }) => amount)).toEqual(['-30.00', '-10.00']);
  });

  test('answers whether two rows are one transfer', async ({ page, context, baseURL }) => {
    const { api } = await newBooks({ context, baseURL });
    const { paid } = await addPair(api);
    await page.goto('/transfers');
    await page.getByRole('button', { name: /^One transfer/u }).click();
    await expect(page.getByText('Linked two transactions as a transfer.')).toBeVisible();
    expect((await read(api, paid)).type).toBe('transfer');
  });
});

async function addPair(api: Api): Promise<{ paid: string; received: string }> {
  const { accountId } = await fillBooks(api);
  const savings = await api.post('/accounts', { name: 'Savings', type: 'savings' });
  const paid = { accountId, date: TODAY, amount: '-70', description: 'Transfer to Savings' };
  const received = { accountId: savings.id, date: TODAY, amount: '70', description: 'Deposit' };
  return {
    paid: (await api.post('/transactions', paid)).id,
    received: (await api.post('/transactions', received)).id,
  };
}

test('reviews a pair from the dashboard: rejected it never comes back, undone it is accepted @every-width', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  const { paid, received } = await addPair(api);
  await page.goto('/dashboard');
  await page.getByRole('link', { name: '1 pair of rows looks like a transfer' }).click();
  await expect(page.getByRole('heading', { name: 'Transfers to review' })).toBeVisible();
  await expect(page.getByText('The text names the other account.')).toBeVisible();
  await page.getByRole('button', { name: /^Not a transfer/u }).click();
  await expect(page.getByText('Said that two transactions are no transfer.')).toBeVisible();
  await expect(page.getByText('No two rows of this time look like a transfer')).toBeVisible();

  await page.getByRole('button', { name: /^Undo/u }).click();
  await expect(page.getByText('The text names the other account.')).toBeVisible();
  await page.getByRole('button', { name: /^One transfer/u }).click();
  await expect(page.getByText('Linked two transactions as a transfer.')).toBeVisible();
  expect((await read(api, paid)).otherLeg?.id).toBe(received);
});

test('links two rows by hand with a fee, and unlinks them', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  const { accountId } = await fillBooks(api);
  const savings = await api.post('/accounts', { name: 'Savings', type: 'savings' });
  const paid = await api.post('/transactions', { accountId, date: TODAY, amount: '-102', payeeName: 'Bank' });
  await api.post('/transactions', { accountId: savings.id, date: TODAY, amount: '100', description: 'In' });
  await page.goto(`/transactions/${paid.id}`);
  await page.getByText('This is a transfer between two of my accounts').click();
  const form = page.getByRole('form', { name: 'Link a transfer' });
  await form.getByLabel('The other row').selectOption({ index: 1 });
  await form.getByRole('button', { name: 'Link the two rows' }).click();
  await expect(form.getByText('give it as a fee of 2.00 EUR')).toBeVisible();
  await form.getByLabel('Fee').fill('2');
  await form.getByRole('button', { name: 'Link the two rows' }).click();
  await expect(page.getByText('Linked two transactions as a transfer.')).toBeVisible();
  expect(await read(api, paid.id)).toMatchObject({ amount: '-100.00', fees: [{ amount: '-2.00' }] });
  await page.getByRole('button', { name: 'Unlink: these are no transfer' }).click();
  await expect(page.getByText('Unlinked a transfer.')).toBeVisible();
  expect((await read(api, paid.id)).type).toBe('expense');
});

test('books a transfer across currencies with its fee, shows the rate, and deletes one row only', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  await fillBooks(api);
  await api.post('/accounts', { name: 'Abroad', type: 'savings', currency: 'USD' });
  await page.goto('/transactions/new');
  const form = page.getByRole('form', { name: 'New transaction' });
  await form.getByLabel('Account', { exact: true }).selectOption({ label: 'Everyday' });
  await form.getByLabel('Amount', { exact: true }).fill('100');
  await form.getByLabel('Transfer to').selectOption({ label: 'Abroad' });
  await form.getByLabel('What arrives there').fill('108.25');
  await form.getByLabel('Transfer fee').fill('1.50');
  await expect(form.getByText('1 EUR = 1.0825 USD')).toBeVisible();
  await form.getByRole('button', { name: 'Add transaction' }).click();
  await expect(page.getByText(/Added a transfer of \u2212\D*100\.00/u).first()).toBeVisible();

  const [leg] = await api.get<{ id: string }[]>('/transactions?type=transfer&sort=amount');
  await page.goto(`/transactions/${leg?.id}`);
  const section = page.getByRole('region', { name: 'Transfer', exact: true });
  await expect(section.getByText('1 EUR = 1.0825 USD')).toBeVisible();
  await expect(section.getByText('Transfer fee')).toBeVisible();
  await page.getByRole('form', { name: 'Edit transaction' }).getByLabel('In Abroad').fill('109');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Changed a transaction.')).toBeVisible();
  const { otherLeg } = await read(api, leg?.id ?? '');
  expect(otherLeg?.amount).toBe('109.00');

  await page.goto(`/transactions/${leg?.id}`);
  await page.getByLabel('stays as a row of its own').check();
  await page.getByRole('button', { name: 'Delete the transfer' }).click();
  await expect(page.getByText('Deleted a transaction.')).toBeVisible();
  expect((await read(api, otherLeg?.id ?? '')).type).toBe('income');
});

test('the list asks what becomes of the other row', async ({ page, context, baseURL }) => {
  test.skip((page.viewportSize()?.width ?? 0) < 720, 'rows open on a page of their own on a phone');
  const { api } = await newBooks({ context, baseURL });
  const { accountId } = await fillBooks(api);
  const savings = await api.post('/accounts', { name: 'Savings', type: 'savings' });
  const row = {
    accountId,
    date: TODAY,
    amount: '-70',
    transferAccountId: savings.id,
    description: 'Put aside',
  };
  const leg = await api.post('/transactions', row);
  await page.goto(`/transactions?accountId=${accountId}`);
  await page.getByRole('link', { name: 'Put aside' }).click();
  await page.getByRole('form', { name: 'Edit Put aside' }).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Delete the transfer “Put aside”?' });
  await dialog.getByRole('button', { name: 'Only this row' }).click();
  await expect(page.getByText('Put aside deleted.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Put aside' })).toHaveCount(0);
  const left = await api.get<{ id: string; type: string }[]>(`/transactions?accountId=${savings.id}`);
  expect(left.map(({ type }) => type)).toEqual(['income']);
  expect(left[0]?.id).not.toBe(leg.id);
  // The row that stays is in an account that this list does not show.
  await expect(page.getByRole('status', { name: 'Totals of the list' })).toContainText('4 transactions');
  await expect(page.getByRole('link', { name: 'Put aside' })).toHaveCount(0);
});

test('says which purchase a refund gives back', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  const { accountId } = await fillBooks(api);
  const refund = await api.post('/transactions', {
    accountId,
    date: TODAY,
    amount: '8',
    payeeName: 'Market',
  });
  await page.goto(`/transactions/${refund.id}`);
  await page.getByText('This gives back a purchase').click();
  await page.getByLabel('This gives back', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Link to the purchase' }).click();
  await expect(page.getByRole('region', { name: 'This gives back' })).toBeVisible();
  const { refundOfId } = await read(api, refund.id);
  await page.goto(`/transactions/${refundOfId}`);
  await expect(page.getByRole('region', { name: 'What came back' })).toContainText(
    '€32.00 can still come back.',
  );
});
