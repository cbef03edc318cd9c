import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page } from '@playwright/test';
import { type Api, newBooks, PASSWORD } from './books.ts';
import { test } from './test.ts';

async function seed(api: Api): Promise<string> {
  const account = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  const date = new Date().toISOString().slice(0, 10);
  const row = { accountId: account.id, date, amount: '-4.20', payeeName: 'Bakery' };
  return (await api.post('/transactions', row)).id;
}

/** The same books on another machine. */
async function elsewhere(browser: Browser, baseURL: string | undefined, email: string): Promise<Page> {
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const answer = await context.request.post('/api/v1/auth/login', {
    headers: { Origin: baseURL ?? '', 'X-FinTrack-Client': 'web' },
    data: { email, password: PASSWORD },
  });
  expect(answer.ok()).toBe(true);
  return context.newPage();
}

async function openRow(page: Page) {
  await page.goto('/transactions');
  await expect(page.getByRole('link', { name: 'Bakery' })).toBeVisible();
  await page.waitForFunction(() => document.querySelector('[data-add-line]') !== null);
  const edit = page.getByRole('form', { name: 'Edit Bakery' });
  await expect(async () => {
    await page.getByRole('link', { name: 'Bakery' }).click();
    await expect(edit).toBeVisible({ timeout: 1000 });
  }).toPass();
  return edit;
}

