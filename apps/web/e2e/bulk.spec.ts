import { expect, type Page } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { test } from './test.ts';

interface Row {
  readonly id: string;
  readonly payeeName: string | null;
  readonly tags: string[];
  readonly date: string;
  readonly status: string;
  readonly accountName: string;
}

test.describe('a few rows', () => {
  test('are selected by keyboard, tagged in one request, and put back from the message', async ({
    page,
    context,
    baseURL,
  }) => {
    const { api } = await newBooks({ context, baseURL });
    await seed(api, 6);
    await open(page, '/transactions');
    const bar = page.getByRole('group', { name: 'Selected rows' });
    // The newest row, and from it everything up to the third one.
    for (const key of ['j', 'x', 'j', 'j', 'X']) await page.keyboard.press(key);
    await expect(bar).toContainText('3 selected');
    await expect(bar).toContainText('minus €15.00');
    const sent = countBulk(page);
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Tags of 3 rows' });
    await dialog.getByRole('combobox', { name: 'Add' }).fill('trip, paris');
    await dialog.getByRole('button', { name: 'Change tags' }).click();
    await expect(page.getByText('Tags of 3 rows changed.')).toBeVisible();
    await expect(page.getByRole('row', { name: /Shop 6/u })).toContainText('#trip #paris');
    expect(sent()).toBe(1);
    await expect(bar).toHaveCount(0);

    await page
      .getByRole('alertdialog', { name: 'Tags of 3 rows changed.' })
      .getByRole('button', { name: 'Undo' })
      .click();
    await expect(page.getByText('Undone.')).toBeVisible();
    await expect(page.getByText('#trip')).toHaveCount(0);
    expect((await rows(api)).flatMap(({ tags }) => tags)).toEqual([]);
  });

  test('are selected with the mouse up to a row, changed field by field, and deleted', async ({
    page,
    context,
    baseURL,
  }) => {
    const { api } = await newBooks({ context, baseURL });
    await seed(api, 5);
    await api.post('/accounts', { name: 'Cash', type: 'cash' });
    await open(page, '/transactions');
    await select(page, 'Shop 5', 'Shop 3');
    const bar = page.getByRole('group', { name: 'Selected rows' });
    await expect(bar).toContainText('3 selected');

    await bar.getByRole('button', { name: 'Payee' }).click();
    await page.getByRole('combobox', { name: 'Payee' }).last().fill('Corner');
    await page.getByRole('button', { name: 'Set payee' }).click();
    await expect(page.getByText('Payee of 3 rows set to Corner.')).toBeVisible();
    await expect(page.getByRole('row', { name: /Corner/u })).toHaveCount(3);

    await select(page, 'Shop 2', 'Shop 1');
    await bar.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('dialog').getByLabel('Account').selectOption({ label: 'Cash' });
    await page.getByRole('dialog').getByRole('button', { name: 'Move' }).click();
    await expect(page.getByText('2 rows moved to Cash.')).toBeVisible();

    await select(page, 'Shop 2', 'Shop 1');
    await bar.getByRole('button', { name: 'Date' }).click();
    await page.getByRole('dialog').getByLabel('How').selectOption('days');
    await page.getByRole('dialog').getByLabel('Days').fill('-1');
    await page.getByRole('dialog').getByRole('button', { name: 'Change dates' }).click();
    await expect(page.getByText('Date of 2 rows changed.')).toBeVisible();

    await select(page, 'Shop 2', 'Shop 1');
    await bar.getByRole('button', { name: 'Status' }).click();
    await page.getByRole('dialog').getByLabel('Status').selectOption('pending');
    await page.getByRole('dialog').getByRole('button', { name: 'Set status' }).click();
    await expect(page.getByText('Status of 2 rows set to pending.')).toBeVisible();
    const changed = (await rows(api)).filter(({ payeeName }) => payeeName !== 'Corner');
    expect(changed.map(({ date, status, accountName }) => [date, status, accountName])).toEqual([
      ['2026-02-01', 'pending', 'Cash'],
      ['2026-01-31', 'pending', 'Cash'],
    ]);

    await select(page, 'Shop 2', 'Shop 1');
    await page.keyboard.press('#');
    await expect(page.getByText('2 transactions deleted.')).toBeVisible();
    await expect(page.getByRole('row', { name: /Shop/u })).toHaveCount(0);
    await page.keyboard.press('u');
    await expect(page.getByRole('row', { name: /Shop/u })).toHaveCount(2);
  });

  test('are let go by Escape; rows that cannot be changed so are named', async ({
    page,
    context,
    baseURL,
  }) => {
    const { api } = await newBooks({ context, baseURL });
    const accountId = await seed(api, 2);
    const savings = await api.post('/accounts', { name: 'Savings', type: 'savings' });
    const transfer = { accountId, date: '2026-02-20', amount: '-9', transferAccountId: savings.id };
    await api.post('/transactions', { ...transfer, description: 'To savings' });
    await open(page, `/transactions?accountId=${accountId}`);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await expect(page.getByText('1 selected')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('1 selected')).toHaveCount(0);

    await select(page, 'To savings', 'Shop 1');
    await page.keyboard.press('c');
    await page.getByRole('dialog').getByRole('combobox').fill('Fuel');
    await page.getByRole('option', { name: 'Transport › Fuel' }).click();
    await expect(page.getByText(/Category of 2 rows set to Fuel. 1 row left out: A transfer/u)).toBeVisible();
  });
});

