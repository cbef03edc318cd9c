import { expect } from '@playwright/test';
import { fillBooks, newBooks } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('undoes a change, and the undoing', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/categories', { name: 'Beekeeping', kind: 'expense' });
      await page.goto('/history');
      const main = page.getByRole('main');
      await main.getByRole('button', { name: 'Undo Added the category "Beekeeping"', exact: true }).click();
      await expect(main.getByText('Undid: Added the category "Beekeeping"').first()).toBeVisible();
      expect((await context.request.get(`/api/v1/categories/${id}`)).status()).toBe(404);

      await main
        .getByRole('button', { name: 'Undo Undid: Added the category "Beekeeping"', exact: true })
        .click();
      await expect(main.getByText('Did again: Added the category "Beekeeping"').first()).toBeVisible();
      expect((await context.request.get(`/api/v1/categories/${id}`)).status()).toBe(200);
    });

    test('is narrowed to a kind, to days and to a person', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const { date } = await fillBooks(api);
      const main = page.getByRole('main');
      await page.goto('/history');
      const rows = main.getByRole('listitem');
      await expect(rows.first()).toContainText('Added a transaction');
      const all = await rows.count();

      const form = main.getByRole('form', { name: 'Narrow the history' });
      await form.getByLabel('By').selectOption({ label: 'Ada' });
      await form.getByRole('button', { name: 'Show', exact: true }).click();
      await expect(page).toHaveURL(/userId=/u);
      await expect(rows).toHaveCount(all);

      await main.getByRole('link', { name: 'Imports' }).click();
      await expect(main.getByText('There is no such change.')).toBeVisible();
      await expect(page).toHaveURL(/userId=.*/u);
      await page.goto(`/history?to=2020-01-31`);
      await expect(main.getByText('There is no such change.')).toBeVisible();
      await page.goto(`/history?from=${date}&to=2099-01-31`);
      await expect(rows).toHaveCount(all);
      await main.getByRole('link', { name: 'Show all days and people' }).click();
      await expect(page).toHaveURL(/\/history$/u);
    });

    test('says what stands in the way', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id, version } = await api.post<{ id: string; version: number }>('/categories', {
        name: 'Beekeeping',
        kind: 'expense',
      });
      await api.put(`/categories/${id}`, { name: 'Bees', version });
      await page.goto('/history');
      const main = page.getByRole('main');
      await main.getByRole('button', { name: 'Undo Added the category "Beekeeping"', exact: true }).click();
      const problem = main.getByRole('alert');
      await expect(problem).toContainText('Later changes touched what this one did. Undo those first.');
      await expect(problem).toContainText('Category “Beekeeping”');
      await problem.getByRole('link', { name: 'last change' }).click();
      await expect(page).toHaveURL(/\/history\/[\da-f-]{36}$/);
      await expect(page.getByRole('main')).toContainText('Changed a category');
    });

    test('shows the rows of a change before and after, and undoes one of them', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { accountId, date } = await fillBooks(api);
      const [first] = await api.get<{ id: string; version: number }[]>('/transactions');
      await api.put(`/transactions/${first?.id}`, {
        amount: '-7.25',
        notes: 'flour',
        version: first?.version,
      });
      const food = await api.post('/categories', { name: 'Fine food', kind: 'expense' });
      const more = await api.post('/categories', { name: 'More food', kind: 'expense' });
      await api.post('/transactions', {
        accountId,
        date,
        amount: '-3.00',
        categoryId: food.id,
        payeeName: 'Deli',
      });
      const merged = await api.post<{ changeSetId: string }>('/categories/merge', {
        sourceIds: [food.id],
        targetId: more.id,
      });

      await page.goto('/history');
      const main = page.getByRole('main');
      await main.getByRole('link', { name: 'Changed a transaction' }).click();
      const amount = main.locator('dl > div', { hasText: 'Amount' });
      await expect(amount.locator('del')).toContainText('5.00');
      await expect(amount.locator('ins')).toContainText('7.25');
      await expect(main.locator('dl > div', { hasText: 'Notes' }).locator('ins')).toContainText('flour');

      await page.goto(`/history/${merged.changeSetId}`);
      await expect(main.getByText('Fine food').first()).toBeVisible();
      const form = main.getByRole('form', { name: 'Rows of this change' });
      await form.getByRole('button', { name: 'Undo the chosen rows' }).click();
      await expect(main.getByRole('alert')).toContainText('Choose the rows to undo first.');
      await form.getByRole('checkbox', { name: 'Choose Fine food' }).check({ force: true });
      await form.getByRole('button', { name: 'Undo the chosen rows' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Undid: one row of');
      await main.getByRole('link', { name: 'What it undid' }).click();
      await expect(main.getByText('One row of it is undone')).toBeVisible();
      const names = await api.get<{ name: string }[]>('/categories');
      expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['Fine food', 'More food']));
    });

    test('a transaction says who set each of its fields', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await fillBooks(api);
      const [first] = await api.get<{ id: string; version: number }[]>('/transactions');
      await api.put(`/transactions/${first?.id}`, { notes: 'flour', version: first?.version });
      await page.goto(`/transactions/${first?.id}`);
      const table = page.getByRole('table', { name: 'Who set each field' });
      const notes = table.getByRole('row', { name: /Notes/u });
      await expect(notes).toContainText('flour');
      await expect(notes).toContainText('You');
      await notes.getByRole('link').click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Changed a transaction');
    });
  });
}
