import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, test } from '@playwright/test';
import { categoryId, fillBooks, newBooks } from './books.ts';

const PUBLIC_PAGES = ['/sign-in', '/register'];

/** Every page of a signed-in person; add a new one here. */
const PAGES = [
  '/dashboard',
  '/dashboard?month=2020-01',
  '/transactions',
  '/transactions?uncategorised=true',
  '/transactions/new',
  '/transactions/{transaction}',
  '/accounts',
  '/accounts/new',
  '/accounts/{account}',
  '/accounts/{account}/edit',
  '/import',
  '/import/{import}',
  '/categories',
  '/categories?add=expense',
  '/categories?edit={category}',
  '/categories?delete={category}',
  '/settings',
  '/history',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    test.slow();

    test('the public pages have no fault that axe finds @every-width', async ({ page }) => {
      for (const path of PUBLIC_PAGES) {
        await page.goto(path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect.soft(violations.map(describe), path).toEqual([]);
      }
    });

    test('the pages have no fault that axe finds @every-width', async ({ page, context, baseURL }) => {
      const { api } = await newBooks({ context, baseURL });
      const { accountId } = await fillBooks(api);
      const [transaction] = await api.get<{ id: string }[]>('/transactions');
      const ids: Readonly<Record<string, string>> = {
        account: accountId,
        category: await categoryId(api, 'Groceries'),
        transaction: transaction?.id ?? '',
        import: await uploadDraft(context, baseURL),
      };
      for (const template of PAGES) {
        const path = template.replace(/\{(\w+)\}/u, (_, name: string) => ids[name] ?? '');
        const response = await page.goto(path);
        expect.soft(response?.status(), path).toBe(200);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect.soft(violations.map(describe), path).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
      }
    });
  });
}

/** A draft with a question, rows of several fates and no account yet. */
async function uploadDraft(context: BrowserContext, baseURL: string | undefined): Promise<string> {
  const text = 'Date,Text,Amount\n01/02/2026,Bakery,-4.50\n02/02/2026,Market,-12.00\nnever,Broken,x\n';
  const response = await context.request.post('/api/v1/imports', {
    headers: { Origin: baseURL ?? '', 'X-FinTrack-Client': 'web' },
    multipart: { file: { name: 'draft.csv', mimeType: 'text/csv', buffer: Buffer.from(text) } },
  });
  const body = (await response.json()) as { data: { id: string } };
  return body.data.id;
}

/** A violation in one line a place. */
function describe({
  id,
  nodes,
}: {
  id: string;
  nodes: readonly { html: string; failureSummary?: string }[];
}): string {
  return `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join('\n')}`;
}
