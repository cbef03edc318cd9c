import type { Category, SearchProblem, SearchResult, Transaction } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { foldText } from '@fintrack/core/search';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { periodOf, toTemplate } from './search-terms.ts';

let app: TestApp;
let user: TestClient;
const accounts: Record<string, string> = {};
const categories: Record<string, string> = {};
const rows: Record<string, string> = {};

/** date, account, amount, description, category, payee, more */
const ROWS: readonly [
  string,
  string,
  string,
  string,
  string | null,
  string | null,
  Record<string, unknown>?,
][] = [
  ['2027-01-05', 'Giro', '-10.00', 'Bread and rolls', 'Groceries', 'Corner Bakery', { tags: ['breakfast'] }],
  ['2027-01-20', 'Giro', '2000.00', 'January pay', 'Salary', 'Employer'],
  [
    '2027-02-01',
    'Giro',
    '-30.00',
    'Dinner',
    'Restaurants',
    'Müller & Söhne',
    { notes: 'with Ada and a bread basket' },
  ],
  ['2027-02-03', 'Giro', '4.00', 'Bottle return', 'Groceries', 'Corner Shop', { isRefund: true }],
  ['2027-02-10', 'Yen', '-1200', 'Ramen in Kraków', 'Restaurants', null, { status: 'pending' }],
  ['2027-02-15', 'Giro', '-50.00', 'Trousers 50% off, REF 4711-0815', null, null],
  ['2027-02-28', 'Giro', '-100.00', 'To savings', null, null, { transferAccountId: 'Holiday savings' }],
  ['2027-03-02', 'Giro', '-12.50', 'Groceries online', 'Groceries', 'Corner Shop', { tags: ['Family trip'] }],
];

beforeAll(async () => {
  // Ahead of the database's clock, so that the sessions it makes are valid there.
  app = await createTestApp({ clock: { now: () => new Date('2027-03-18T12:00:00Z') } });
  user = await signUp(app);
  for (const [name, currency] of [
    ['Giro', 'EUR'],
    ['Holiday savings', 'EUR'],
    ['Yen', 'JPY'],
  ] as const) {
    accounts[name] = await user.addAccount({ name, currency });
  }
  for (const { name, id } of (await user.get<Category[]>('/categories')).data) categories[name] = id;
  for (const [date, account, amount, description, category, payeeName, more] of ROWS) {
    const to = more?.['transferAccountId'];
    const made = await user.post<Transaction>('/transactions', {
      accountId: accounts[account],
      date,
      amount,
      description,
      categoryId: category && categories[category],
      payeeName,
      ...more,
      ...(typeof to === 'string' ? { transferAccountId: accounts[to] } : {}),
    });
    if (made.status !== 201) throw new Error(made.message);
    rows[description] = made.data.id;
  }
});
afterAll(() => app.close());

const path = (q: string, more = ''): string => `/transactions/search?q=${encodeURIComponent(q)}${more}`;

/** The first words of what a search finds, newest first. */
async function find(q: string): Promise<string[]> {
  const answer = await user.get<SearchResult>(path(q));
  expect(answer.message).toBeUndefined();
  return answer.data.transactions.map(({ description }) => description.split(/[ ,]/u)[0] ?? '');
}

async function refusal(q: string): Promise<{ code: unknown; message: unknown; problem: SearchProblem }> {
  const { code, message, details } = await user.get(path(q));
  return { code, message, problem: details as SearchProblem };
}

