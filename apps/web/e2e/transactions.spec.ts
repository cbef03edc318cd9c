import { expect, type Page } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { test } from './test.ts';

test.describe('by keyboard', () => {
  test('adds a row: the amount is money out unless said otherwise', async ({ page, context, baseURL }) => {
    const { api } = await newBooks({ context, baseURL });
    await seed(api);
    await page.goto('/transactions');
    await ready(page);
    await page.keyboard.press('n');
    const form = page.getByRole('form', { name: 'New transaction' });
    const payee = form.getByRole('combobox', { name: 'Payee' });
    await expect(payee).toBeFocused();

    await payee.fill('Corner Market');
    await page.getByRole('option', { name: 'Corner Market' }).click();
    await expect(form.getByRole('combobox', { name: 'Category' })).toHaveValue('Food › Groceries');
    await form.getByLabel('Date').fill('-1');
    await form.getByLabel('Amount', { exact: true }).fill('12.50+3*2');
    await page.keyboard.press('Enter');
    const added = page.getByRole('row', { name: /Corner Market.*18\.50/u });
    await expect(added).toContainText('minus 18.50');
    await expect(page.getByText('Corner Market added.')).toBeVisible();
    await expect(payee).toHaveValue('');
    await expect(page.getByLabel('Totals of the list')).toContainText('4 transactions');

    await payee.fill('Paid back');
    await form.getByLabel('Amount', { exact: true }).focus();
    await page.keyboard.press('+');
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row', { name: /Paid back/u })).toContainText('5.00');
    await expect(page.getByRole('row', { name: /Paid back/u })).not.toContainText('minus');
  });

  test('moves, edits in place, deletes and undoes', async ({ page, context, baseURL }) => {
    const { api } = await newBooks({ context, baseURL });
    await seed(api);
    await page.goto('/transactions');
    await ready(page);
    const table = page.getByRole('table', { name: 'Transactions' });

    await page.keyboard.press('j');
    await expect(table.getByRole('link', { name: 'City Transit' })).toBeFocused();
    await page.keyboard.press('j');
    await expect(table.getByRole('link', { name: 'Corner Market' })).toBeFocused();
    await page.keyboard.press('k');
    await expect(table.getByRole('link', { name: 'City Transit' })).toBeFocused();

    await page.keyboard.press('e');
    const edit = page.getByRole('form', { name: 'Edit City Transit' });
    await edit.getByLabel('Amount', { exact: true }).fill('3.10');
    await page.keyboard.press('Escape');
    await expect(edit).toHaveCount(0);
    await expect(table.getByRole('row', { name: /City Transit/u })).toContainText('minus 2.90');

    await page.keyboard.press('Enter');
    await edit.getByLabel('Amount', { exact: true }).fill('3.10');
    await page.keyboard.press('Enter');
    await expect(table.getByRole('row', { name: /City Transit/u })).toContainText('minus 3.10');
    await expect(page.getByText('City Transit saved.')).toBeVisible();
    await expect(table.getByRole('link', { name: 'City Transit' })).toBeFocused();

    await page.keyboard.press('u');
    await expect(table.getByRole('row', { name: /City Transit/u })).toContainText('minus 2.90');

    await page.keyboard.press('#');
    await expect(table.getByRole('row', { name: /City Transit/u })).toHaveCount(0);
    await expect(page.getByText('City Transit deleted.')).toBeVisible();
    await page
      .getByRole('alertdialog', { name: 'City Transit deleted.' })
      .getByRole('button', { name: 'Undo' })
      .click();
    await expect(table.getByRole('row', { name: /City Transit/u })).toContainText('minus 2.90');
  });

  test('gives selected rows a category', async ({ page, context, baseURL }) => {
    const { api } = await newBooks({ context, baseURL });
    await seed(api);
    await page.goto('/transactions');
    await ready(page);
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await expect(page.getByText('2 selected')).toBeVisible();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'Set category of 2 rows' });
    await dialog.getByRole('combobox').fill('Fuel');
    await page.getByRole('option', { name: 'Transport › Fuel' }).click();
    await expect(page.getByRole('row', { name: /City Transit/u })).toContainText('Fuel');
    await expect(page.getByRole('row', { name: /Corner Market/u })).toContainText('Fuel');
    await expect(page.getByText('Category of 2 rows set to Fuel.')).toBeVisible();
  });
});

test('asks only about what somebody else has changed too, and keeps the rest of both', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  const rows = await seed(api);
  await page.goto('/transactions');
  await ready(page);
  await page.getByRole('link', { name: 'City Transit' }).click();
  const edit = page.getByRole('form', { name: 'Edit City Transit' });
  await api.put(`/transactions/${rows.transit}`, { notes: 'monthly', amount: '-9.90', version: 1 });
  await edit.getByLabel('Amount', { exact: true }).fill('3.10');
  await edit.getByRole('button', { name: 'Save' }).click();

  const dialog = page.getByRole('alertdialog', { name: 'Somebody changed this row meanwhile' });
  await expect(dialog.getByRole('group', { name: 'Amount' })).toContainText('minus €9.90');
  await expect(dialog.getByRole('group')).toHaveCount(1);
  await expect(dialog).toContainText('theirs of Notes');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /City Transit/u })).toContainText('minus 3.10');
  await expect(page.getByRole('row', { name: /City Transit/u })).toContainText('monthly');
});

test('says why a change was refused, and puts the row back', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  const rows = await seed(api);
  await api.put(`/transactions/${rows.transit}`, { status: 'reconciled', version: 1 });
  await page.goto('/transactions');
  await ready(page);
  await page.getByRole('link', { name: 'City Transit' }).click();
  const edit = page.getByRole('form', { name: 'Edit City Transit' });
  await edit.getByLabel('Amount', { exact: true }).fill('99');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Not saved: /u)).toContainText('reconciled');
  await expect(page.getByRole('row', { name: /City Transit/u })).toContainText('minus 2.90');
});

