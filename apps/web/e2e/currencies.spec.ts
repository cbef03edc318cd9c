import { expect } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { test } from './test.ts';

const today = new Date().toISOString().slice(0, 10);

/** 1,000.00 EUR, and 500.00 USD since the beginning of the year, for which no rate of these days is known. */
async function foreignBooks(api: Api): Promise<{ euros: string; dollars: string }> {
  const opening = { openingDate: `${Number(today.slice(0, 4)) - 1}-12-31`, type: 'checking' };
  const euros = await api.post('/accounts', { ...opening, name: 'Everyday', openingBalance: '1000.00' });
  const dollars = await api.post('/accounts', {
    ...opening,
    name: 'Travel',
    currency: 'USD',
    openingBalance: '500.00',
  });
  return { euros: euros.id, dollars: dollars.id };
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('an unknown rate is told and set by hand, and totals count with it @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await foreignBooks(api);
      await page.goto('/accounts');
      const main = page.getByRole('main');
      await expect(main.getByText('Not counted, because no exchange rate to EUR is known')).toBeVisible();
      await main.getByRole('link', { name: 'See the rates' }).click();

      await expect(main.getByRole('heading', { name: 'Rates to EUR' })).toBeVisible();
      await expect(main.getByText('a rate counts for 7 days').first()).toBeVisible();
      await main.getByRole('row', { name: /USD/u }).getByRole('link', { name: 'Set a rate' }).click();
      const form = page.getByRole('form', { name: 'Set a rate' });
      await expect(form.getByLabel('One', { exact: true })).toHaveValue('USD');
      await form.getByLabel('is', { exact: true }).fill('0.8');
      await form.getByRole('button', { name: 'Set rate' }).click();
      await expect(main.getByText('Set the rate USD/EUR.')).toBeVisible();
      await expect(main.getByRole('row', { name: /USD US Dollar/u })).toContainText('0.8');

      await page.goto('/accounts');
      await expect(main.getByText('€1,400.00').first()).toBeVisible();
      await expect(main.getByText('≈ €400.00')).toBeVisible();
      await main.getByText('Converted from USD: see the rates').click();
      await expect(main.getByText('1 USD = 0.8 EUR')).toBeVisible();
      await page.goto('/dashboard');
      await expect(main.getByText('≈ €400.00')).toBeVisible();

      await page.goto('/currencies');
      const pinned = main.getByRole('region', { name: 'Set by hand' });
      await pinned.getByRole('button', { name: 'Remove USD in EUR' }).click();
      await expect(main.getByText(/Took back the rate USD\/EUR/u).first()).toBeVisible();
      await main.getByRole('button', { name: /^Undo/u }).click();
      await expect(pinned.getByRole('button', { name: 'Remove USD in EUR' })).toBeVisible();
    });

    test('takes rates from a file of the European Central Bank', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await foreignBooks(api);
      await page.goto('/currencies');
      const csv = `Date,USD,JPY,\n${today},1.25,160,\n`;
      await page
        .getByLabel('Take rates from a file')
        .setInputFiles({ name: 'eurofxref-hist.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Take the rates' }).click();
      await expect(page.getByText('Took exchange rates from eurofxref-hist.csv.')).toBeVisible();
      await expect(page.getByRole('row', { name: /USD US Dollar/u })).toContainText('0.8');
    });

    test('proposes the account’s amount from the rate of the day', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const { euros } = await foreignBooks(api);
      await api.put('/exchange-rates', { base: 'EUR', quote: 'GBP', rate: '0.8' });
      await page.goto(`/transactions/new?accountId=${euros}`);
      const form = page.getByRole('form', { name: 'New transaction' });
      await form.getByLabel('Paid in another currency').selectOption('GBP');
      await form.getByLabel('Amount in that currency').fill('20');
      await form.getByRole('button', { name: 'Propose the account’s amount'.replace('’', "'") }).click();
      await expect(form.getByText(/Proposed: €25\.00, at 1 GBP = 1\.25 EUR/u)).toBeVisible();
      await expect(form.getByLabel('Amount', { exact: true })).toHaveValue(/^25/u);
      await form.getByRole('button', { name: 'Add transaction' }).click();
      await expect(page).toHaveURL(/\/transactions\?changed=/u);
      const [row] =
        await api.get<{ amount: string; originalAmount: string; originalCurrency: string }[]>(
          '/transactions',
        );
      expect(row).toMatchObject({ amount: '-25.00', originalAmount: '-20.00', originalCurrency: 'GBP' });
    });
  });
}

test('one currency is nothing to worry about', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  await page.goto('/currencies');
  await expect(page.getByText('All your accounts are in EUR.')).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('the gain of a year stands with what it follows from', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await foreignBooks(api);
  const before = `${Number(today.slice(0, 4)) - 1}-12-31`;
  await api.put('/exchange-rates', { base: 'USD', quote: 'EUR', rate: '0.8', date: before });
  await api.put('/exchange-rates', { base: 'USD', quote: 'EUR', rate: '0.9', date: today });
  await page.goto('/currencies');
  const gain = page.getByRole('region', { name: 'Gain by account' });
  await expect(gain.getByRole('row', { name: /Travel/u })).toContainText('€400.00');
  await expect(gain.getByRole('row', { name: /Travel/u })).toContainText('€450.00');
  await expect(gain.getByRole('row', { name: /Travel/u })).toContainText('+plus €50.00');
});
