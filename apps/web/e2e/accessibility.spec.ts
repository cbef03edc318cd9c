import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { type Api, categoryId, fillBooks, newBooks } from './books.ts';
import { lastMonths } from './months.ts';
import { test } from './test.ts';

const PUBLIC_PAGES = ['/sign-in', '/register'];

/** Every page of a signed-in person; add a new one here. */
const PAGES = [
  '/dashboard',
  '/dashboard?month=2020-01',
  '/transactions',
  '/transactions?uncategorised=true',
  '/transactions?q=grocereis+-rent+amount:%3E5',
  '/transactions?q=bread+category:foood',
  '/transactions/filters',
  '/transactions/new',
  '/transactions/{transaction}',
  '/transactions/{split}',
  '/transactions/{transfer}',
  '/transfers',
  '/accounts',
  '/accounts/new',
  '/accounts/{account}',
  '/accounts/{account}/edit',
  '/accounts/{account}/reconcile',
  '/accounts?at=2026-01-31',
  '/checks',
  '/checks?totals=true',
  '/import',
  '/import/{import}',
  '/import/{asking}?fate=ask',
  '/import/{booked}/replay?show=1',
  '/export',
  '/categories',
  '/categories?add=expense',
  '/categories/review',
  '/categories/accuracy',
  '/categories?edit={category}',
  '/categories?delete={category}',
  '/payees',
  '/payees?add=payee',
  '/payees?edit={payee}',
  '/payees?sort=-transactions&select={payee}&select={otherPayee}',
  '/tags',
  '/tags?add=tag',
  '/tags?edit={tag}',
  '/recurring',
  '/recurring/new',
  '/recurring/{series}',
  '/rules',
  '/rules?check=1',
  '/rules/new',
  '/rules/{rule}',
  '/currencies',
  '/currencies?set=USD',
  '/settings',
  '/history',
  '/history/{change}',
  '/trash',
  '/audit',
  '/audit?verify=1',
];

/** Few enough for one test's time. */
const PAGES_A_PART = 11;
const PARTS = Array.from({ length: Math.ceil(PAGES.length / PAGES_A_PART) }, (_, part) =>
  PAGES.slice(part * PAGES_A_PART, (part + 1) * PAGES_A_PART),
);

/** A narrow screen shows other controls (cards for rows, a drawer for the rail), one between them only less room. */
const WIDE = { width: 1440, height: 900, isLookedAt: true };
const WIDTHS = [
  WIDE,
  { width: 768, height: 1024, isLookedAt: false },
  { width: 360, height: 740, isLookedAt: true },
];

test.describe('in both themes and at every width', () => {
  // What fades from one theme to the other would be looked at half way.
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test.slow();

  test('the public pages have no fault that axe finds', async ({ page }) => {
    for (const path of PUBLIC_PAGES) await checkPage(page, path);
  });

  for (const [index, pages] of PARTS.entries()) {
    test(`part ${index + 1} of the pages has no fault that axe finds`, async ({ page, context, baseURL }) => {
      const ids = await makeIds(context, baseURL);
      for (const template of pages) {
        await checkPage(
          page,
          template.replace(/\{(\w+)\}/gu, (_, key: string) => ids[key] ?? ''),
        );
      }
    });
  }
});

