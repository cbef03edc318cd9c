import { expect, test } from '@playwright/test';
import { newBooks } from './books.ts';

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
      await expect(main.locator('li:target')).toContainText('Changed a category');
    });
  });
}