describe('searchTransactions', () => {
  it.each([
    ['bread', ['Dinner', 'Bread']],
    ['BREAD', ['Dinner', 'Bread']],
    ['bre', ['Dinner', 'Bread']],
    ['rea', []],
    ['bread ada', ['Dinner']],
    ['bread -ada', ['Bread']],
    ['-bread giro', []],
    ['"bread basket"', ['Dinner']],
    ['"basket bread"', []],
    ['"brea"', []],
    ['-"bread basket" bread', ['Bread']],
    ['corner', ['Groceries', 'Bottle', 'Bread']],
    ['"corner shop"', ['Groceries', 'Bottle']],
    ['corner groceries', ['Groceries']],
    ['muller', ['Dinner']],
    ['MÜLLER', ['Dinner']],
    ['sohne', ['Dinner']],
    ['krakow', ['Ramen']],
    ['50', ['Trousers']],
    ['4711', ['Trousers']],
    ['4711-0815', ['Trousers']],
    ['4711-0816', []],
    ['bread or ramen', ['Ramen', 'Dinner', 'Bread']],
    ['(bread or ramen) -dinner', ['Ramen', 'Bread']],
    ['bread or amount:>=2000', ['Dinner', 'January', 'Bread']],
    ['-(bread or corner) since:2027-02-03 -to', ['Trousers', 'Ramen']],
  ])('200: words: %s', async (q, found) => {
    expect(await find(q)).toEqual(found);
  });

  it.each([
    // Magnitudes, each in the row's own currency.
    ['amount:>100', ['Ramen', 'January']],
    ['amount:>=100', ['To', 'To', 'Ramen', 'January']],
    ['amount:<10', ['Bottle']],
    ['amount:<=10', ['Bottle', 'Bread']],
    ['amount:=12.50', ['Groceries']],
    ['amount:12.5', ['Groceries']],
    ['amount:12.505', []],
    ['amount:10..30', ['Groceries', 'Dinner', 'Bread']],
    ['amount:..4', ['Bottle']],
    ['amount:<-50', ['To', 'Ramen']],
    ['amount:>+50', ['To', 'January']],
    ['amount:-12.50', ['Groceries']],
    ['amount:-30..-10', ['Groceries', 'Dinner', 'Bread']],
    ['amount:12.4999..12.5001', ['Groceries']],
    ['category:food', ['Groceries', 'Ramen', 'Bottle', 'Dinner', 'Bread']],
    ['category:groceries', ['Groceries', 'Bottle', 'Bread']],
    ['category:"Food/Groceries"', ['Groceries', 'Bottle', 'Bread']],
    ['category:groc', ['Groceries', 'Bottle', 'Bread']],
    ['-category:food type:expense', ['Trousers']],
    ['category:none', ['Trousers']],
    ['is:uncategorised', ['Trousers']],
    ['payee:"Corner Shop"', ['Groceries', 'Bottle']],
    ['payee:corner', ['Groceries', 'Bottle', 'Bread']],
    ['payee:muller', ['Dinner']],
    ['payee:none -type:transfer', ['Trousers', 'Ramen']],
    ['account:yen', ['Ramen']],
    ['account:savings', ['To']],
    ['account:"Holiday savings"', ['To']],
    ['-account:giro', ['To', 'Ramen']],
    ['tag:breakfast', ['Bread']],
    ['tag:"family trip"', ['Groceries']],
    ['tag:fam', ['Groceries']],
    ['-tag:none', ['Groceries', 'Bread']],
    ['after:2027-02-28', ['Groceries']],
    ['before:2027-01-20', ['Bread']],
    ['on:2027-02-10', ['Ramen']],
    ['date:2027-03', ['Groceries']],
    ['date:2027-01-20..2027-02-01', ['Dinner', 'January']],
    ['date:2025', []],
    ['date:this-month', ['Groceries']],
    ['date:last-month amount:<=30', ['Bottle', 'Dinner']],
    ['since:2027-03-01', ['Groceries']],
    ['until:2027-01-05', ['Bread']],
    ['type:transfer', ['To', 'To']],
    ['status:pending', ['Ramen']],
    ['is:pending', ['Ramen']],
    ['is:refund', ['Bottle']],
    ['currency:jpy', ['Ramen']],
    ['has:notes', ['Dinner']],
    ['has:tags', ['Groceries', 'Bread']],
    ['has:transfer', ['To', 'To']],
    ['has:attachment', []],
    ['-has:payee', ['To', 'To', 'Trousers', 'Ramen']],
    ['has:category amount:>100', ['Ramen', 'January']],
    ['has:split', []],
    ['has:refund', []],
    ['import:01900000-0000-7000-8000-000000000000', []],
    ['(category:groceries or type:income) amount:<1000', ['Groceries', 'Bottle', 'Bread']],
    ['bread category:groceries', ['Bread']],
    ['corner amount:>5 -tag:breakfast', ['Groceries']],
  ])('200: operators: %s', async (q, found) => {
    expect(await find(q)).toEqual(found);
  });

  it('200: id, and an empty search is the whole list', async () => {
    expect(await find(`id:${rows['Dinner']}`)).toEqual(['Dinner']);
    expect(await find('')).toHaveLength(9);
  });

  it('200: attachments, splits and refunds are found by what they have', async () => {
    const shop = await user.post<Transaction>('/transactions', {
      accountId: accounts['Giro'],
      date: '2025-05-01',
      amount: '-20',
      description: 'Hardware store',
    });
    await app.adminQuery(
      `INSERT INTO attachments (tenant_id, id, transaction_id, name, media_type, size_bytes, sha256, storage_key)
       SELECT s.tenant_id, gen_random_uuid(), $1, 'receipt.png', 'image/png', 3, decode(repeat('00', 32), 'hex'), 'x'
       FROM change_sets s, set_config('app.tenant_id', s.tenant_id::text, true) AS tenant,
         set_config('app.change_set_id', s.id::text, true) AS change_set
       WHERE s.tenant_id = $2 LIMIT 1`,
      [shop.data.id, user.tenantId],
    );
    expect(await find('has:attachment')).toEqual(['Hardware']);
    expect(await find('hardware -has:attachment')).toEqual([]);
    expect((await user.get<Transaction[]>('/transactions?hasAttachment=true')).data).toHaveLength(1);
    expect((await user.get<Transaction[]>('/transactions?hasAttachment=false')).data).toHaveLength(9);

    const split = await user.put(`/transactions/${shop.data.id}/splits`, {
      version: shop.data.version,
      splits: [
        { amount: '-15', categoryId: categories['Groceries'], description: 'Seeds' },
        { amount: '-5', categoryId: categories['Restaurants'] },
      ],
    });
    expect(split.message).toBeUndefined();
    expect(await find('has:split')).toEqual(['Hardware']);
    expect(await find('seeds category:groceries')).toEqual(['Seeds']);
    expect(await find('hardware category:food')).toEqual(['Hardware']);

    const refund = await user.post<Transaction>('/transactions', {
      accountId: accounts['Giro'],
      date: '2027-03-10',
      amount: '12.50',
      description: 'Money back',
      refundOfId: rows['Groceries online'],
    });
    expect(refund.message).toBeUndefined();
    expect(await find('has:refund')).toEqual(['Groceries']);
  });

  it('200: filters and search narrow together, and the list, the summary and the search show the same rows', async () => {
    const filter = `&accountId=${accounts['Giro']}&to=2027-02-28`;
    const searched = await user.get<SearchResult>(path('corner', filter));
    const listed = await user.get<Transaction[]>(`/transactions?q=corner${filter}`);
    expect(searched.data.transactions).toEqual(listed.data);
    expect(listed.data.map(({ description }) => description)).toEqual(['Bottle return', 'Bread and rolls']);
    expect(searched.pagination).toEqual(listed.pagination);
    expect(listed.pagination).toMatchObject({ total: 2, totalIsCapped: false, hasMore: false });
    const summary = await user.get(`/transactions/summary?q=corner${filter}`);
    expect(summary.data).toEqual([
      { currency: 'EUR', count: 2, moneyIn: '4.00', moneyOut: '10.00', net: '-6.00' },
    ]);
    expect(
      (
        await user.get<{ count: number }[]>(
          `/transactions/summary?q=${encodeURIComponent('category:groceries -bakery date:2027-01..2027-02-28')}`,
        )
      ).data,
    ).toEqual([expect.objectContaining({ count: 1, net: '4.00' })]);
  });

  it('200: says how the search was understood', async () => {
    const { data } = await user.get<SearchResult>(
      path('bread -category:groc amount:>5 "bread basket" date:2027-02'),
    );
    expect(data.understood).toEqual([
      { position: 0, length: 5, label: '\u201cbread\u201d' },
      { position: 6, length: 14, label: 'not category Groceries' },
      { position: 21, length: 9, label: 'amount >5' },
      { position: 31, length: 14, label: 'exactly \u201cbread basket\u201d' },
      { position: 46, length: 12, label: '2027-02-01 to 2027-02-28' },
    ]);
    expect(data.expanded).toEqual([]);
  });
});

