import { expect, type Page } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { test } from './test.ts';
import { upload } from './upload.ts';

const HEAD = 'Date,Description,Amount,Extra,State\n';
const PENDING = `${HEAD}2026-01-02,Qwurp,100.00,One,completed\n2026-01-05,SQ *CAFE LUNA,-50.00,Two,pending\n`;
const POSTED = `${HEAD}2026-01-02,Qwurp,100.00,One,completed\n2026-01-08,CAFE LUNA BERLIN,-57.50,Two,completed\n`;

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });
    test.slow();

    test('asks whether a posted row is the pending one, side by side, and makes one row of both', {
      tag: '@every-width',
    }, async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
      await send(page, { accountId: id, text: PENDING, javaScriptEnabled });
      const main = page.getByRole('main');
      await main.getByRole('button', { name: 'Book 2 rows' }).click();
      await expect(main.getByText('2 rows booked.')).toBeVisible({ timeout: 30_000 });

      await send(page, { accountId: id, text: POSTED, javaScriptEnabled });
      await main.getByRole('link', { name: '1 row may be there already' }).click();
      const beside = main.getByRole('table', { name: 'Line 3 beside the row here' });
      await expect(beside.getByRole('row', { name: /^Amount/u })).toContainText('57.50');
      await expect(beside.getByRole('row', { name: /^Amount/u })).toContainText('50.00');
      await expect(beside.getByRole('row', { name: /^The bank's text/u })).toContainText('SQ *CAFE LUNA');
      await expect(main.getByText('15 % more than the pending one, as with a tip')).toBeVisible();
      await main.getByRole('button', { name: /^It is the same/u }).click();

      await expect(main.getByText('There is nothing new to book')).toBeVisible();
      await main.getByRole('button', { name: 'Book 1 row' }).click();
      await expect(main.getByText('1 row brought a row here up to date.')).toBeVisible({ timeout: 30_000 });
      await page.goto(`/transactions?accountId=${id}`);
      await expect(main.getByText('2 transactions')).toBeVisible();
      await expect(main.getByRole('row', { name: /CAFE LUNA BERLIN/u })).toContainText('57.50');
    });

    test('reads a booked file again: first what would be different, then as one change', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
      await send(page, { accountId: id, text: PENDING, javaScriptEnabled });
      const main = page.getByRole('main');
      await main.getByRole('button', { name: 'Book 2 rows' }).click();
      await expect(main.getByText('2 rows booked.')).toBeVisible({ timeout: 30_000 });
      await edit(api, { accountId: id, from: 'Qwurp', to: 'My pay' });

      await main.getByRole('link', { name: 'Read it again' }).click();
      const form = main.getByRole('form', { name: 'How the file is read this time' });
      await form.getByLabel('Column 2 holds').selectOption({ label: 'Not used' });
      await form.getByLabel('Column 4 holds').selectOption({ label: 'Description' });
      await form.getByRole('button', { name: 'Show what would be different' }).click();
      const changes = main.getByRole('table', { name: 'Rows that would be different' });
      await expect(changes.getByRole('row', { name: /SQ \*CAFE LUNA/u })).toContainText(
        'SQ *CAFE LUNA → Two',
      );
      await expect(changes.getByRole('row', { name: /My pay/u })).toContainText('My pay → One (yours, kept)');

      await main.getByRole('button', { name: 'Change 1 row' }).click();
      await expect(main.getByText('Replayed bank.csv.').first()).toBeVisible({ timeout: 30_000 });
      await page.goto(`/transactions?accountId=${id}`);
      await expect(main.getByRole('row', { name: /Two/u })).toContainText('50.00');
      await expect(main.getByRole('row', { name: /My pay/u })).toBeVisible();
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('books nothing in silence: rows that may be there are booked or left out by name', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
      const row = { accountId: id, type: 'expense', amount: '-900.00' };
      await api.post('/transactions', { ...row, date: '2026-01-05', description: 'Rent' });
      const text = `${HEAD}2026-01-06,HAUSVERWALTUNG MEIER,-900.00,x,completed\n2026-01-09,Qwurp,-61.20,y,completed\n`;
      await send(page, { accountId: id, text, javaScriptEnabled });
      const main = page.getByRole('main');
      await expect(main.getByText('1 row will be booked')).toBeVisible();
      await expect(main.getByRole('button', { name: 'Book all 2 rows' })).toBeVisible();
      await main.getByRole('button', { name: 'Book 1 row, leave 1 out' }).click();
      await expect(main.getByText('1 row booked.')).toBeVisible({ timeout: 30_000 });
      await page.goto(`/transactions?accountId=${id}`);
      await expect(main.getByText('2 transactions')).toBeVisible();
      await expect(main.getByRole('row', { name: /HAUSVERWALTUNG/u })).toHaveCount(0);
    });
  });
}

test('decides on a row by keys, and on all at once', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  const row = { accountId: id, type: 'expense' };
  await api.post('/transactions', { ...row, date: '2026-01-05', amount: '-900.00', description: 'Rent' });
  await api.post('/transactions', { ...row, date: '2026-01-09', amount: '-61.20', description: 'Power' });
  const text = `${HEAD}2026-01-06,HAUSVERWALTUNG MEIER,-900.00,x,completed\n2026-01-09,STADTWERKE,-61.20,y,completed\n`;
  await send(page, { accountId: id, text, javaScriptEnabled: true });
  const main = page.getByRole('main');
  await expect(main.getByText('2 rows may be there already')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  await expect(main.getByText('1 row may be there already')).toBeVisible();
  await main.getByRole('link', { name: 'Brings up to date 1' }).click();
  await main.getByRole('button', { name: /^Take that back/u }).click();
  await expect(main.getByText('2 rows may be there already')).toBeVisible();
  await page.goto(`${page.url().split('?')[0]}?fate=ask`);
  await main.getByRole('button', { name: 'All 2 are rows of their own' }).click();
  await expect(main.getByText('2 rows will be booked')).toBeVisible();
  await expect(main.getByText('may be there already')).toHaveCount(0);
});

interface Sent {
  readonly accountId: string;
  readonly text: string;
  readonly javaScriptEnabled: boolean;
}

async function send(page: Page, { accountId, text, javaScriptEnabled }: Sent): Promise<void> {
  await page.goto(`/import?accountId=${accountId}`);
  await upload(page, { name: 'bank.csv', content: text, javaScriptEnabled });
}

/** Renames a row as a person does. */
async function edit(
  api: Api,
  { accountId, from, to }: { accountId: string; from: string; to: string },
): Promise<void> {
  const rows = await api.get<{ id: string; description: string; version: number }[]>(
    `/transactions?accountId=${accountId}`,
  );
  const row = rows.find(({ description }) => description === from);
  await api.put(`/transactions/${row?.id}`, { description: to, version: row?.version });
}