test('more rows than are here are selected by the filter, shown in numbers first, and undone as one', async ({
  page,
  context,
  baseURL,
}) => {
  test.slow();
  const { api } = await newBooks({ context, baseURL });
  const accountId = await seed(api, 0);
  const many = Array.from({ length: 450 }, (_, index) => ({
    accountId,
    date: `2026-01-${String((index % 28) + 1).padStart(2, '0')}`,
    amount: '-1.00',
    payeeName: `Shop ${index}`,
  }));
  await api.post('/transactions/bulk', { action: 'create', rows: many });
  await open(page, '/transactions');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('group', { name: 'Selected rows' });
  await bar.getByRole('button', { name: 'Select all 450' }).click();
  await expect(bar).toContainText('450 selected');
  await expect(bar).toContainText('minus €450.00');
  const sent = countBulk(page);
  await bar.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 450 rows?' });
  await expect(dialog).toContainText('450 rows go.');
  await expect(dialog).toContainText('Everyday');
  await expect(dialog).toContainText('becomes €0.00');
  expect(await api.get<unknown[]>('/transactions')).toHaveLength(50);
  await dialog.getByRole('button', { name: 'Delete 450 rows' }).click();
  await expect(page.getByText('450 transactions deleted.')).toBeVisible();
  await expect(page.getByText('There are no transactions yet.')).toBeVisible();
  expect(sent()).toBe(2);
  await page
    .getByRole('alertdialog', { name: '450 transactions deleted.' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(page.getByLabel('Totals of the list')).toContainText('450 transactions');
});

test('the bar fits where there is little room @every-width @between', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await seed(api, 3);
  await page.goto('/transactions');
  const isPhone = (page.viewportSize()?.width ?? 0) < 720;
  if (isPhone) await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select Shop 3' }).check();
  await expect(page.getByRole('group', { name: 'Selected rows' })).toContainText('1 selected');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

/** Opens a list and waits until its script runs. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('form', { name: 'New transaction' })).toBeVisible();
}

/** Ticks from one row to another one, with shift. */
async function select(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('checkbox', { name: `Select ${from}` }).click();
  await page.getByRole('checkbox', { name: `Select ${to}` }).click({ modifiers: ['Shift'] });
}

/** How many bulk requests the page has sent since. */
function countBulk(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/transactions/bulk')) count += 1;
  });
  return () => count;
}

function rows(api: Api): Promise<Row[]> {
  return api.get<Row[]>('/transactions');
}

/** Rows of -5.00 on days of February, "Shop 1" the oldest. Answers their account. */
async function seed(api: Api, count: number): Promise<string> {
  const { id: accountId } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  for (let day = 1; day <= count; day += 1) {
    const date = `2026-02-${String(day).padStart(2, '0')}`;
    await api.post('/transactions', { accountId, date, amount: '-5', payeeName: `Shop ${day}` });
  }
  return accountId;
}
