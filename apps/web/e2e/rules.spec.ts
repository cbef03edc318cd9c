import { expect } from '@playwright/test';
import { type Api, categoryId, newBooks } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('writes a rule, applies it to the rows that are there, and undoes it @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await seed(api);
      await page.goto('/rules');
      const main = page.getByRole('main');
      await main.getByRole('link', { name: 'Write a rule' }).click();
      const form = page.getByRole('form', { name: 'New rule' });
      await form.getByLabel('Name').fill('Mill');
      await form.getByLabel('Condition 1: what is asked').selectOption('Description contains');
      await form.getByLabel('Condition 1: value').fill('mill');
      await form.getByLabel('Action 1: value').selectOption(await categoryId(api, 'Groceries'));
      if (javaScriptEnabled)
        await expect(form.getByText('2 of 3 rows match; 2 would be different.')).toBeVisible();
      else {
        await form.getByRole('button', { name: 'Show what it would do' }).click();
        await expect(form.getByText('2 of 3 rows match; 2 would be different.')).toBeVisible();
        await expect(form.getByRole('table', { name: 'Rows that match' }).getByRole('row')).toHaveCount(3);
        // Nothing is saved by looking, and nothing of the form is lost.
        expect(await api.get<unknown[]>('/rules')).toEqual([]);
        await expect(form.getByLabel('Name')).toHaveValue('Mill');
        await expect(form.getByLabel('Condition 1: value')).toHaveValue('mill');
      }
      await form.getByRole('button', { name: 'Add rule' }).click();
      await expect(main.getByText('Added the rule "Mill".')).toBeVisible();
      await expect(
        main.getByText(/If description contains “mill”, then set the category to .*Groceries\./u),
      ).toBeVisible();

      await main.getByRole('button', { name: 'Apply all rules' }).click();
      await expect(main.getByText('Changed 2 of 3 rows.')).toBeVisible();
      expect(await categories(api)).toEqual([null, 'Groceries', 'Groceries']);
      await main.getByRole('button', { name: /^Undo/u }).click();
      await expect(main.getByText('Undone.', { exact: true })).toBeVisible();
      expect(await categories(api)).toEqual([null, null, null]);
    });

    test('puts rules in order, switches one off, and deletes one', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      for (const name of ['First', 'Second']) {
        await api.post('/rules', {
          name,
          condition: { field: 'payee', operator: 'equals', value: name },
          actions: [{ kind: 'addTags', tags: [name] }],
        });
      }
      await page.goto('/rules');
      const main = page.getByRole('main');
      const names = main.getByRole('listitem').getByRole('link');
      await expect(names).toHaveText(['First', 'Second']);
      await main.getByRole('button', { name: 'Move Second up' }).click();
      await expect(names).toHaveText(['Second', 'First']);
      await main.getByRole('button', { name: 'Switch off Second' }).click();
      await expect(main.getByRole('listitem').first()).toContainText('Off');
      await main.getByRole('link', { name: 'Check them' }).click();
      await expect(main.getByRole('listitem').nth(1)).toContainText('Matches nothing');

      await main.getByRole('link', { name: 'First' }).click();
      await page.getByRole('form', { name: 'Rule' }).getByRole('link', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Delete “First”' }).click();
      await expect(main.getByText('Deleted a rule.')).toBeVisible();
      await expect(names).toHaveText(['Second']);
    });

    test('proposes a rule after three equal corrections', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const ids = await seed(api);
      const groceries = await categoryId(api, 'Groceries');
      for (const id of ids) await api.put(`/transactions/${id}`, { categoryId: groceries, version: 1 });
      const more = await seed(api, 'Savings');
      for (const id of more) await api.put(`/transactions/${id}`, { categoryId: groceries, version: 1 });
      await page.goto('/rules');
      const main = page.getByRole('main');
      await expect(
        main.getByText('If the bank text contains “mill berlin”, then set the category to Groceries.'),
      ).toBeVisible();
      await main.getByRole('button', { name: 'Make the rule for mill berlin' }).click();
      await expect(main.getByRole('link', { name: 'mill berlin: Groceries' })).toBeVisible();
      await expect(main.getByText('If the bank text contains')).toHaveCount(0);
    });
  });
}

test('says what is wrong beside the condition, and keeps what was typed', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  await page.goto('/rules/new');
  const form = page.getByRole('form', { name: 'New rule' });
  await form.getByLabel('Name').fill('Many');
  await form.getByLabel('Condition 1: what is asked').selectOption('Amount is less than');
  await form.getByLabel('Condition 1: value').fill('much');
  await form.getByLabel('Action 1: value').selectOption(await categoryId(api, 'Groceries'));
  await form.getByRole('button', { name: 'Add rule' }).click();
  await expect(form.getByText('Write an amount like 12.50, or 12.50 EUR.').first()).toBeVisible();
  await expect(form.getByLabel('Condition 1: value')).toHaveValue('much');
});

/** Two rows of a mill and a rent; answers the ids of the mill's. */
async function seed(api: Api, account = 'Everyday'): Promise<string[]> {
  const { id: accountId } = await api.post('/accounts', { name: account, type: 'checking' });
  const ids: string[] = [];
  for (const day of ['01', '02']) {
    const row = { accountId, amount: '-5', date: `2026-02-${day}`, description: `Mill Berlin ${day}/26` };
    ids.push((await api.post('/transactions', row)).id);
  }
  await api.post('/transactions', { accountId, amount: '-700', date: '2026-02-03', description: 'Rent' });
  return ids;
}

/** The categories of all rows, newest first. */
async function categories(api: Api): Promise<(string | null)[]> {
  return (await api.get<{ categoryName: string | null }[]>('/transactions')).map(
    ({ categoryName }) => categoryName,
  );
}
