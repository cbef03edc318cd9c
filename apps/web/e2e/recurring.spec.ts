import { expect } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { lastMonths } from './months.ts';
import { test } from './test.ts';

/** A subscription whose price went up, and purchases that follow nothing. */
async function fill(api: Api): Promise<string> {
  const account = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  const row = { accountId: account.id };
  const amounts = ['-9.99', '-9.99', '-9.99', '-11.99', '-11.99', '-11.99'];
  for (const [index, date] of lastMonths(6).entries()) {
    const description = `TUNEBOX PREMIUM ${1000 + index}`;
    await api.post('/transactions', { ...row, date, amount: amounts[index], description });
  }
  for (const [index, date] of lastMonths(3).entries()) {
    const amount = ['-21.40', '-8.15', '-63.90'][index];
    await api.post('/transactions', { ...row, date, amount, description: 'CORNER SHOP' });
  }
  return account.id;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('finds a series, says why, accepts it and undoes that @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await fill(api);
      await page.goto('/recurring');
      const main = page.getByRole('main');
      await main.getByRole('button', { name: 'Look through the books now' }).click();
      await expect(main.getByText('1 new proposal.')).toBeVisible();
      const proposal = main.getByRole('listitem', { name: 'Tunebox Premium' });
      await expect(proposal).toContainText('It came 6 times, every month on the');
      await expect(proposal).toContainText(/The price went from \D*9[.,]99\D* to \D*11[.,]99/u);
      await proposal.getByRole('button', { name: 'Accept : Tunebox Premium' }).click();
      await expect(main.getByText('Accepted the recurring series "Tunebox Premium".')).toBeVisible();
      await expect(main.getByRole('heading', { name: 'Coming up' })).toBeVisible();
      await expect(main.getByRole('table', { name: 'Active series' })).toContainText('Tunebox Premium');
      await main.getByRole('button', { name: /^Undo/u }).click();
      await expect(main.getByRole('heading', { name: 'Proposed' })).toBeVisible();
    });

    test('shows the price of a series over time, from its transaction', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await fill(api);
      await api.post('/recurring/detect');
      const [row] = await api.get<{ id: string }[]>('/transactions?text=tunebox');
      await page.goto(`/transactions/${row?.id}`);
      await page.getByRole('region', { name: 'Recurring' }).getByRole('link').click();
      const main = page.getByRole('main');
      await expect(page.getByRole('heading', { level: 1, name: 'Tunebox Premium' })).toBeVisible();
      await expect(main.getByRole('region', { name: 'Prices' }).getByRole('listitem')).toHaveCount(2);
      const table = main.getByRole('table', { name: 'Expected and actual' });
      await expect(table.getByRole('row')).toHaveCount(7);
      await expect(table.getByText('New price')).toHaveCount(1);
    });

    test('marks the rows of an accepted series in the list, and leads to it @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await fill(api);
      await api.post('/recurring/detect');
      const [series] = await api.get<{ id: string; version: number }[]>('/recurring');
      await page.goto('/transactions');
      const list = page.getByRole('main');
      await expect(list.getByRole('link', { name: /TUNEBOX/u })).toHaveCount(6);
      const mark = list.getByRole('link', { name: 'Recurring: Tunebox Premium' });
      await expect(mark).toHaveCount(0);
      await api.put(`/recurring/${series?.id}`, { state: 'accepted', version: series?.version });
      await page.reload();
      await expect(mark).toHaveCount(6);
      await mark.first().click();
      await expect(page.getByRole('heading', { level: 1, name: 'Tunebox Premium' })).toBeVisible();
    });

    test('adds a series by hand and says what is wrong with it', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await fill(api);
      await page.goto('/recurring/new');
      const form = page.getByRole('form', { name: 'New series' });
      await form.getByLabel('Name').fill('Rent');
      await form.getByRole('button', { name: 'Add series' }).click();
      await expect(form.getByText('Give an amount.')).toBeVisible();
      await form.getByLabel('Usual amount').fill('900');
      await form.getByLabel('How often').selectOption({ label: 'Every month' });
      await form.getByLabel('A Saturday or Sunday').selectOption({ label: 'Moves to the Monday after' });
      await form.getByLabel('What happens').selectOption({ label: 'Book it on its day' });
      await form.getByRole('button', { name: 'Add series' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Rent' })).toBeVisible();
      const [series] = await api.get<object[]>('/recurring');
      expect(series).toMatchObject({
        name: 'Rent',
        expected: '-900.00',
        posting: 'post',
        rhythm: 'every month',
        schedule: { weekend: 'after' },
      });
    });
  });
}
