import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { newBooks, PASSWORD } from './books.ts';
import { test } from './test.ts';
import { upload } from './upload.ts';

/*
 * A bank that lists what was spent as positive figures, with its balance after each row: read as it stands, every row
 * has the wrong sign.
 */
const STATEMENT = [
  'Day,Text,Value',
  '03/02/2026,Corner Market,54.20',
  '04/02/2026,City Transit,2.90',
  '05/02/2026,Blue Door Coffee,4.50',
  '05/02/2026,Blue Door Coffee,4.50',
  '13/02/2026,Salary,-1850.00',
  '',
].join('\n');

/** Running balances from 2,000.00: they tell the closing balance, 3,783.90. */
const WITH_BALANCE = [
  'Date;Description;Amount;Balance',
  '2026-02-03;Corner Market;-54.20;1945.80',
  '2026-02-04;City Transit;-2.90;1942.90',
  '2026-02-05;Blue Door Coffee;-4.50;1938.40',
  '2026-02-05;Blue Door Coffee;-4.50;1933.90',
  '2026-02-13;Salary;1850.00;3783.90',
  '',
].join('\n');

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });
    test.slow();

    test('registers, imports a file into a new account, sees the balance agree, undoes it', async ({
      page,
    }) => {
      await register(page);
      await page.goto('/import');
      await page.getByLabel('Account', { exact: true }).selectOption({ label: 'A new account' });
      await upload(page, { name: 'harbor.csv', content: WITH_BALANCE, javaScriptEnabled });

      const main = page.getByRole('main');
      await expect(main.getByText('5 rows', { exact: false }).first()).toBeVisible();
      const added = main.getByRole('form', { name: 'New account' });
      await added.getByLabel('Name').fill('Harbor checking');
      await added.getByLabel('Currency').selectOption('EUR');
      await added.getByRole('button', { name: 'Add account' }).click();
      await expect(main.getByText('5 rows will be booked')).toBeVisible();
      await expect(main.getByText('€3,783.90').first()).toBeVisible();

      await main.getByRole('button', { name: 'Book 5 rows' }).click();
      await expect(main.getByText('5 rows booked.')).toBeVisible({ timeout: 30_000 });
      await expect(main.getByText("The account begins with the bank's balance")).toBeVisible();
      await page.goto('/accounts');
      await expect(main.getByRole('row', { name: /Harbor checking/u })).toContainText('€3,783.90');

      await page.goto('/import');
      await main.getByRole('link', { name: 'harbor.csv' }).click();
      await main.getByRole('button', { name: 'Undo the import' }).click();
      await expect(main.getByText('This import was undone.')).toBeVisible();
      await page.goto('/transactions');
      await expect(main.getByText('There are no transactions yet.')).toBeVisible();
    });

    test('corrects what was guessed wrong, leaves a row out and knows the file again', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
      await page.goto(`/import?accountId=${id}`);
      await upload(page, { name: 'statement.csv', content: STATEMENT, javaScriptEnabled });
      const main = page.getByRole('main');
      const reading = main.getByRole('form', { name: 'How the file is read' });

      await reading.getByLabel('Money out').selectOption({ label: 'A plus is money out' });
      if (!javaScriptEnabled) await reading.getByRole('button', { name: 'Apply' }).click();
      await expect(row(page, 'Corner Market')).toContainText('minus €54.20');
      await answerQuestions(page);

      await reading.getByLabel('Column 2 holds').selectOption({ label: 'Payee' });
      if (!javaScriptEnabled) await reading.getByRole('button', { name: 'Apply' }).click();
      await expect(reading.getByLabel('Column 2 holds')).toHaveValue('payee');
      await expect(main.getByText('5 rows will be booked')).toBeVisible();

      await row(page, 'City Transit')
        .getByRole('button', { name: /^Leave it out/u })
        .click();
      await expect(main.getByText('4 rows will be booked')).toBeVisible();
      await main.getByRole('link', { name: 'Left out 1' }).click();
      await expect(row(page, 'City Transit').getByRole('button', { name: /^Add it/u })).toBeVisible();
      await expect(row(page, 'Corner Market')).toHaveCount(0);

      await main.getByRole('button', { name: 'Book 4 rows' }).click();
      await expect(main.getByText('4 rows booked.')).toBeVisible({ timeout: 30_000 });
      await main.getByRole('link', { name: 'Show the transactions' }).click();
      await expect(main.getByText('4 transactions')).toBeVisible();
      await expect(main.getByRole('row', { name: /Salary/u })).toContainText('1,850.00');

      await page.goto(`/import?accountId=${id}`);
      await upload(page, { name: 'again.csv', content: STATEMENT, javaScriptEnabled });
      await expect(main.getByText('1 row will be booked')).toBeVisible();
      await expect(main.getByRole('link', { name: 'Already there 4' })).toBeVisible();
    });

    test('says whether the bank and the books agree', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const opening = { type: 'checking', openingDate: '2026-01-31' };
      const right = await api.post('/accounts', { ...opening, name: 'Right', openingBalance: '2000' });
      const wrong = await api.post('/accounts', { ...opening, name: 'Wrong', openingBalance: '1999' });
      const main = page.getByRole('main');

      await page.goto(`/import?accountId=${right.id}`);
      await upload(page, { name: 'right.csv', content: WITH_BALANCE, javaScriptEnabled });
      await expect(main.getByText('The balances agree')).toBeVisible();

      await page.goto(`/import?accountId=${wrong.id}`);
      await upload(page, { name: 'wrong.csv', content: WITH_BALANCE, javaScriptEnabled });
      await expect(main.getByText('The balances differ')).toBeVisible();
      await expect(main.getByText('€3,782.90')).toBeVisible();
      await expect(main.getByText('€3,783.90').first()).toBeVisible();
      await main.getByRole('button', { name: 'Throw away' }).click();
      await expect(page).toHaveURL(/\/import$/u);
    });

    test('says what is wrong with a file that cannot be read', async ({ page, context, baseURL }) => {
      await newBooks({ context, baseURL });
      await page.goto('/import');
      const file = {
        name: 'photo.png',
        mimeType: 'image/png',
        buffer: Buffer.from('\u0089PNG\r\n\u001a\n0000', 'latin1'),
      };
      await page.getByLabel(/^Drop your bank/u).setInputFiles(file);
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'Read the file' }).click();
      await expect(page.getByRole('alert').first()).toBeVisible();
      await expect(page).toHaveURL(/\/import$/u);
    });
  });
}

