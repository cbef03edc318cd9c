import { expect } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('renames, merges and deletes tags, and undoes it @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await seed(api);
      await page.goto('/tags');
      const main = page.getByRole('main');
      await main.getByRole('link', { name: 'trip', exact: true }).click();
      const form = page.getByRole('form', { name: 'Edit trip' });
      await expect(form).toContainText('A new name goes on 2 transactions.');
      await form.getByLabel('Name').fill('Journey');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(main.getByText('Changed a tag.')).toBeVisible();
      expect(await tagsOfRows(api)).toEqual([['Journey'], ['Journey', 'work'], ['Paris']]);

      await main.getByRole('checkbox', { name: 'Select Journey' }).check();
      await main.getByRole('checkbox', { name: 'Select Paris' }).check();
      await main.getByRole('button', { name: 'Merge selected' }).click();
      const merge = page.getByRole('form', { name: 'Merge tags' });
      await expect(merge).toContainText('2 tags become one.');
      await merge.getByLabel('The name that stays').selectOption({ label: 'Paris (1 transaction)' });
      await merge.getByRole('button', { name: 'Merge 2 tags' }).click();
      await expect(main.getByText('Merged a tag into "Paris".')).toBeVisible();
      expect(await tagsOfRows(api)).toEqual([['Paris'], ['Paris', 'work'], ['Paris']]);
      await main.getByRole('button', { name: /^Undo/u }).click();
      await expect(main.getByRole('link', { name: 'Journey', exact: true })).toBeVisible();

      await main.getByRole('link', { name: 'work', exact: true }).click();
      await page.getByRole('form', { name: 'Edit work' }).getByRole('link', { name: 'Delete' }).click();
      const gone = page.getByRole('form', { name: 'Delete work' });
      await expect(gone).toContainText('1 transaction stays, without this tag.');
      await gone.getByRole('button', { name: 'Delete “work”' }).click();
      await expect(main.getByRole('link', { name: 'work', exact: true })).toHaveCount(0);

      await main.getByRole('link', { name: '2 transactions' }).click();
      await expect(page).toHaveURL(/tag=Journey/u);
      await expect(page.getByLabel('Totals of the list')).toContainText('2 transactions');
    });

    test('edits tags, payment method, names and values on the page of a row', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const id = await seed(api);
      await page.goto(`/transactions/${id}`);
      const form = page.getByRole('form', { name: 'Tags and details' });
      await expect(form.getByLabel('Tags')).toHaveValue('trip');
      await form.getByLabel('Tags').fill('trip, holiday');
      await form.getByLabel('Payment method').fill('Card');
      await form.getByLabel('Name 1').fill('receipt');
      await form.getByLabel('Value 1').fill('A 17');
      await form.getByRole('button', { name: 'Save details' }).click();
      await expect(page.getByText('Changed a transaction.')).toBeVisible();
      await expect(form.getByLabel('Value 1')).toHaveValue('A 17');
      const row = await api.get<{ tags: string[]; paymentMethod: string; metadata: object }>(
        `/transactions/${id}`,
      );
      expect([row.tags, row.paymentMethod, row.metadata]).toEqual([
        ['trip', 'holiday'],
        'Card',
        { receipt: 'A 17' },
      ]);

      await form.getByLabel('Name 1').fill('');
      await form.getByRole('button', { name: 'Save details' }).click();
      await expect(form.getByText('Give "A 17" a name.')).toBeVisible();
    });
  });
}

/** Tags of all rows, newest first. */
async function tagsOfRows(api: Api): Promise<string[][]> {
  return (await api.get<{ tags: string[] }[]>('/transactions')).map(({ tags }) => tags);
}

/** Answers the id of the newest row. */
async function seed(api: Api): Promise<string> {
  const { id: accountId } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  const row = { accountId, amount: '-5' };
  await api.post('/transactions', { ...row, date: '2026-02-01', tags: ['Paris'] });
  await api.post('/transactions', { ...row, date: '2026-02-02', tags: ['trip', 'work'] });
  const { id } = await api.post('/transactions', { ...row, date: '2026-02-03', tags: ['trip'] });
  return id;
}
