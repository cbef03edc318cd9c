import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { newBooks } from './books.ts';
import { test } from './test.ts';
import { upload } from './upload.ts';

/** The bank's balance goes down by 6.00 more than the rows tell, between the eighth and the ninth of them. */
const WITH_GAP = [
  'Date;Description;Amount;Balance',
  ...Array.from({ length: 12 }, (_, index) => {
    const day = String(index + 1).padStart(2, '0');
    const balance = 1000 - (index + 1) * 2 - (index >= 8 ? 6 : 0);
    return `2026-02-${day};Corner Market ${index + 1};-2.00;${balance}.00`;
  }),
  '',
].join('\n');

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });
    test.slow();

    test('a compressed table says where it came from, where rows are missing, and how sure each guess is @every-width', async ({
      page,
      context,
      baseURL,
    }) => {
      const { api } = await newBooks({ context, baseURL });
      const { id } = await api.post('/accounts', { name: 'Everyday', type: 'checking' });
      await page.goto(`/import?accountId=${id}`);
      await upload(page, {
        name: 'february.csv.gz',
        mimeType: 'application/gzip',
        content: gzipSync(WITH_GAP),
        javaScriptEnabled,
        title: 'february.csv',
      });
      const main = page.getByRole('main');
      await expect(main.getByText('12 rows will be booked')).toBeVisible();
      await expect(main.getByText('The file was compressed; it is read as what is in it.')).toBeVisible();
      await expect(
        main.getByText(
          /Line 10: the balance should be 982\.00 EUR after line 9, and the file says 976\.00 EUR/u,
        ),
      ).toBeVisible();
      const how = main.getByText('How each of this was found out');
      await how.click();
      await expect(main.getByText(/All bytes are plain Latin letters\. 100% sure\./u)).toBeVisible();
    });
  });
}