test('shows how far a large file has come', async ({ page, context, baseURL }) => {
  test.slow();
  const { api } = await newBooks({ context, baseURL });
  const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  await page.goto(`/import?accountId=${id}`);
  await upload(page, { name: 'large.csv', content: manyRows(5000), javaScriptEnabled: true });
  const main = page.getByRole('main');
  await expect(main.getByText('5,000 rows will be booked')).toBeVisible({ timeout: 60_000 });
  await main.getByRole('button', { name: 'Book 5,000 rows' }).click();
  await expect(main.getByText('5,000 rows booked.')).toBeVisible({ timeout: 60_000 });
});

/** Takes the suggested answer of each open question. */
async function answerQuestions(page: Page): Promise<void> {
  const answer = page.getByRole('button', { name: 'Answer' });
  for (let open = await answer.count(); open > 0; open -= 1) {
    await answer.first().click();
    await expect(answer).toHaveCount(open - 1);
  }
}

function row(page: Page, text: string) {
  return page
    .getByRole('table', { name: 'Rows of the file and what becomes of them' })
    .getByRole('row', { name: text });
}

async function register(page: Page): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('E-mail').fill(`${randomUUID()}@example.org`);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
}

function manyRows(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.UTC(2026, 0, 31) - Math.floor(index / 20) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    return `${date},Shop ${index % 97},-${(index % 80) + 1}.${String(index % 100).padStart(2, '0')},${index}`;
  });
  return ['Date,Payee,Amount,Transaction ID', ...rows, ''].join('\n');
}
