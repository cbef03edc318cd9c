import { readFile } from 'node:fs/promises';
import { type Download, expect, type Locator, type Page } from '@playwright/test';
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

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'rows with JavaScript' : 'rows without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('saves what the list shows, and all rows from the page of exports @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { accountId } = await fillBooks(api);
      await page.goto('/transactions?q=bakery');
      const links = page.getByRole('navigation', { name: 'Export the transactions below' });
      const csv = await follow(page, links.getByRole('link', { name: 'Export as CSV' }));
      expect(csv.suggestedFilename()).toBe('fintrack-transactions.csv');
      const lines = (await readFile(await csv.path(), 'utf8')).split('\r\n');
      expect(lines).toHaveLength(3);
      expect(lines[1]).toContain(',Everyday,Bakery,');

      const json = await follow(page, links.getByRole('link', { name: 'Export as JSON' }));
      expect(JSON.parse(await readFile(await json.path(), 'utf8'))).toMatchObject({ count: 1 });

      await page.goto(`/accounts/${accountId}`);
      const ofAccount = page.getByRole('navigation', { name: 'Export the transactions of this account' });
      const own = await follow(page, ofAccount.getByRole('link', { name: 'Export as CSV' }));
      expect((await readFile(await own.path(), 'utf8')).split('\r\n')).toHaveLength(6);

      await page.goto('/export');
      const all = page.getByRole('navigation', { name: 'Export all transactions' });
      const book = await follow(page, all.getByRole('link', { name: 'Export as Excel' }));
      expect(book.suggestedFilename()).toBe('fintrack-transactions.xlsx');
      expect((await readFile(await book.path())).subarray(0, 2).toString()).toBe('PK');
    });
  });
}

test('a list that was exported and is imported again brings nothing twice', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  await fillBooks(api);
  await page.goto('/export');
  const all = page.getByRole('navigation', { name: 'Export all transactions' });
  const file = await follow(page, all.getByRole('link', { name: 'Export as CSV' }));
  await page.goto('/import');
  const name = file.suggestedFilename();
  await page
    .getByLabel(/^Drop your bank/u)
    .setInputFiles({ name, mimeType: 'text/csv', buffer: await readFile(await file.path()) });
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('4 rows already there')).toBeVisible();
});

test('is found from the settings and from the import', async ({ page, context, baseURL }) => {
  await newBooks({ context, baseURL });
  await page.goto('/settings');
  await page.getByRole('main').getByRole('link', { name: 'Export the books' }).click();
  await expect(page.getByRole('heading', { name: 'Export', level: 1 })).toBeVisible();
  await page.goto('/import');
  await page.getByRole('main').getByRole('link', { name: 'Export' }).click();
  await expect(page.getByText('hledger -f fintrack.journal check --strict')).toBeVisible();
});

async function follow(page: Page, link: Locator): Promise<Download> {
  const started = page.waitForEvent('download');
  await link.click();
  return started;
}

async function download(page: Page, format: string): Promise<Download> {
  await page.getByLabel('Format').selectOption({ label: format });
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  return started;
}
