import { expect, type Page } from '@playwright/test';
import { newBooks } from './books.ts';
import { test } from './test.ts';
import { upload } from './upload.ts';

/** Long enough to be met while it is read. */
const ROWS = 150_000;

function manyRows(): Buffer {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const day = String(1 + (index % 28)).padStart(2, '0');
    return `2026-01-${day},Card payment to shop ${index},-${1 + (index % 90)}.50`;
  });
  return Buffer.from(`Date,Description,Amount\n${lines.join('\n')}\n`);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });
    test.slow();

    test('says how far a large file has come, and cancels it while it is read', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
      await page.goto(`/import?accountId=${id}`);
      await upload(page, { name: 'large.csv', content: manyRows(), javaScriptEnabled, timeout: 60_000 });
      await expect(progress(page)).toBeVisible({ timeout: 30_000 });
      await expect(page.getByRole('main')).toContainText(/\d+ %, [\d,]+ of 150,001 rows/u, {
        timeout: 30_000,
      });
      await page.getByRole('button', { name: 'Cancel the import' }).click();
      await expect(page).toHaveURL(/\/import$/u, { timeout: 30_000 });
      await expect(page.getByRole('link', { name: 'large.csv' })).toHaveCount(0);
      expect(await api.get<unknown[]>('/imports')).toEqual([]);
    });
  });
}

function progress(page: Page) {
  return page.getByRole('progressbar', { name: 'Reading the file' });
}
