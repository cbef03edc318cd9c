import { expect } from '@playwright/test';
import { Api, newBooks, PASSWORD } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('saves each section by itself', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      await page.goto('/settings');
      const books = page.getByRole('form', { name: 'Tenant' });
      await books.getByLabel('Name').fill('Our books');
      await books.getByLabel('Currency').selectOption('CHF');
      await books.getByLabel('The fiscal year begins on').selectOption({ label: '1 April' });
      await books.getByRole('button', { name: 'Save' }).click();
      await expect(books.getByRole('status')).toHaveText('Saved.');
      await expect(books.getByLabel('Currency')).toHaveValue('CHF');

      const you = page.getByRole('form', { name: 'You' });
      await you.getByLabel('Your name').fill('Grace');
      await you.getByRole('button', { name: 'Save' }).click();
      await expect(you.getByRole('status')).toHaveText('Saved.');

      expect(await api.get('/user/settings')).toMatchObject({
        name: 'Our books',
        currency: 'CHF',
        fiscal_year_start: '04-01',
        userName: 'Grace',
        timezone: 'UTC',
      });
    });

    test('says that somebody else saved meanwhile, and lets it be repeated', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      await page.goto('/settings');
      const { version } = await api.get<{ version: number }>('/user/settings');
      await api.put('/user/settings', { timezone: 'Europe/Berlin', version });

      const books = page.getByRole('form', { name: 'Tenant' });
      await books.getByLabel('Name').fill('Mine');
      await books.getByRole('button', { name: 'Save' }).click();
      await expect(books.getByRole('alert')).toContainText('The settings were changed meanwhile.');
      await expect(books.getByLabel('Name')).toHaveValue('Mine');
      await books.getByRole('button', { name: 'Save' }).click();
      await expect(books.getByRole('status')).toHaveText('Saved.');
      expect(await api.get('/user/settings')).toMatchObject({ name: 'Mine' });
    });

    test('keeps a theme and lets the system decide again', async ({ page, context, baseURL }) => {
      await newBooks({ context, baseURL });
      await page.goto('/settings');
      const form = page.getByRole('form', { name: 'Appearance' });
      const html = page.locator('html');
      await form.getByRole('radio', { name: 'Dark' }).check();
      if (!javaScriptEnabled) await form.getByRole('button', { name: 'Save' }).click();
      await expect(html).toHaveAttribute('data-theme', 'dark');
      await page.goto('/dashboard');
      await expect(html).toHaveAttribute('data-theme', 'dark');
      await page.goto('/settings');
      await expect(form.getByRole('radio', { name: 'Dark' })).toBeChecked();
      await form.getByRole('radio', { name: 'As the system' }).check();
      if (!javaScriptEnabled) await form.getByRole('button', { name: 'Save' }).click();
      await expect(html).not.toHaveAttribute('data-theme');
    });

    test('signs another device out, then all', async ({ page, context, baseURL, browser }) => {
      const { email } = await newBooks({ context, baseURL });
      const other = await browser.newContext({
        ...(baseURL === undefined ? {} : { baseURL }),
        userAgent: 'OtherDevice/1.0',
      });
      await new Api(other.request, baseURL ?? '').post('/auth/login', { email, password: PASSWORD });
      await page.goto('/settings');
      await page.getByRole('button', { name: 'Sign out OtherDevice' }).click();
      await expect(page.getByText('OtherDevice')).toHaveCount(0);
      expect((await other.request.get('/api/v1/auth/me')).status()).toBe(401);
      await other.close();

      await page.getByRole('button', { name: 'Sign out everywhere' }).click();
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await page.goto('/dashboard');
      await expect(page).toHaveURL('/sign-in?next=%2Fdashboard');
    });
  });
}

test('keyboard shortcuts can be switched off', async ({ page, context, baseURL }) => {
  await newBooks({ context, baseURL });
  await page.goto('/settings');
  const shortcuts = page.getByRole('switch', { name: 'Keyboard shortcuts' });
  await shortcuts.uncheck();
  await page.goto('/history');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto('/settings');
  await shortcuts.check();
  await page.getByRole('heading', { name: 'Settings' }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page).toHaveURL('/categories');
});