describe('a misspelt word', () => {
  it.each([
    ['ramne', 'ramen', ['Ramen']],
    ['ramenn', 'ramen', ['Ramen']],
    ['dimner', 'dinner', ['Dinner']],
    ['trouusres', 'trousers', ['Trousers']],
    ['bakry', 'bakery', ['Bread']],
    ['mulller', 'muller', ['Dinner']],
  ])('200: %s finds %s and says so', async (typed, meant, found) => {
    const { data } = await user.get<SearchResult>(path(typed));
    expect(data.expanded).toEqual([{ word: typed, words: [meant] }]);
    expect(data.understood[0]?.label).toBe(`\u201c${meant}\u201d for ${typed}`);
    expect(data.transactions.map(({ description }) => description.split(/[ ,]/u)[0])).toEqual(found);
  });

  it.each(['pya', 'rqmqn', 'bread', 'brea', '4712', '"ramne"', 'xylophonist'])(
    '200: %s is not taken for another word',
    async (typed) => {
      const { data } = await user.get<SearchResult>(path(typed));
      expect(data.expanded).toEqual([]);
    },
  );

  it('200: a word is learnt from a changed text and a renamed payee', async () => {
    const made = await user.post<Transaction>('/transactions', {
      accountId: accounts['Giro'],
      date: '2025-06-01',
      amount: '-1',
      description: 'Plain',
      payeeName: 'Old name',
    });
    await user.put(`/transactions/${made.data.id}`, { notes: 'Kaleidoscope', version: made.data.version });
    expect(await find('kaleidoscpe')).toEqual(['Plain']);
    const payee = await user.get<{ version: number }>(`/payees/${made.data.payeeId}`);
    await user.put(`/payees/${made.data.payeeId}`, { name: 'Brand nouveau', version: payee.data.version });
    expect(await find('nouveau')).toEqual(['Plain']);
    expect(await find('nuoveau')).toEqual(['Plain']);
    expect(await find('"old name"')).toEqual([]);
    await user.delete(`/transactions/${made.data.id}`);
    expect(await find('nouveau')).toEqual([]);
  });
});