test.describe('two people edit one row', () => {
  test.slow();

  test('different fields: both are kept, without a question', async ({ page, context, browser, baseURL }) => {
    const { api, email } = await newBooks({ context, baseURL });
    const id = await seed(api);
    const other = await elsewhere(browser, baseURL, email);
    const mine = await openRow(page);
    const theirs = await openRow(other);

    await theirs.getByLabel('Notes').fill('for the meeting');
    await theirs.getByRole('button', { name: 'Save' }).click();
    await expect(other.getByText('Bakery saved.')).toBeVisible();

    await mine.getByLabel('Amount').fill('5.20');
    await mine.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Bakery saved. Kept what Ada changed meanwhile: Notes.')).toBeVisible();
    await expect(page.getByRole('alertdialog', { name: 'Somebody changed this row meanwhile' })).toHaveCount(
      0,
    );
    expect(await api.get(`/transactions/${id}`)).toMatchObject({ amount: '-5.20', notes: 'for the meeting' });
    await other.context().close();
  });

  test('the same field: a dialog asks, by keyboard', async ({ page, context, browser, baseURL }) => {
    const { api, email } = await newBooks({ context, baseURL });
    const id = await seed(api);
    const other = await elsewhere(browser, baseURL, email);
    const mine = await openRow(page);
    const theirs = await openRow(other);

    await theirs.getByLabel('Amount').fill('6.00');
    await theirs.getByLabel('Description').fill('buns');
    await theirs.getByRole('button', { name: 'Save' }).click();
    await expect(other.getByText('Bakery saved.')).toBeVisible();

    await mine.getByLabel('Amount').fill('5.20');
    await mine.getByLabel('Notes').fill('mine');
    await mine.getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Somebody changed this row meanwhile' });
    await expect(dialog.getByRole('group')).toHaveCount(1);
    const amount = dialog.getByRole('group', { name: 'Amount' });
    await expect(amount).toContainText(/Before: .*4\.20/u);
    await expect(amount.getByRole('radio', { name: /Yours/u })).toBeFocused();
    await expect(amount.getByRole('radio', { name: /As it is now/u })).toHaveAccessibleName(/6\.00/u);
    await expect(dialog).toContainText('You and Ada');
    await page.keyboard.press('ArrowDown');
    await expect(amount.getByRole('radio', { name: /As it is now/u })).toBeChecked();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText('Bakery saved.')).toBeVisible();
    expect(await api.get(`/transactions/${id}`)).toMatchObject({
      amount: '-5.20',
      notes: 'mine',
      description: 'buns',
    });
    await other.context().close();
  });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'the page of a row' : 'the page of a row without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('keeps both changes of different fields', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const id = await seed(api);
      await page.goto(`/transactions/${id}`);
      await api.put(`/transactions/${id}`, { notes: 'theirs', version: 1 });
      const form = page.getByRole('form', { name: 'Edit transaction' });
      await form.getByLabel('Description').fill('mine');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Kept what was changed meanwhile: Notes.')).toBeVisible();
      expect(await api.get(`/transactions/${id}`)).toMatchObject({ notes: 'theirs', description: 'mine' });
    });

    test('comes back with both values of one field', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const id = await seed(api);
      await page.goto(`/transactions/${id}`);
      await api.put(`/transactions/${id}`, { notes: 'theirs', amount: '-6.00', version: 1 });
      const form = page.getByRole('form', { name: 'Edit transaction' });
      await form.getByLabel('Notes').fill('mine');
      await form.getByLabel('Description').fill('buns');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form.getByRole('alert')).toContainText('Ada changed the same meanwhile.');
      const notes = form.getByRole('group', { name: /Notes/u });
      if (javaScriptEnabled) expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await expect(notes.getByRole('radio', { name: 'Yours mine' })).toBeChecked();
      await notes.getByRole('radio', { name: "Ada's theirs" }).check();
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(page).toHaveURL(/\/transactions\?changed=/u);
      expect(await api.get(`/transactions/${id}`)).toMatchObject({
        notes: 'theirs',
        description: 'buns',
        amount: '-6.00',
      });
    });

    test('of an account and of a category merges, too', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const account = await api.post('/accounts', { name: 'Giro', type: 'checking' });
      await page.goto(`/accounts/${account.id}/edit`);
      await api.put(`/accounts/${account.id}`, { institutionName: 'Theirs', version: 1 });
      await page.getByLabel('Name').fill('Main');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Kept what was changed meanwhile: Bank.')).toBeVisible();
      expect(await api.get(`/accounts/${account.id}`)).toMatchObject({
        name: 'Main',
        institutionName: 'Theirs',
      });

      const category = await api.post('/categories', { name: 'Tea', kind: 'expense' });
      await page.goto(`/categories?edit=${category.id}`);
      await api.put(`/categories/${category.id}`, { name: 'Coffee', version: 1 });
      const form = page.getByRole('form', { name: /^Edit (Tea|Coffee)$/u });
      await form.getByLabel('Name').fill('Hot drinks');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form.getByRole('alert')).toContainText('Somebody changed the same meanwhile.');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(page).toHaveURL(/changed=/u);
      expect(await api.get(`/categories/${category.id}`)).toMatchObject({ name: 'Hot drinks' });
    });

    test('of a payee and of a tag merges, too', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const payee = await api.post('/payees', { name: 'Baker' });
      await page.goto(`/payees?edit=${payee.id}`);
      await api.put(`/payees/${payee.id}`, { aliases: ['BKR 0815'], version: 1 });
      const baker = page.getByRole('form', { name: 'Edit Baker' });
      await baker.getByLabel('Name', { exact: true }).fill('Bakery');
      await baker.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Kept what was changed meanwhile: Other names.')).toBeVisible();
      expect(await api.get(`/payees/${payee.id}`)).toMatchObject({ name: 'Bakery', aliases: ['BKR 0815'] });

      const tag = await api.post('/tags', { name: 'trip' });
      await page.goto(`/tags?edit=${tag.id}`);
      await api.put(`/tags/${tag.id}`, { name: 'journey', version: 1 });
      const form = page.getByRole('form', { name: /^Edit (trip|journey)$/u });
      await form.getByLabel('Name', { exact: true }).fill('holiday');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form.getByRole('alert')).toContainText('changed the same meanwhile.');
      const name = form.getByRole('group', { name: /Name/u });
      await expect(name.getByRole('radio', { name: 'Yours holiday' })).toBeChecked();
      await name.getByRole('radio', { name: /journey$/u }).check();
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(form).toHaveCount(0);
      expect(await api.get(`/tags/${tag.id}`)).toMatchObject({ name: 'journey' });
    });
  });
}
