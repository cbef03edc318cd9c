import { expect } from '@playwright/test';
import { categoryId, fillBooks, newBooks } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('asks what takes the place of a category that a rule gives', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const [groceries, restaurants] = [
        await categoryId(api, 'Groceries'),
        await categoryId(api, 'Restaurants'),
      ];
      await api.post('/rules', {
        name: 'Lunch',
        condition: { field: 'description', operator: 'contains', value: 'lunch' },
        actions: [{ kind: 'setCategory', categoryId: restaurants }],
      });
      await page.goto(`/categories?delete=${restaurants}`);
      const gone = page.getByRole('form', { name: 'Delete Restaurants' });
      await gone.getByRole('button', { name: 'Delete “Restaurants”' }).click();
      await expect(gone.getByText('This category has 1 rule.')).toBeVisible();
      await gone.getByLabel('They go to').selectOption(groceries);
      await gone.getByRole('button', { name: 'Delete “Restaurants”' }).click();
      await expect(page.getByText('Deleted a category.')).toBeVisible();
      const [rule] = await api.get<{ actions: object[] }[]>('/rules');
      expect(rule?.actions).toEqual([{ kind: 'setCategory', categoryId: groceries }]);
    });

    test('adds, moves and deletes a category, and undoes it', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await fillBooks(api);
      await page.goto('/categories');
      const main = page.getByRole('main');

      await main.getByRole('link', { name: 'New category' }).click();
      const added = page.getByRole('form', { name: 'New category' });
      await added.getByLabel('Name').fill('Beekeeping');
      await added.getByRole('button', { name: 'Add category' }).click();
      await expect(main.getByText('Added the category "Beekeeping".')).toBeVisible();

      await main.getByRole('link', { name: 'Beekeeping', exact: true }).click();
      const edited = page.getByRole('form', { name: 'Edit Beekeeping' });
      await edited.getByLabel('Name').fill('Bees');
      await edited.getByLabel('Place').selectOption({ label: 'Food' });
      await edited.getByRole('button', { name: 'Save' }).click();
      await expect(main.getByRole('link', { name: 'Bees', exact: true })).toBeVisible();
      const rows = await api.get<{ name: string; path: string[] }[]>('/categories');
      expect(rows.find(({ name }) => name === 'Bees')?.path).toEqual(['Food', 'Bees']);

      await page.goto(`/categories?delete=${await categoryId(api, 'Groceries')}`);
      const gone = page.getByRole('form', { name: 'Delete Groceries' });
      await expect(gone.getByText('“Groceries” has 2 transactions. Say where they go.')).toBeVisible();
      await gone.getByLabel('They go to').selectOption({ label: 'Food › Bees' });
      await gone.getByRole('button', { name: 'Delete “Groceries”' }).click();
      await expect(main.getByRole('link', { name: 'Groceries', exact: true })).toHaveCount(0);
      const bees = await categoryId(api, 'Bees');
      await expect(main.locator(`a[href="/transactions?categoryId=${bees}"]`)).toHaveText('2 transactions');

      await main.getByRole('button', { name: /^Undo/u }).click();
      await expect(main.getByRole('link', { name: 'Groceries', exact: true })).toBeVisible();
    });

    test('says what stands in the way of a name that is taken', async ({ page, context, baseURL }) => {
      await newBooks({ context, baseURL });
      await page.goto('/categories?add=expense');
      const form = page.getByRole('form', { name: 'New category' });
      await form.getByLabel('Name').fill('Food');
      await form.getByRole('radio', { name: 'Colour 5', exact: true }).check({ force: true });
      await form.getByRole('button', { name: 'Add category' }).click();
      await expect(form.getByRole('alert')).toHaveText(
        'There is a category "Food" in that place already. Choose another name.',
      );
      await expect(form.getByLabel('Name')).toHaveValue('Food');
      await expect(form.getByRole('radio', { name: 'Colour 5', exact: true })).toBeChecked();
    });

    test('adds what is missing of a ready-made set', async ({ page, context, baseURL }) => {
      await newBooks({ context, baseURL });
      await page.goto('/categories');
      await page.getByRole('button', { name: 'Add missing categories of Household' }).click();
      await expect(page.getByRole('link', { name: 'Pets', exact: true })).toBeVisible();
      await page.getByRole('button', { name: 'Add missing categories of Household' }).click();
      await expect(page.getByText('You have all of these already.')).toBeVisible();
    });
  });
}