describe('422 SEARCH_UNREADABLE', () => {
  it.each([
    [
      'bread after:soon',
      12,
      4,
      'After: wants a date like 2026-01-31. A month (2026-01), a year (2026) and words such as last-month will do, too.',
    ],
    ['category:foood', 0, 14, 'There is no category like "foood". Did you mean Food?'],
    ['payee:"Korner Shop"', 0, 19, 'There is no payee like "Korner Shop". Did you mean Corner Shop?'],
    ['account:gior', 0, 12, 'There is no account like "gior". Did you mean Giro?'],
    ['tag:brekfast', 0, 12, 'There is no tag like "brekfast". Did you mean breakfast?'],
    ['tag:zzzzzz', 0, 10, 'There is no tag like "zzzzzz". Look at the list of names, or take it out.'],
    [
      'amuont:>5',
      0,
      7,
      'There is no operator "amuont:". Did you mean amount:? To look for the text itself, put it in quotes.',
    ],
    ['bread "rolls', 6, 6, 'This quote is not closed. Write " behind its last word.'],
    ['_', 0, 1, 'There is nothing to look for in "_". Words have letters or figures.'],
  ])('%s', async (q, ...[position, length, message]) => {
    const refused = await refusal(q);
    expect(refused).toMatchObject({ code: 'SEARCH_UNREADABLE', message, problem: { position, length } });
    for (const list of ['/transactions', '/transactions/summary']) {
      const answer = await user.get(`${list}?q=${encodeURIComponent(q)}`);
      expect([answer.status, answer.code]).toEqual([422, 'SEARCH_UNREADABLE']);
    }
  });

  it('422 VALIDATION_FAILED for a search without q, and for one that is too long', async () => {
    expect((await user.get('/transactions/search')).code).toBe('VALIDATION_FAILED');
    expect((await user.get(path('a'.repeat(501)))).code).toBe('VALIDATION_FAILED');
  });
});

