import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { test } from './test.ts';

/** January ends at 1,000.00; three rows of February, of which the statement has two. */
async function fillAccount(api: Api): Promise<string> {
  const { id } = await api.post('/accounts', {
    name: 'Everyday',
    type: 'checking',
    openingBalance: '1000.00',
    openingDate: '2026-01-31',
  });
  const row = { accountId: id };
  await api.post('/transactions', { ...row, date: '2026-02-03', amount: '-4.50', payeeName: 'Bakery' });
  await api.post('/transactions', { ...row, date: '2026-02-10', amount: '-50.00', payeeName: 'Market' });
  await api.post('/transactions', { ...row, date: '2026-02-27', amount: '-3.00', payeeName: 'Kiosk' });
  return id;
}

async function countTicked(api: Api, accountId: string): Promise<number | undefined> {
  const [open] = await api.get<{ tickedCount: number }[]>(`/accounts/${accountId}/reconciliations`);
  return open?.tickedCount;
}

async function begin(main: Locator): Promise<void> {
  const form = main.getByRole('form', { name: 'Statement to reconcile' });
  await form.getByLabel('Last day of the statement').fill('2026-02-28');
  await form.getByLabel('It ends with').fill('945.50');
  await form.getByRole('button', { name: 'Start' }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('ticks a statement off, is told the cause while it is off, locks and unlocks @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const accountId = await fillAccount(api);
      await page.goto(`/accounts/${accountId}`);
      const main = page.getByRole('main');
      await main.getByRole('link', { name: 'Reconcile' }).click();
      await begin(main);

      const sheet = main.getByRole('form', { name: 'Rows of the statement' });
      await expect(sheet.getByRole('status', { name: 'Difference' })).toHaveText(/54\.50/u);
      await sheet.getByRole('checkbox', { name: /Bakery/u }).check();
      if (javaScriptEnabled) {
        await expect(sheet.getByRole('status', { name: 'Difference' })).toHaveText(/50\.00/u);
        await expect(sheet.getByRole('button', { name: 'Finish' })).toBeDisabled();
      } else {
        await sheet.getByRole('button', { name: 'Finish' }).click();
        await expect(main.getByText('The statement is off by -50.00 EUR', { exact: false })).toBeVisible();
      }
      await sheet.getByRole('checkbox', { name: /Bakery/u }).check();
      await sheet.getByRole('checkbox', { name: /Market/u }).check();
      await sheet.getByRole('button', { name: 'Finish' }).click();

      const done = main.getByRole('table', { name: 'Reconciled statements' });
      await expect(done.getByRole('row', { name: /28 February 2026/u })).toContainText('Locked');
      await page.goto(`/accounts/${accountId}`);
      await expect(main.getByRole('link', { name: 'Reconciled until 28 February 2026' })).toBeVisible();

      await page.goto(`/accounts/${accountId}/reconcile`);
      await done.getByRole('link', { name: '28 February 2026' }).click();
      await main.locator('summary', { hasText: 'Unlock' }).click();
      const unlock = main.getByRole('form', { name: /Unlock the statement/u });
      await unlock.getByLabel('Why').fill('The bakery was wrong');
      await unlock.getByRole('button', { name: 'Unlock 2 rows' }).click();
      await expect(done.getByRole('row', { name: /28 February 2026/u })).toContainText(
        'The bakery was wrong',
      );
      await main.getByRole('button', { name: /^Undo/u }).click();
      await expect(done.getByRole('row', { name: /28 February 2026/u })).toContainText('Locked');
    });
  });
}

test('ticks by keyboard and many at once; the ticks are there again after a reload', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  const accountId = await fillAccount(api);
  await page.goto(`/accounts/${accountId}/reconcile`);
  const main = page.getByRole('main');
  await begin(main);
  const sheet = main.getByRole('form', { name: 'Rows of the statement' });
  await expect(sheet.getByRole('checkbox')).toHaveCount(3);
  await expect(sheet.getByRole('button', { name: 'Untick all' })).toBeVisible();

  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await expect(sheet.getByRole('status', { name: 'Difference' })).toHaveText(/€0\.00/u);
  await expect(sheet.getByText('2 rows ticked')).toBeVisible();
  await page.keyboard.press('k');
  await expect(sheet.getByRole('checkbox', { name: /Bakery/u })).toBeFocused();
  await expect.poll(() => countTicked(api, accountId)).toBe(2);
  await page.reload();
  await expect(sheet.getByText('2 rows ticked')).toBeVisible();

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await sheet.getByRole('button', { name: 'Tick all up to that day' }).click();
  await expect(sheet.getByText('3 rows ticked')).toBeVisible();
  await sheet.getByRole('button', { name: 'Untick all' }).click();
  await expect(sheet.getByText('0 rows ticked')).toBeVisible();

  await main.getByRole('button', { name: 'Cancel this statement' }).click();
  await expect(main.getByRole('form', { name: 'Statement to reconcile' })).toBeVisible();
});

test('a tick is saved although the page is left at once', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  const accountId = await fillAccount(api);
  await page.goto(`/accounts/${accountId}/reconcile`);
  const main = page.getByRole('main');
  await begin(main);
  await expect(main.getByRole('button', { name: 'Untick all' })).toBeVisible();

  await main.getByRole('checkbox', { name: /Bakery/u }).check();
  await page.goto('about:blank');
  await expect.poll(() => countTicked(api, accountId)).toBe(1);
});
