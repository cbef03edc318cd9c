import { expect, type Page } from '@playwright/test';
import { type Api, categoryId, newBooks } from './books.ts';
import { test } from './test.ts';

async function seed(api: Api): Promise<void> {
  const { id: accountId } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  const groceries = await categoryId(api, 'Groceries');
  const rows = [
    ['2026-01-05', '-10.00', 'Bread and rolls', 'Corner Bakery', groceries],
    ['2026-02-03', '-64.20', 'Weekly groceries', 'Corner Shop', groceries],
    ['2026-02-10', '-12.00', 'Cinema with Ada', 'Odeon', null],
    ['2026-03-01', '1850.00', 'March pay', 'Employer', null],
  ] as const;
  for (const [date, amount, description, payeeName, category] of rows) {
    await api.post('/transactions', {
      accountId,
      date,
      amount,
      description,
      payeeName,
      categoryId: category,
      ...(description === 'Cinema with Ada' ? { tags: ['evening out'] } : {}),
    });
  }
}

const box = (page: Page) => page.getByRole('combobox', { name: 'Search transactions' });
const totals = (page: Page) => page.getByLabel('Totals of the list');

/** Enhanced: the suggestions and the live search work from here on. */
async function ready(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Saved', exact: true })).toBeEnabled();
  await page.waitForLoadState('networkidle');
}

test('finds rows by words and operators, and shows what it understood @every-width', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  await seed(api);
  await page.goto('/transactions');
  await ready(page);
  await box(page).fill('corner amount:>50');
  await expect(page).toHaveURL(/q=corner\+amount/u);
  await expect(totals(page)).toContainText('1 transaction');
  const understood = page.getByRole('list', { name: 'Understood as' });
  await expect(understood.getByRole('listitem')).toHaveText([/corner/u, /amount >50/u]);

  await page.getByRole('link', { name: 'Remove amount >50' }).click();
  await expect(totals(page)).toContainText('2 transactions');
  await expect(box(page)).toHaveValue('corner');

  await box(page).fill('grocereis');
  await expect(page.getByText('Showing groceries for grocereis.')).toBeVisible();
  await expect(totals(page)).toContainText('1 transaction');
});

test('suggests operators and values by keyboard', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await seed(api);
  await page.goto('/transactions');
  await ready(page);
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('ta');
  await expect(page.getByRole('option', { name: /^tag:/u })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('tag:');
  await page.keyboard.type('ev');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('tag:"evening out" ');
  await expect(totals(page)).toContainText('1 transaction');
  await page.keyboard.type('am');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
});

test('points at what it cannot read, and suggests the name that was meant', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  await seed(api);
  await page.goto('/transactions');
  await ready(page);
  await box(page).fill('bread after:soon');
  const problem = page.getByRole('main').getByRole('alert');
  await expect(problem).toContainText('After: wants a date like 2026-01-31.');
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(totals(page)).toContainText('4 transactions');

  await box(page).fill('category:grocereis');
  await expect(problem).toContainText('There is no category like "grocereis". Did you mean Groceries?');
  await box(page).fill('category:groceries');
  await expect(problem).toBeHidden();
  await expect(totals(page)).toContainText('2 transactions');
});

test('leads from the command palette to the search', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await seed(api);
  await page.goto('/transactions');
  await ready(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox', { name: 'Page, account or action' }).fill('cinema');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=cinema/u);
  await expect(totals(page)).toContainText('1 transaction');
});

test('saves a filter, opens, renames, deletes and brings it back', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await seed(api);
  await page.goto('/transactions?q=corner&from=2026-02-01');
  await ready(page);
  await page.getByRole('button', { name: 'Saved', exact: true }).click();
  const menu = page.getByRole('dialog', { name: 'Saved filters' });
  await menu.getByLabel('Save this as').fill('Corner, lately');
  await menu.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(menu.getByRole('link', { name: 'Corner, lately' })).toBeVisible();

  await page.goto('/transactions');
  await ready(page);
  await page.getByRole('button', { name: 'Saved', exact: true }).click();
  await menu.getByRole('link', { name: 'Corner, lately' }).click();
  await expect(page).toHaveURL(/from=2026-02-01/u);
  await expect(totals(page)).toContainText('1 transaction');

  await page.goto('/transactions/filters');
  const main = page.getByRole('main');
  await main.getByLabel('Name').fill('Corner');
  await main.getByRole('button', { name: 'Save' }).click();
  await expect(main.getByRole('heading', { name: 'Corner', exact: true })).toBeVisible();
  await main.getByRole('button', { name: 'Delete' }).click();
  await expect(main.getByText('Deleted a saved filter.')).toBeVisible();
  await main.getByRole('button', { name: 'Undo' }).click();
  await expect(main.getByRole('heading', { name: 'Corner', exact: true })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the search box is a form', async ({ page, context, baseURL }) => {
    const { api } = await newBooks({ context, baseURL });
    await seed(api);
    await page.goto('/transactions');
    await box(page).fill('corner -bread');
    await box(page).press('Enter');
    await expect(page).toHaveURL(/q=corner/u);
    await expect(totals(page)).toContainText('1 transaction');
  });
});
