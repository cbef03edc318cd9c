import { expect } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { test } from './test.ts';

interface PayeeRow {
  readonly name: string;
  readonly aliases: string[];
  readonly transactionCount: number;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('finds, edits, merges and deletes payees, and undoes it @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await seed(api);
      await page.goto('/payees');
      const main = page.getByRole('main');

      await main.getByRole('link', { name: 'Corner Market', exact: true }).click();
      const form = page.getByRole('form', { name: 'Edit Corner Market' });
      await expect(form).toContainText('2 rows');
      await form.getByLabel('Name', { exact: true }).fill('Corner Shop');
      await form.getByLabel('Category of new rows').selectOption({ label: 'Food › Groceries' });
      await form.getByLabel('Other names').fill('CRN 0815\nMarket on the corner');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(main.getByText('Changed a payee.')).toBeVisible();
      expect((await payees(api)).find(({ name }) => name === 'Corner Shop')?.aliases).toEqual([
        'CRN 0815',
        'Market on the corner',
      ]);

      await main.getByRole('searchbox', { name: 'Search payees' }).fill('0815');
      await main.getByRole('button', { name: 'Search' }).click();
      await expect(main.getByRole('row')).toHaveCount(2);
      await page.goto('/payees?sort=-transactions');
      await expect(main.getByRole('row').nth(1)).toContainText('Corner Shop');

      await main.getByRole('checkbox', { name: 'Select Corner Shop' }).check();
      await main.getByRole('checkbox', { name: 'Select Corner Mkt' }).check();
      await main.getByRole('button', { name: 'Merge selected' }).click();
      const merge = page.getByRole('form', { name: 'Merge payees' });
      await expect(merge).toContainText('2 payees with 3 transactions become one.');
      await merge.getByRole('button', { name: 'Merge 2 payees' }).click();
      await expect(main.getByText('Merged a payee into "Corner Shop".')).toBeVisible();
      expect((await payees(api)).map(({ name, transactionCount }) => [name, transactionCount])).toEqual([
        ['Corner Shop', 3],
        ['Employer', 1],
      ]);
      await main.getByRole('button', { name: /^Undo/u }).click();
      await expect(main.getByRole('link', { name: 'Corner Mkt', exact: true })).toBeVisible();

      await main.getByRole('link', { name: 'Employer', exact: true }).click();
      await page.getByRole('form', { name: 'Edit Employer' }).getByRole('link', { name: 'Delete' }).click();
      const gone = page.getByRole('form', { name: 'Delete Employer' });
      await expect(gone).toContainText('1 transaction stays, without a payee.');
      await gone.getByRole('button', { name: 'Delete “Employer”' }).click();
      await expect(main.getByRole('link', { name: 'Employer', exact: true })).toHaveCount(0);
    });

    test('says what stands in the way of a name', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await seed(api);
      await page.goto('/payees');
      await page.getByRole('main').getByRole('link', { name: 'New payee' }).click();
      const form = page.getByRole('form', { name: 'New payee' });
      await form.getByLabel('Name', { exact: true }).fill('Somebody');
      await form.getByLabel('Other names').fill('employer');
      await form.getByRole('button', { name: 'Add payee' }).click();
      await expect(form).toContainText('"employer" leads to "Employer" already. Merge the two instead.');
      await expect(form.getByLabel('Name', { exact: true })).toHaveValue('Somebody');
    });
  });
}

function payees(api: Api): Promise<PayeeRow[]> {
  return api.get<PayeeRow[]>('/payees');
}

async function seed(api: Api): Promise<void> {
  const { id: accountId } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  const row = { accountId, date: '2026-02-10' };
  await api.post('/transactions', { ...row, amount: '1850', payeeName: 'Employer' });
  await api.post('/transactions', { ...row, amount: '-54.20', payeeName: 'Corner Market' });
  await api.post('/transactions', { ...row, amount: '-4.20', payeeName: 'Corner Market' });
  await api.post('/transactions', { ...row, amount: '-2.90', payeeName: 'Corner Mkt' });
}