test('narrows the list by chips and by the address', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await seed(api);
  await page.goto('/transactions?text=market');
  await ready(page);
  await expect(page.getByLabel('Totals of the list')).toContainText('1 transaction');
  await page.getByRole('link', { name: 'Clear all' }).click();
  await expect(page.getByLabel('Totals of the list')).toContainText('3 transactions');

  await page.getByRole('button', { name: 'Type', exact: true }).click();
  await page.getByRole('dialog', { name: 'Filter by Type' }).getByLabel('Type').selectOption('income');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/type=income/u);
  await expect(page.getByLabel('Totals of the list')).toContainText('€1,850.00');
  await page.getByRole('link', { name: 'Remove filter Type' }).click();
  await expect(page).not.toHaveURL(/type=income/u);

  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Search transactions' })).toBeFocused();
  await page.keyboard.type('transit');
  await expect(page).toHaveURL(/q=transit/u);
  await expect(page.getByLabel('Totals of the list')).toContainText('1 transaction');
});

test('scrolls through thousands of rows, drawing only those in sight', async ({ page, context, baseURL }) => {
  test.slow();
  const { api } = await newBooks({ context, baseURL });
  const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  await importRows(page, id, 5000);
  await page.goto('/transactions');
  await ready(page);
  const table = page.getByRole('table', { name: 'Transactions' });
  await expect(table).toHaveAttribute('aria-rowcount', '5001');

  const seen = new Set<string>();
  await expect(async () => {
    await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight }));
    for (const text of await table.getByRole('link').allTextContents()) seen.add(text);
    await expect(table.locator('[aria-rowindex="5001"]')).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 60_000 });
  expect(await table.locator('[data-row]').count()).toBeLessThan(120);

  await page.keyboard.press('k');
  await expect(table.locator('[data-cursor]')).toBeVisible();
  await page.evaluate(() => window.scrollTo({ top: 0 }));
  await expect(table.locator('[aria-rowindex="2"]')).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('adds, edits, deletes and undoes on pages of their own', async ({ page, context, baseURL }) => {
    const { api } = await newBooks({ context, baseURL });
    await seed(api);
    await page.goto('/transactions');
    const main = page.getByRole('main');
    await main.getByRole('link', { name: 'Add a transaction' }).click();
    const form = page.getByRole('form', { name: 'New transaction' });
    await form.getByRole('combobox', { name: 'Payee' }).fill('Bookshop');
    await form.getByLabel('Amount', { exact: true }).fill('12.50+3*2');
    await form.getByLabel('Category').selectOption({ label: 'Food › Groceries' });
    await form.getByLabel('Date').fill('2026-02-20');
    await form.getByRole('button', { name: 'Add transaction' }).click();
    await expect(main.getByRole('row', { name: /Bookshop/u })).toContainText('minus 18.50');

    await main.getByRole('link', { name: 'Bookshop' }).click();
    const edit = page.getByRole('form', { name: 'Edit transaction' });
    await edit.getByLabel('Amount', { exact: true }).fill('nonsense');
    await edit.getByRole('button', { name: 'Save' }).click();
    await expect(edit.getByText(/"nonsense" is not an amount/u)).toBeVisible();
    await expect(edit.getByRole('combobox', { name: 'Payee' })).toHaveValue('Bookshop');
    await edit.getByLabel('Amount', { exact: true }).fill('20');
    await edit.getByRole('button', { name: 'Save' }).click();
    await expect(main.getByRole('row', { name: /Bookshop/u })).toContainText('minus 20.00');

    await main.getByRole('link', { name: 'Bookshop' }).click();
    await page.getByRole('button', { name: 'Delete transaction' }).click();
    await expect(main.getByRole('row', { name: /Bookshop/u })).toHaveCount(0);
    await main.getByRole('button', { name: /^Undo/u }).click();
    await expect(main.getByRole('row', { name: /Bookshop/u })).toContainText('minus 20.00');
  });
});

/** Waits until the page runs: only then does the line to type into stand there. */
async function ready(page: Page): Promise<void> {
  await expect(page.getByRole('form', { name: 'New transaction' })).toBeVisible();
}

async function seed(api: Api): Promise<{ transit: string }> {
  const { id: accountId } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  const categories = await api.get<{ id: string; name: string }[]>('/categories');
  const categoryId = categories.find(({ name }) => name === 'Groceries')?.id;
  await api.post('/transactions', { accountId, date: '2026-02-01', amount: '1850', payeeName: 'Employer' });
  await api.post('/transactions', {
    accountId,
    date: '2026-02-10',
    amount: '-54.20',
    payeeName: 'Corner Market',
    categoryId,
  });
  const { id } = await api.post('/transactions', {
    accountId,
    date: '2026-02-12',
    amount: '-2.90',
    payeeName: 'City Transit',
  });
  return { transit: id };
}

async function importRows(page: Page, accountId: string, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.UTC(2026, 0, 31) - Math.floor(index / 20) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    return `${date},Shop ${index % 97},-${(index % 80) + 1}.${String(index % 100).padStart(2, '0')},${index}`;
  });
  const text = ['Date,Payee,Amount,Transaction ID', ...rows, ''].join('\n');
  await page.goto(`/import?accountId=${accountId}`);
  const file = { name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.getByLabel(/^Drop your bank/u).setInputFiles(file);
  await page.getByRole('button', { name: /^Book 5,000 rows/u }).click({ timeout: 60_000 });
  await expect(page.getByText('5,000 rows booked.')).toBeVisible({ timeout: 60_000 });
}
