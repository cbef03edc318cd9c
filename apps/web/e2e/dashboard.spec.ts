import { expect } from '@playwright/test';
import { categoryId, fillBooks, newBooks } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('shows figures that lead to their rows @every-width @between', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { accountId, date } = await fillBooks(api);
      await page.goto('/dashboard');
      const main = page.getByRole('main');

      const netWorth = main.getByRole('region', { name: 'Net worth' });
      // The total, and all of it is owned.
      const worth = netWorth.getByRole('link', { name: '€3,442.50', exact: true });
      await expect(worth).toHaveCount(2);
      for (const figure of await worth.all()) {
        await expect(figure).toHaveAttribute('href', /^\/accounts(\?at=\d{4}-\d\d-\d\d)?$/u);
      }

      const flow = main.getByRole('region', { name: 'Cash flow' });
      const month = date.slice(0, 7);
      await expect(flow.getByRole('link', { name: '€2,500.00', exact: true })).toHaveAttribute(
        'href',
        new RegExp(`^/transactions\\?from=${month}-01&to=${month}-\\d\\d&type=income$`, 'u'),
      );
      await expect(flow.getByRole('link', { name: '€57.50', exact: true })).toBeVisible();
      await expect(flow.getByRole('link', { name: '€2,442.50', exact: true })).toBeVisible();

      const spending = main.getByRole('region', { name: 'Spending' });
      await expect(spending.getByRole('link', { name: /Food.*€52\.50/u }).first()).toHaveAttribute(
        'href',
        /categoryId=/u,
      );
      await expect(spending.getByRole('link', { name: /Uncategorised.*€5\.00/u }).first()).toHaveAttribute(
        'href',
        /uncategorised=true/u,
      );

      const accounts = main.getByRole('region', { name: 'Accounts' });
      await expect(accounts.getByRole('link', { name: /Everyday.*€3,442\.50/u })).toHaveAttribute(
        'href',
        `/accounts/${accountId}`,
      );
      await expect(
        main.getByRole('region', { name: 'Newest transactions' }).getByText('Bakery'),
      ).toBeVisible();
      await expect(main.getByRole('link', { name: '1 transaction has no category' })).toBeVisible();
    });

    test('a rule that would spare corrections is made or turned down where it is mentioned', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { accountId, date } = await fillBooks(api);
      const groceries = await categoryId(api, 'Groceries');
      for (const payeeName of ['Mill', 'Mill', 'Mill', 'Dairy', 'Dairy', 'Dairy']) {
        const { id } = await api.post('/transactions', { accountId, date, amount: '-2', payeeName });
        await api.put(`/transactions/${id}`, { categoryId: groceries, version: 1 });
      }
      await page.goto('/dashboard');
      const main = page.getByRole('main');
      const review = main.getByRole('region', { name: 'To review' });
      await expect(
        review.getByRole('link', { name: '2 rules would do what you correct by hand' }),
      ).toHaveAttribute('href', '/rules');
      const proposed = review.getByRole('list', { name: 'Proposed rules' }).getByRole('listitem');
      await expect(proposed).toHaveCount(2);
      await expect(
        review.getByText('If the payee is “Mill”, then set the category to Groceries.'),
      ).toBeVisible();
      await review.getByRole('button', { name: 'Make the rule for Mill' }).click();
      await expect(main.getByText('Made a proposed rule.')).toBeVisible();
      await expect(page).toHaveURL(/\/dashboard\?changed=/u);
      await expect(proposed).toHaveCount(1);
      await review.getByRole('button', { name: 'No rule for Dairy' }).click();
      await expect(main.getByText('Turned a proposed rule down.')).toBeVisible();
      await expect(proposed).toHaveCount(0);
      const rules = await api.get<{ name: string }[]>('/rules');
      expect(rules.map(({ name }) => name)).toEqual(['Mill: Groceries']);
    });

    test('a new tenant is told where to start', async ({ page, context, baseURL }) => {
      await newBooks({ context, baseURL });
      await page.goto('/dashboard');
      await expect(page.getByText('Start with an account and what it holds today')).toBeVisible();
      await expect(page.getByRole('link', { name: 'Add an account' })).toHaveAttribute(
        'href',
        '/accounts/new',
      );
      await expect(page.getByRole('link', { name: 'Import a bank file' })).toHaveAttribute('href', '/import');
    });

    test('an unknown exchange rate is said, not guessed', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await fillBooks(api);
      await api.post('/accounts', { name: 'Dong', type: 'cash', currency: 'VND', openingBalance: '90000' });
      await page.goto('/dashboard');
      await expect(page.getByText('Without ₫90,000: no exchange rate to EUR is known.')).toBeVisible();
      await expect(page.getByRole('link', { name: '€3,442.50', exact: true }).first()).toBeVisible();
    });
  });
}

test('goes from month to month by link and by key', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await fillBooks(api);
  await page.goto('/dashboard?month=2026-03');
  const picker = page.getByRole('navigation', { name: 'Month' });
  await picker.getByRole('link', { name: 'February 2026' }).click();
  await expect(page).toHaveURL('/dashboard?month=2026-02');
  await expect(page.getByText('Nothing was spent in February 2026.')).toBeVisible();
  await page.keyboard.press('[');
  await expect(page).toHaveURL('/dashboard?month=2026-01');
  await expect(picker.getByText('January 2026')).toBeVisible();
  await page.keyboard.press(']');
  await expect(page).toHaveURL('/dashboard?month=2026-02');
  await picker.getByRole('link', { name: 'This month' }).click();
  await expect(page).toHaveURL('/dashboard');
});
