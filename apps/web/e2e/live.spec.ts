import { expect } from '@playwright/test';
import { fillBooks, newBooks } from './books.ts';
import { test } from './test.ts';

test.describe('a list that others change meanwhile', () => {
  test('offers to show what is new, and moves nothing until then @every-width', async ({
    page,
    context,
    baseURL,
  }) => {
    const { api } = await newBooks({ context, baseURL });
    const { accountId, date } = await fillBooks(api);
    const connected = page.waitForEvent('websocket');
    await page.goto('/transactions');
    await expect(page.getByRole('link', { name: 'Bakery' })).toBeVisible();
    await connected;
    const offer = page.getByRole('status', { name: 'Changes elsewhere' });
    await expect(offer).toBeEmpty();

    const before = await page.getByRole('link', { name: 'Bakery' }).boundingBox();
    await expect(async () => {
      await api.post('/transactions', { accountId, date, amount: '-3.00', payeeName: 'Elsewhere' });
      await expect(offer).toContainText('Transactions have changed.', { timeout: 3000 });
    }).toPass();
    await expect(page.getByRole('link', { name: 'Elsewhere' })).toHaveCount(0);
    expect(await page.getByRole('link', { name: 'Bakery' }).boundingBox()).toEqual(before);

    await offer.getByRole('button', { name: 'Show' }).click();
    await expect(page.getByRole('link', { name: 'Elsewhere' }).first()).toBeVisible();
    await expect(offer).toBeEmpty();
  });

  test('says nothing of one’s own changes', async ({ page, context, baseURL }) => {
    const { api } = await newBooks({ context, baseURL });
    await fillBooks(api);
    const connected = page.waitForEvent('websocket');
    await page.goto('/transactions');
    await connected;
    const line = page.getByRole('form', { name: 'New transaction' });
    await line.getByRole('combobox', { name: 'Payee' }).fill('Kiosk');
    await line.getByLabel('Amount', { exact: true }).fill('2');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Kiosk added.')).toBeVisible();
    // Longer than it takes to hear of it.
    await page.waitForTimeout(2500);
    await expect(page.getByRole('status', { name: 'Changes elsewhere' })).toBeEmpty();
  });
});
