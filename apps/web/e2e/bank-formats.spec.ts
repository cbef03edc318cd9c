import { expect } from '@playwright/test';
import { newBooks } from './books.ts';
import { test } from './test.ts';
import { upload } from './upload.ts';

/** Days and months that could be either, in a file without columns. */
const QUICKEN = [
  '!Type:Bank',
  'D02/03/2026',
  'T-54.20',
  'PCorner Market',
  '^',
  'D04/03/2026',
  'T-2.90',
  'PCity Transit',
  '^',
  '',
].join('\n');

const SWIFT = [
  ':20:STARTUMS',
  ':25:10020030/1234567',
  ':28C:5/1',
  ':60F:C260131EUR1000,00',
  ':61:2602030203D54,20NDDTNONREF//B001',
  ':86:105?00LASTSCHRIFT?20Einkauf?32Corner Market',
  ':61:2602130213C1850,00NTRFNONREF//B002',
  ':86:166?00GUTSCHRIFT?20Gehalt?32Harbor GmbH',
  ':62F:C260228EUR2795,80',
  '-',
  '',
].join('\r\n');

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });
    test.slow();

    test('a QIF file asks which of day and month comes first', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
      await page.goto(`/import?accountId=${id}`);
      await upload(page, {
        name: 'quicken.qif',
        mimeType: 'application/octet-stream',
        content: QUICKEN,
        javaScriptEnabled,
      });
      const main = page.getByRole('main');
      await expect(main.getByText('One question first')).toBeVisible();
      const question = main.getByRole('form', { name: 'Is 02/03/2026 2 March 2026 or 3 February 2026?' });
      await question.getByRole('combobox').selectOption('mdy');
      await question.getByRole('button', { name: 'Answer' }).click();
      await expect(main.getByText('2 rows will be booked')).toBeVisible();
      await expect(main.getByText('Month, day, year')).toBeVisible();
      await main.getByRole('button', { name: 'Book 2 rows' }).click();
      await expect(main.getByText('2 rows booked.')).toBeVisible({ timeout: 30_000 });
    });

    test('an MT940 file says how it was read and that its balances agree @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
      await page.goto(`/import?accountId=${id}`);
      await upload(page, {
        name: 'umsatz.sta',
        mimeType: 'application/octet-stream',
        content: SWIFT,
        javaScriptEnabled,
      });
      const main = page.getByRole('main');
      await expect(main.getByText('2 rows will be booked')).toBeVisible();
      await expect(main.getByText('MT940 or MT942 (SWIFT)')).toBeVisible();
      await expect(
        main.getByText('The opening balance and the rows give the closing balance.'),
      ).toBeVisible();
      await expect(main.getByText('€2,795.80').first()).toBeVisible();
    });
  });
}