describe('another tenant', () => {
  it('finds none of these rows, words, names or misspellings, and shares no word with them', async () => {
    const stranger = await signUp(app);
    const giro = await stranger.addAccount({ name: 'Mine' });
    const own = await stranger.post<Transaction>('/transactions', {
      accountId: giro,
      date: '2027-02-01',
      amount: '-30.00',
      description: 'Dinner with bread',
      payeeName: 'Corner Shop',
    });
    const search = async (q: string) => (await stranger.get<SearchResult>(path(q))).data;
    for (const q of ['bread', 'corner', '"corner shop"', 'dinner -ramen', 'bread or ramen', 'payee:corner']) {
      expect(
        (await search(q)).transactions.map(({ id }) => id),
        q,
      ).toEqual([own.data.id]);
    }
    expect(await search('ramen')).toEqual({
      transactions: [],
      understood: [expect.anything()],
      expanded: [],
    });
    expect((await search('ramne')).expanded).toEqual([]);
    expect((await search(`id:${rows['Dinner']}`)).transactions).toEqual([]);
    const refused = await stranger.get(path('tag:breakfst'));
    expect(refused.message).toBe(
      'There is no tag like "breakfst". Look at the list of names, or take it out.',
    );
    expect((await find('bread')).sort()).toEqual(['Bread', 'Dinner']);
  });

  it('gets no place out of the index by asking it itself', async () => {
    const stranger = await signUp(app);
    const places = await app.database.readTenant(await contextOf(stranger), async (tx) => {
      const theirs = await tx.client.query<{ prefix: string }>(
        'SELECT search_prefix($1::uuid, $2::date) AS prefix',
        [user.tenantId, '2027-02-01'],
      );
      const period = periodOf(parseCalendarDate('2027-02-01'));
      const ask = async (template: string) => {
        const found = await tx.client.query<{ count: number }>(
          'SELECT cardinality(places) AS count FROM search_places($1, ARRAY[$2::int], 100, 1000)',
          [template, period],
        );
        return found.rows[0]?.count;
      };
      return [
        await ask(toTemplate({ op: 'word', word: 'ramen', isPrefix: false })),
        // The template's own words stand behind the stranger's prefix; without the mark they name a whole key.
        await ask(`'${theirs.rows[0]?.prefix}ramen'`),
        await ask(`'${theirs.rows[0]?.prefix}':*`),
      ];
    });
    expect(places).toEqual([0, 0, 0]);
  });
});

/** What the door asks for, of a client that registered through the API. */
async function contextOf(client: TestClient) {
  const [session] = await app.adminQuery<{ id: string; user_id: string }>(
    `SELECT s.id, s.user_id FROM user_sessions s JOIN memberships m ON m.user_id = s.user_id WHERE m.tenant_id = $1`,
    [client.tenantId],
  );
  if (!session) throw new Error('The client has no session.');
  return { userId: session.user_id, sessionId: session.id, tenantId: client.tenantId, origin: {} };
}

it('the database folds text as the core does', async () => {
  const fold = async (texts: readonly string[]): Promise<string[]> =>
    (
      await app.adminQuery<{ folded: string }>(
        'SELECT search_fold(t) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS u (t, number) ORDER BY number',
        [texts],
      )
    ).map(({ folded }) => folded);
  const known = [
    'Müller–Straße 4711',
    'ŁÓDŹ',
    '“Œuvre” & Ærø',
    'ﬁne',
    '5€ a_b',
    'ΑΣ Привет',
    '日本語',
    ' -- ',
    'İstanbul ẞ',
  ];
  expect(await fold(known)).toEqual(known.map(foldText));
  const letters = fc.string({
    unit: fc
      .oneof(fc.integer({ min: 1, max: 0x24f }), fc.integer({ min: 0x370, max: 0x52f }))
      .map((code) => String.fromCodePoint(code)),
    maxLength: 12,
  });
  const samples = fc.sample(letters, { numRuns: 500, seed: 7 });
  expect(await fold(samples)).toEqual(samples.map(foldText));
});
