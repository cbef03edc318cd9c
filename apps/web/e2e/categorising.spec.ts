import { type BrowserContext, expect } from '@playwright/test';
import { type Api, categoryId, fillBooks, newBooks } from './books.ts';
import { test } from './test.ts';

/** Books in which Zorbax is known for groceries, with two rows of it that have no category yet. */
async function taughtBooks(api: Api): Promise<string> {
  const { accountId, date } = await fillBooks(api);
  const groceries = await categoryId(api, 'Groceries');
  const row = { accountId, date, amount: '-7.50' };
  for (const number of [1, 2, 3]) {
    await api.post('/transactions', { ...row, description: `Zorbax ${number}`, categoryId: groceries });
  }
  for (const number of [4, 5]) await api.post('/transactions', { ...row, description: `Zorbax ${number}` });
  return accountId;
}

/** Brings in a bank file of these lines and books it. */
async function importLines(
  { context, baseURL }: { context: BrowserContext; baseURL: string | undefined },
  api: Api,
  file: { accountId: string; lines: readonly string[] },
): Promise<void> {
  const buffer = Buffer.from(['Date,Amount,Description', ...file.lines, ''].join('\n'));
  const response = await context.request.post(`${baseURL ?? ''}/api/v1/imports`, {
    headers: { Origin: baseURL ?? '', 'X-FinTrack-Client': 'web' },
    multipart: { accountId: file.accountId, file: { name: 'bank.csv', mimeType: 'text/csv', buffer } },
  });
  expect(response.status()).toBe(201);
  const { data } = (await response.json()) as { data: { id: string } };
  await api.post(`/imports/${data.id}/commit`);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('takes a suggestion, and takes it back @every-width', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await taughtBooks(api);
      await page.goto('/transactions?uncategorised=true');
      await page.getByRole('link', { name: 'Review with suggestions' }).click();
      const main = page.getByRole('main');
      const row = main.getByRole('listitem', { name: 'Zorbax 5' });
      await expect(row.getByText('You chose Groceries the last time.')).toBeVisible();
      await row.getByRole('button', { name: 'Groceries for Zorbax 5' }).click();
      await expect(main.getByText('Changed a transaction.')).toBeVisible();
      await expect(main.getByRole('listitem', { name: 'Zorbax 5' })).toHaveCount(0);
      await main.getByRole('button', { name: /^Undo/u }).click();
      await expect(main.getByRole('listitem', { name: 'Zorbax 5' })).toBeVisible();
    });

    test('says how sure it has to be', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await page.goto('/categories');
      await page.getByRole('link', { name: 'How well it does' }).click();
      const main = page.getByRole('main');
      await expect(main.getByText('As shipped: nobody has taught it yet')).toBeVisible();
      const form = page.getByRole('form', { name: 'How sure it has to be' });
      await form.getByLabel('It sets a category by itself when it is').selectOption('off');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(main.getByText('It sets no category by itself')).toBeVisible();
      const model = await api.get<{ boldness: string }>('/categorising/model');
      expect(model.boldness).toBe('off');
    });
  });
}

test('is found from the rules and from the settings', async ({ page, context, baseURL }) => {
  await newBooks({ context, baseURL });
  await page.goto('/rules');
  await page.getByRole('link', { name: 'Rows to review' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Categories to review/u })).toBeVisible();
  await page.goto('/rules');
  await page.getByRole('link', { name: 'How well categories are set' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Categories set by themselves' })).toBeVisible();
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Categories to review' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Categories to review/u })).toBeVisible();
});

test('takes suggestions by keys, in the list and on the row', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await taughtBooks(api);
  await page.goto('/categories/review');
  const main = page.getByRole('main');
  const first = main.getByRole('listitem', { name: 'Zorbax 5' });
  // Until the page listens; as often as it is pressed, it is the first row that is meant.
  await expect(async () => {
    await page.keyboard.press('k');
    await expect(first).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('1');
  await expect(first).toHaveCount(0);

  await main.getByRole('link', { name: 'Zorbax 4' }).click();
  const section = page.getByRole('region', { name: 'Suggested categories' });
  await expect(section.getByRole('button', { name: 'Groceries for this row' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(section).toHaveCount(0);
  const rows = await api.get<{ description: string; categoryName: string | null }[]>(
    '/transactions?q=zorbax&limit=10',
  );
  expect(rows.map(({ categoryName }) => categoryName)).toEqual(Array(5).fill('Groceries'));
});

test('shows month by month how well it does, and trains', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  const accountId = await taughtBooks(api);
  const month = new Date().toISOString().slice(0, 7);
  const lines = Array.from(
    { length: 10 },
    (_, number) => `${month}-01,-${number + 1}.00,LIDL FILIALE ${number}x`,
  );
  await importLines({ context, baseURL }, api, { accountId, lines: [...lines, `${month}-01,-3.00,QUUX 1`] });
  const [wrong] = await api.get<{ id: string; version: number }[]>('/transactions?text=filiale&limit=1');
  const presents = await categoryId(api, 'Presents');
  await api.put(`/transactions/${wrong?.id ?? ''}`, { categoryId: presents, version: wrong?.version });

  await page.goto('/categories/accuracy');
  const table = page.getByRole('table', { name: 'Categories set by themselves, by month' });
  // Nine of the ten that it set stood.
  await expect(table.getByRole('row').nth(1)).toContainText('9 of 10');
  await expect(table.getByRole('row').nth(1)).toContainText('90%');
  await page.getByRole('button', { name: 'Train it now' }).click();
  await expect(page.getByText('It is being trained. Look again in a moment.')).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^1, trained /u)).toBeVisible({ timeout: 1000 });
  }).toPass();
});
