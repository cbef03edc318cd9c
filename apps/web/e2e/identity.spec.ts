import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { newBooks, PASSWORD } from './books.ts';
import { test } from './test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled, locale: 'de-AT', timezoneId: 'Europe/Vienna' });

    test('registers a household, signs out and in again @every-width', async ({ page }) => {
      const email = `${randomUUID()}@example.org`;
      await page.goto('/register');
      await page.getByRole('radio', { name: 'A household' }).check();
      await page.getByLabel('Its name').fill('The Testers');
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill(PASSWORD);
      await expect(page.getByLabel('Currency')).toHaveValue('EUR');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
      await expect(page.getByRole('link', { name: 'Add an account' })).toBeVisible();
      await expect(page.getByText('The Testers').locator('visible=true').first()).toBeVisible();

      await page.goto('/settings');
      await expect(page.getByLabel('Dates and figures')).toHaveValue('de-AT');
      await expect(page.getByLabel('Time zone')).toHaveValue(javaScriptEnabled ? 'Europe/Vienna' : 'UTC');

      await signOut(page);
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await signIn(page, email, PASSWORD);
      await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
    });

    test('keeps what was typed and says beside the field what is wrong', async ({ page }) => {
      await page.goto('/register');
      await page.getByLabel('Your name').fill('Ada');
      await page.getByLabel('E-mail').fill('ada@example.org');
      await page.getByLabel('Password').fill('password');
      await page.getByLabel('Currency').selectOption('CHF');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByText('Use a capital letter, a small letter and a digit.')).toBeVisible();
      const password = page.getByLabel('Password');
      await expect(password).toHaveAttribute('aria-invalid', 'true');
      await expect(password).toHaveValue('');
      if (javaScriptEnabled) await expect(password).toBeFocused();
      await expect(page.getByLabel('Your name')).toHaveValue('Ada');
      await expect(page.getByLabel('E-mail')).toHaveValue('ada@example.org');
      await expect(page.getByLabel('Currency')).toHaveValue('CHF');
    });

    test('refuses a wrong password, then leads to the page that was asked for', async ({
      page,
      context,
      baseURL,
    }) => {
      const { email } = await newBooks({ context, baseURL });
      await context.clearCookies();
      await page.goto('/history?cursor=');
      await expect(page).toHaveURL('/sign-in?next=%2Fhistory%3Fcursor%3D');
      await signIn(page, email, 'Wrong-password-1');
      await expect(page.getByText('E-mail or password is wrong.')).toBeVisible();
      await expect(page.getByLabel('E-mail')).toHaveValue(email);
      await signIn(page, email, PASSWORD);
      await expect(page).toHaveURL('/history?cursor=');
    });
  });
}

test('a link to another site does not lead there after signing in', async ({ page, context, baseURL }) => {
  const { email } = await newBooks({ context, baseURL });
  await context.clearCookies();
  await page.goto('/sign-in?next=//evil.example/');
  await signIn(page, email, PASSWORD);
  await expect(page).toHaveURL('/dashboard');
});

test('whoever is signed in is not asked again', async ({ page, context, baseURL }) => {
  await newBooks({ context, baseURL });
  await page.goto('/sign-in');
  await expect(page).toHaveURL('/dashboard');
  await page.goto('/');
  await expect(page).toHaveURL('/dashboard');
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** On a phone the way out is in the menu. */
async function signOut(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Sign out', exact: true }).locator('visible=true');
  if ((await button.count()) === 0) await page.locator('summary[aria-label="Menu"]').click();
  await button.click();
}
