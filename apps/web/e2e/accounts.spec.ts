import { expect } from '@playwright/test';
import { newBooks } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('adds an account, explains its balance, and says where bank and books part', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await page.goto('/accounts');
      const main = page.getByRole('main');
      await main.getByRole('link', { name: 'Add an account' }).click();
      const form = page.getByRole('form', { name: 'New account' });
      await form.getByLabel('Name').fill('Everyday');
      await form.getByLabel('Balance at the bank').fill('1,000.00');
      await form.getByLabel('At the end of').fill('2026-01-31');
      await form.getByRole('button', { name: 'Add account' }).click();
      await expect(page.getByRole('heading', { name: 'Everyday', level: 1 })).toBeVisible();
      await expect(main.getByText('€1,000.00').first()).toBeVisible();

      const [account] = await api.get<{ id: string }[]>('/accounts');
      await api.post('/transactions', {
        accountId: account?.id,
        date: '2026-02-10',
        amount: '-250',
        payeeName: 'Bakery',
      });
      await page.goto(`/accounts/${account?.id}`);
      await main.getByText('Explain this balance').click();
      const proof = main.getByRole('table', { name: 'How the balance comes about' });
      await expect(
        proof.getByRole('row', { name: /The bank's balance at the end of 31 January 2026/u }),
      ).toContainText('1,000.00');
      await expect(proof.getByRole('row', { name: /1 row/u })).toContainText('minus 250.00');
      await expect(proof.getByRole('row', { name: /^Balance/u })).toContainText('750.00');

      const stated = main.getByRole('form', { name: 'Balance at the bank' });
      await stated.getByLabel('Balance at the bank').fill('700');
      await stated.getByLabel('At the end of').fill('2026-02-15');
      await stated.getByRole('button', { name: 'Save balance' }).click();
      const anchors = main.getByRole('table', { name: 'Balances that the bank has stated' });
      await expect(anchors.getByRole('row', { name: /15 February 2026/u })).toContainText('Off by');
      await expect(anchors.getByRole('row', { name: /15 February 2026/u })).toContainText('minus €50.00');

      await anchors.getByRole('button', { name: /Remove.*2026-02-15/u }).click();
      await expect(anchors.getByRole('row', { name: /15 February 2026/u })).toHaveCount(0);
    });

    test('archives, opens again and deletes with its rows counted, and undoes it', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/accounts', { name: 'Old card', type: 'credit' });
      await api.post('/transactions', {
        accountId: id,
        date: '2026-02-10',
        amount: '-25',
        payeeName: 'Bakery',
      });
      await page.goto(`/accounts/${id}/edit`);
      const main = page.getByRole('main');
      await main.getByRole('button', { name: 'Archive', exact: true }).click();
      await expect(main.getByText('Credit card, archived')).toBeVisible();

      await page.goto(`/accounts/${id}/edit`);
      await expect(
        main.getByText('Deleting removes 1 transaction and 0 stated balances', { exact: false }),
      ).toBeVisible();
      await main.getByRole('button', { name: 'Delete account and 1 transaction' }).click();
      await expect(page).toHaveURL(/\/accounts\?changed=/u);
      await main.getByRole('button', { name: /^Undo/u }).click();
      await expect(main.getByText('Show 1 archived or hidden')).toBeVisible();
    });
  });
}
