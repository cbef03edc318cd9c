import { readFile } from 'node:fs/promises';
import { type Download, expect, type Page } from '@playwright/test';
import { fillBooks, newBooks } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('downloads the books for hledger and for beancount @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL }, { name: 'The Harpers' });
      await fillBooks(api);
      await page.goto('/export');

      const journal = await download(page, 'hledger or ledger journal');
      expect(journal.suggestedFilename()).toBe('fintrack.journal');
      const lines = (await readFile(await journal.path(), 'utf8')).split('\n');
      expect(lines[0]).toBe('; FinTrack books of The Harpers');
      expect(lines).toContain('account Assets:Everyday');
      expect(lines.at(-2)).toBe('; End of the books: 5 entries, 1 balance assertions.');

      const beancount = await download(page, 'beancount file');
      expect(beancount.suggestedFilename()).toBe('fintrack.beancount');
      const text = await readFile(await beancount.path(), 'utf8');
      expect(text).toContain('option "title" "FinTrack books of The Harpers"\n');
      expect(text).toContain(' balance Assets:Everyday  1000.00 ~ 0.00 EUR\n');
    });

    test('exports days and accounts that are chosen, and says what is wrong with a choice', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { accountId, date } = await fillBooks(api);
      await api.post('/accounts', { name: 'Purse', type: 'cash' });

      await page.goto(`/export?from=${date}&to=2020-01-01`);
      await expect(page.getByRole('form', { name: 'Export the books' }).getByRole('alert')).toHaveText(
        'The first day is after the last one. Swap them.',
      );

      await page.goto(`/export?from=${date}`);
      await page.getByRole('checkbox', { name: 'Everyday (EUR)' }).check();
      const file = await download(page, 'hledger or ledger journal');
      expect(file.suggestedFilename()).toBe(`fintrack-from-${date}.journal`);
      expect(new URL(file.url()).searchParams.get('accountId')).toBe(accountId);
      const text = await readFile(await file.path(), 'utf8');
      expect(text).toContain('    Equity:Opening Balances  -1000.00 EUR\n');
      expect(text).not.toContain('Purse');
    });
  });
}

test('is found from the settings and from the import', async ({ page, context, baseURL }) => {
  await newBooks({ context, baseURL });
  await page.goto('/settings');
  await page.getByRole('main').getByRole('link', { name: 'Export the books' }).click();
  await expect(page.getByRole('heading', { name: 'Export', level: 1 })).toBeVisible();
  await page.goto('/import');
  await page.getByRole('main').getByRole('link', { name: 'Export' }).click();
  await expect(page.getByText('hledger -f fintrack.journal check --strict')).toBeVisible();
});

async function download(page: Page, format: string): Promise<Download> {
  await page.getByLabel('Format').selectOption({ label: format });
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  return started;
}
