import { expect } from '@playwright/test';
import { fillBooks, newBooks } from './books.ts';
import { test } from './test.ts';

interface Row {
  readonly id: string;
  readonly payeeName: string;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('brings a deleted row back, and several, with Undo @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await fillBooks(api);
      const rows = await api.get<Row[]>('/transactions');
      for (const row of rows.filter(({ payeeName }) => payeeName !== 'Employer')) {
        await context.request.delete(`/api/v1/transactions/${row.id}`, {
          headers: { Origin: baseURL ?? '', 'X-FinTrack-Client': 'web' },
        });
      }
      await page.goto('/trash');
      const main = page.getByRole('main');
      await main.getByRole('button', { name: 'Bring back Market' }).click();
      await expect(main.getByText('Restored a transaction.')).toBeVisible();
      await expect(main.getByRole('button', { name: 'Bring back Market' })).toHaveCount(0);

      await main.getByRole('checkbox', { name: /^Choose Bakery/u }).check({ force: true });
      await main.getByRole('checkbox', { name: /^Choose Unknown/u }).check({ force: true });
      await main.getByRole('button', { name: 'Bring the chosen ones back' }).click();
      await expect(main.getByText('Restored 2 transactions.')).toBeVisible();
      await expect(main.getByText('The trash has no transactions.')).toBeVisible();
      expect(await api.get<Row[]>('/transactions')).toHaveLength(4);

      await main.getByRole('button', { name: /^Undo Restored 2 transactions/u }).click();
      await expect(main.getByRole('button', { name: 'Bring back Bakery' })).toBeVisible();
      expect(await api.get<Row[]>('/transactions')).toHaveLength(2);
    });

    test('brings a deleted category and a payee back, with its rows', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await fillBooks(api);
      const category = await api.post('/categories', { name: 'Beekeeping', kind: 'expense' });
      const payees = await api.get<{ id: string; name: string }[]>('/payees');
      const bakery = payees.find(({ name }) => name === 'Bakery');
      for (const path of [`categories/${category.id}`, `payees/${bakery?.id}`]) {
        await context.request.delete(`/api/v1/${path}`, {
          headers: { Origin: baseURL ?? '', 'X-FinTrack-Client': 'web' },
        });
      }
      await page.goto('/trash');
      const section = page.getByRole('region', { name: 'Accounts, categories, payees and tags' });
      await expect(section.getByRole('listitem')).toHaveCount(2);
      await section.getByRole('button', { name: 'Bring back Bakery' }).click();
      await expect(section.getByRole('listitem')).toHaveCount(1);
      await section.getByRole('button', { name: 'Bring back Beekeeping' }).click();
      await expect(section).toHaveCount(0);
      expect((await api.get<Row[]>('/transactions')).map(({ payeeName }) => payeeName)).toContain('Bakery');
    });
  });
}
