import { expect } from '@playwright/test';
import { fillBooks, newBooks } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('shows who did what, seals it, and proves that nothing was changed @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await fillBooks(api);
      await page.goto('/audit');
      const main = page.getByRole('main');
      const log = main.getByRole('list', { name: 'Log' });
      await expect(log.getByRole('link', { name: 'transaction', exact: true }).first()).toBeVisible();
      await expect(log.getByText('Not sealed yet').first()).toBeVisible();

      await main.getByRole('button', { name: 'Seal now' }).click();
      await expect(log.getByText('Not sealed yet')).toHaveCount(0);
      const hash = (await main.locator('code').first().textContent()) ?? '';
      expect(hash).toMatch(/^[0-9a-f]{64}$/u);

      await main.getByLabel('A hash that you wrote down').fill(hash);
      await main.getByRole('button', { name: 'Verify the log' }).click();
      await expect(main.getByText(/^Intact: \d+ rows, none changed/u)).toBeVisible();
      await expect(main.getByText(/The hash that you gave is of row \d+\./u)).toBeVisible();
      await main.getByLabel('A hash that you wrote down').fill('0123456789abcdef'.repeat(4));
      await main.getByRole('button', { name: 'Verify the log' }).click();
      await expect(main.getByRole('alert')).toContainText('is not in this chain');
    });

    test('narrows the log and opens a row', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await fillBooks(api);
      await page.goto('/audit');
      const main = page.getByRole('main');
      const filter = main.getByRole('form', { name: 'Narrow the log' });
      await filter.getByLabel('To', { exact: true }).selectOption({ label: 'Account' });
      await filter.getByRole('button', { name: 'Show' }).click();
      const rows = main.getByRole('list', { name: 'Log' }).getByRole('listitem');
      await expect(rows).toHaveCount(1);
      await rows.getByText(/^Row/u).click();
      await expect(rows.locator('dl').getByText('Everyday')).toBeVisible();
      await filter.getByRole('link', { name: 'Show everything' }).click();
      await expect(rows.nth(3)).toBeVisible();
    });
  });
}

test('an export is offered with the program that verifies it', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await fillBooks(api);
  await page.goto('/audit');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export as JSON lines' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^fintrack-audit-\d{4}-\d\d-\d\d\.jsonl$/u);
  const [program] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'The program that verifies an export' }).click(),
  ]);
  expect(program.suggestedFilename()).toBe('verify-audit.mjs');
});
