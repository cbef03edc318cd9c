import { expect } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { test } from './test.ts';
import { upload } from './upload.ts';

/** More than are read again while somebody waits. */
const ROWS = 2500;
const FILE = [
  'Date,Description,Amount,Extra',
  ...Array.from({ length: ROWS }, (_, index) => `2026-01-05,Qwurp ${index},-1.00,Blixa ${index}`),
  '',
].join('\n');

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });
    test.slow();

    test('a large booked file is read again in the background, first to see what differs, then to change it', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id: accountId } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
      await page.goto(`/import?accountId=${accountId}`);
      await upload(page, { name: 'large.csv', content: FILE, javaScriptEnabled });
      await page.getByRole('button', { name: 'Book 2,500 rows' }).click();
      await expect(page.getByText('2,500 rows booked.')).toBeVisible({ timeout: 60_000 });

      await page.getByRole('link', { name: 'Read it again' }).click();
      const form = page.getByRole('form', { name: 'How the file is read this time' });
      await form.getByLabel('Column 2 holds').selectOption({ label: 'Not used' });
      await form.getByLabel('Column 4 holds').selectOption({ label: 'Description' });
      await form.getByRole('button', { name: 'Show what would be different' }).click();
      const found = page.getByRole('region', { name: 'What would be different', exact: true });
      await expect(found.getByText('2,500 rows changed, 0 rows as before.')).toBeVisible({ timeout: 60_000 });
      await expect(found.getByText('1 to 500 of 2,500')).toBeVisible();
      await expect(found.getByText('Description: Qwurp 0 → Blixa 0')).toBeVisible();
      expect(await newest(api)).toContain('Qwurp');

      await found.getByRole('button', { name: 'Change 2,500 rows' }).click();
      await expect(page.getByText('Replayed large.csv.')).toBeVisible({ timeout: 60_000 });
      expect(await newest(api)).toContain('Blixa');
    });
  });
}

async function newest(api: Api): Promise<string> {
  const [row] = await api.get<{ description: string }[]>('/transactions?limit=1');
  return row?.description ?? '';
}