/** Loads a page once and looks at it in each width and theme; a theme changes nothing but colours. */
async function checkPage(page: Page, path: string): Promise<void> {
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light' });
  const response = await page.goto(path);
  expect.soft(response?.status(), path).toBe(200);
  for (const { width, height, isLookedAt } of WIDTHS) {
    await page.setViewportSize({ width, height });
    await settle(page);
    expect.soft(await findOverflow(page), `${path} is wider than ${width}`).toBe(0);
    if (!isLookedAt) continue;
    const { violations } = await axe(page).analyze();
    expect.soft(violations.map(describe), `${path} at ${width}`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settle(page);
    const dark = await axe(page).withRules(['color-contrast']).analyze();
    expect.soft(dark.violations.map(describe), `${path} at ${width} in the dark theme`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
  }
}

/** No page has a frame of another origin, for which alone it would open a window of its own each time. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}

/** By how many pixels the page is wider than the screen, once what asks for the width has answered. */
async function findOverflow(page: Page): Promise<number> {
  await page
    .waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth, null, { timeout: 3000 })
    .catch(() => undefined);
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}

/** Waits until all is drawn anew: two frames, and some time for what asks for the width or fades. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await nextFrame();
    await nextFrame();
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
}

/** Books with something on every page, and the ids that its addresses have. */
async function makeIds(
  context: BrowserContext,
  baseURL: string | undefined,
): Promise<Readonly<Record<string, string>>> {
  const { api } = await newBooks({ context, baseURL });
  const { accountId } = await fillBooks(api);
  const [transaction] = await api.get<{ id: string }[]>('/transactions');
  return {
    account: accountId,
    category: await categoryId(api, 'Groceries'),
    transaction: transaction?.id ?? '',
    change: (await api.get<{ id: string }[]>('/change-sets'))[0]?.id ?? '',
    import: await uploadDraft(context, baseURL),
    ...(await addMatching(context, { baseURL, api, accountId })),
    series: await addSeries(api, accountId),
    rule: await addRule(api),
    ...(await nameRows(api, transaction?.id ?? '')),
    ...(await addLinkedRows(api, accountId)),
  };
}

/** Rows that come every month, found and accepted, one more that is only proposed, and one by hand. */
async function addSeries(api: Api, accountId: string): Promise<string> {
  for (const payeeName of ['Gym', 'Radio']) {
    for (const [index, date] of lastMonths(5).entries()) {
      await api.post('/transactions', { accountId, date, amount: index < 3 ? '-30' : '-35', payeeName });
    }
  }
  await api.post('/recurring/detect');
  const found = await api.get<{ id: string; name: string; version: number }[]>('/recurring');
  const gym = found.find(({ name }) => name === 'Gym');
  await api.put(`/recurring/${gym?.id}`, { state: 'accepted', version: gym?.version });
  await api.post('/recurring', {
    accountId,
    name: 'Rent',
    amount: '-900',
    schedule: { frequency: 'monthly', interval: 1, anchorDate: '2026-01-01', days: [1], weekend: 'keep' },
  });
  return gym?.id ?? '';
}

/** A rule with a group inside, a second one that it overrules, and one that is off. */
async function addRule(api: Api): Promise<string> {
  const groceries = await categoryId(api, 'Groceries');
  const market = { field: 'payee', operator: 'contains', value: 'market' };
  const actions = [{ kind: 'setCategory', categoryId: groceries }];
  const condition = {
    all: [market, { any: [{ field: 'absoluteAmount', operator: 'lessThan', value: '50' }, { not: market }] }],
  };
  await api.post('/rules', {
    name: 'Tagged',
    condition: market,
    actions: [{ kind: 'skip' }],
    isActive: false,
  });
  await api.post('/rules', { name: 'Nothing', condition: { ...market, value: 'caviar' }, actions });
  return (await api.post('/rules', { name: 'Market', condition, actions })).id;
}

/** Ids of two payees and of a tag that a row has. */
async function nameRows(api: Api, transactionId: string): Promise<Readonly<Record<string, string>>> {
  await api.put(`/transactions/${transactionId}`, { tags: ['trip'], version: 1 });
  const [payee, otherPayee] = await api.get<{ id: string }[]>('/payees');
  const [tag] = await api.get<{ id: string }[]>('/tags');
  return { payee: payee?.id ?? '', otherPayee: otherPayee?.id ?? '', tag: tag?.id ?? '' };
}

/** A split, a transfer across currencies with a fee, and two rows that look like a transfer. */
async function addLinkedRows(api: Api, accountId: string): Promise<{ split: string; transfer: string }> {
  const date = new Date().toISOString().slice(0, 10);
  const abroad = await api.post('/accounts', { name: 'Abroad', type: 'savings', currency: 'USD' });
  const savings = await api.post('/accounts', { name: 'Savings', type: 'savings' });
  const split = await api.post('/transactions', { accountId, date, amount: '-10', payeeName: 'Market' });
  const splits = [{ amount: '-6' }, { amount: '-4' }];
  await api.put(`/transactions/${split.id}/splits`, { version: 1, splits });
  const transfer = await api.post('/transactions', {
    accountId,
    date,
    amount: '-100',
    transferAccountId: abroad.id,
    transferAmount: '108.25',
    transferFee: { amount: '1.50' },
  });
  await api.post('/transactions', { accountId, date, amount: '-70', description: 'To savings' });
  await api.post('/transactions', { accountId: savings.id, date, amount: '70' });
  return { split: split.id, transfer: transfer.id };
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

/** A booked file with a pending row, and a draft that asks whether its posted row is that one. */
async function addMatching(
  context: BrowserContext,
  { baseURL, api, accountId }: { baseURL: string | undefined; api: Api; accountId: string },
): Promise<{ booked: string; asking: string }> {
  const send = async (line: string): Promise<string> => {
    const buffer = Buffer.from(`Date,Description,Amount,State\n${line}\n`);
    const response = await context.request.post('/api/v1/imports', {
      headers: { Origin: baseURL ?? '', 'X-FinTrack-Client': 'web' },
      multipart: { accountId, file: { name: 'cafe.csv', mimeType: 'text/csv', buffer } },
    });
    const body = (await response.json()) as { data: { id: string } };
    return body.data.id;
  };
  const booked = await send('2026-01-05,SQ *CAFE LUNA,-50.00,pending');
  await api.post(`/imports/${booked}/commit`);
  return { booked, asking: await send('2026-01-08,CAFE LUNA BERLIN,-57.50,completed') };
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
