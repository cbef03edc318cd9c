import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { type Api, newBooks } from './books.ts';
import { test } from './test.ts';

const PDF = [
  '%PDF-1.4',
  '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
  '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj',
  'trailer<</Root 1 0 R>>',
  '%%EOF',
].join('\n');

async function book(api: Api): Promise<string> {
  const account = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
  const date = new Date().toISOString().slice(0, 10);
  const row = { accountId: account.id, date, amount: '-4.20', payeeName: 'Bakery' };
  return (await api.post('/transactions', row)).id;
}

/** A picture of the page itself: a real PNG. */
async function receipt(page: Page, width = 300): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await page.screenshot({ clip: { x: 0, y: 0, width, height: 200 } });
  return { name: 'receipt.png', mimeType: 'image/png', buffer };
}
const invoice = { name: 'invoice.pdf', mimeType: 'application/pdf', buffer: Buffer.from(PDF) };

function section(page: Page): Locator {
  return page.getByRole('region', { name: 'Attachments' });
}

async function ready(page: Page): Promise<void> {
  await expect(section(page).getByRole('button', { name: 'Attach', exact: true })).toHaveCount(0);
}

test('attaches several files, shows, removes and brings back @every-width', async ({
  page,
  context,
  baseURL,
}) => {
  const { api } = await newBooks({ context, baseURL });
  const id = await book(api);
  await page.goto(`/transactions/${id}`);
  await ready(page);
  const files = section(page);
  await files.getByLabel('Drop files here, or choose them').setInputFiles([await receipt(page), invoice]);
  await expect(page.getByText('2 files attached.')).toBeVisible();
  await expect(files.getByRole('listitem')).toHaveCount(2);

  const picture = files.getByRole('link', { name: 'Open receipt.png' });
  const thumbnail = picture.locator('img');
  await expect
    .poll(() => thumbnail.evaluate((img) => (img instanceof HTMLImageElement ? img.naturalWidth : 0)))
    .toBe(300);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await picture.click();
  const lightbox = page.getByRole('dialog', { name: 'receipt.png' });
  await expect(lightbox.getByRole('img', { name: 'receipt.png' })).toBeVisible();
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(lightbox).toHaveCount(0);

  await files.getByRole('button', { name: 'Remove receipt.png' }).click();
  await expect(page.getByText('receipt.png removed.')).toBeVisible();
  await expect(files.getByRole('listitem')).toHaveCount(1);
  await page
    .getByRole('alertdialog')
    .filter({ hasText: 'receipt.png removed.' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(files.getByRole('listitem')).toHaveCount(2);

  await page.goto('/transactions');
  await expect(page.getByRole('row', { name: /Bakery/u })).toContainText('2 attachments');
});

test('goes through the pictures by keyboard', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await page.goto(`/transactions/${await book(api)}`);
  await ready(page);
  const first = await receipt(page);
  const second = { ...(await receipt(page, 250)), name: 'back.png' };
  await section(page).getByLabel('Drop files here, or choose them').setInputFiles([first]);
  await expect(section(page).getByRole('listitem')).toHaveCount(1);
  await section(page).getByLabel('Drop files here, or choose them').setInputFiles([second]);
  await expect(section(page).getByRole('listitem')).toHaveCount(2);
  await section(page).getByRole('link', { name: 'Open receipt.png' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'receipt.png' })).toContainText('1 of 2');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: 'back.png' })).toContainText('2 of 2');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('dialog', { name: 'receipt.png' })).toBeVisible();
});

test('gives a PDF to a tab of its own, and any file to be saved', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await page.goto(`/transactions/${await book(api)}`);
  await ready(page);
  await section(page).getByLabel('Drop files here, or choose them').setInputFiles([invoice]);
  const link = section(page).getByRole('link', { name: 'Open invoice.pdf' });
  await expect(link).toHaveAttribute('target', '_blank');
  const shown = await context.request.get((await link.getAttribute('href')) ?? '');
  expect(shown.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-security-policy': expect.stringContaining('sandbox'),
    'content-disposition': expect.stringMatching(/^inline;/u),
  });
  const download = page.waitForEvent('download');
  await section(page).getByRole('link', { name: 'Save invoice.pdf' }).click();
  expect((await download).suggestedFilename()).toBe('invoice.pdf');
});

test('says why a file cannot be attached, and takes the others', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await page.goto(`/transactions/${await book(api)}`);
  await ready(page);
  const script = { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<html></html>') };
  await section(page).getByLabel('Drop files here, or choose them').setInputFiles([script, invoice]);
  await expect(section(page).getByRole('alert')).toContainText(
    'page.html was not attached: This is a web page',
  );
  await expect(section(page).getByRole('link', { name: 'Open invoice.pdf' })).toBeVisible();
  await section(page).getByRole('alert').getByRole('button', { name: 'Close' }).click();
  await expect(section(page).getByRole('alert')).toHaveCount(0);
});

test('takes a picture from the clipboard', async ({ page, context, baseURL }) => {
  const { api } = await newBooks({ context, baseURL });
  await page.goto(`/transactions/${await book(api)}`);
  await ready(page);
  const { buffer } = await receipt(page);
  await page.evaluate(
    (bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }));
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
    },
    [...buffer],
  );
  await expect(section(page).getByRole('link', { name: 'Open image.png' })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('attaches, removes and undoes', async ({ page, context, baseURL }) => {
    const { api } = await newBooks({ context, baseURL });
    await page.goto(`/transactions/${await book(api)}`);
    const files = section(page);
    await files.getByLabel('Drop files here, or choose them').setInputFiles([await receipt(page), invoice]);
    await files.getByRole('button', { name: 'Attach', exact: true }).click();
    await expect(files.getByRole('listitem')).toHaveCount(2);
    await expect(page.getByText('Attached invoice.pdf to Bakery.')).toBeVisible();

    await files.getByRole('button', { name: 'Remove receipt.png' }).click();
    await expect(page.getByText('Removed receipt.png from Bakery.')).toBeVisible();
    await expect(files.getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: /^Undo/u }).click();
    await expect(files.getByRole('listitem')).toHaveCount(2);

    const script = { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<html></html>') };
    await files.getByLabel('Drop files here, or choose them').setInputFiles([script]);
    await files.getByRole('button', { name: 'Attach', exact: true }).click();
    await expect(files).toContainText('page.html: This is a web page');
  });
});
