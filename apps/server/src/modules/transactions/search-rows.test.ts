import type { SearchResult, Transaction } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { asOwner } from '../../testing/test-member.ts';
import { UNUSUAL_CURRENCIES } from './filter.ts';
import { filterConditions } from './repo.filter.ts';
import { planSearch } from './search-plan.ts';
import { readSearch } from './search-query.ts';
import { findPage } from './search-rows.ts';
import { type RowSearch, SEARCH_TIME } from './search-scope.ts';
import { searchConditionSql } from './search-sql.ts';
import { periodOf, toTemplate } from './search-terms.ts';
import { countFound } from './search-totals.ts';

/**
 * Books large enough that a search leaves the newest rows: 40,000 rows over five years, 22 a day, whose words are
 * frequent, rare, gone for years, or never in one row together.
 */
const ROWS = 40_000;

let app: TestApp;
let user: TestClient;
let context: TenantContext;

beforeAll(async () => {
  app = await createTestApp();
  user = await signUp(app);
  const accounts = await Promise.all(['One', 'Two'].map((name) => user.addAccount({ name })));
  const payee = await user.post<{ id: string }>('/payees', { name: 'Kiosk Weber' });
  await asOwner(app.ownerUrl, async (client) => {
    await client.query('BEGIN');
    await client.query(
      `SELECT set_config('app.tenant_id', $1::text, true), set_config('app.change_set_id', id::text, true)
       FROM change_sets WHERE tenant_id = $1::uuid LIMIT 1`,
      [user.tenantId],
    );
    await client.query(
      `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description, notes,
         payee_id, change_set_id)
       SELECT $1::uuid, uuid_v7(), ($2::uuid[])[1 + n % 2], date '2021-01-01' + n / 22, -(100 + n % 5000), 'EUR',
         'expense',
         concat_ws(' ', 'Everywhere', 'number', n,
           CASE WHEN n % 10 = 0 THEN 'lefthand' END, CASE WHEN n % 10 = 1 OR n % 4000 = 0 THEN 'righthand' END,
           CASE WHEN n % 9000 = 77 THEN 'zeppelin' END, CASE WHEN n < 8000 THEN 'oldbank' END,
           CASE WHEN n % 700 = 5 THEN 'blue green' END, CASE WHEN n % 700 = 6 THEN 'green blue' END),
         CASE WHEN n % 1300 = 9 THEN 'umbrella' END,
         CASE WHEN n % 1100 = 3 THEN $3::uuid END,
         current_setting('app.change_set_id')::uuid
       FROM generate_series(0, ${ROWS - 1}) AS n`,
      [user.tenantId, accounts, payee.data.id],
    );
    await client.query('COMMIT');
    await client.query('ANALYZE transactions');
  });
  const [session] = await app.adminQuery<{ id: string; user_id: string }>(
    'SELECT s.id, s.user_id FROM user_sessions s JOIN memberships m ON m.user_id = s.user_id WHERE m.tenant_id = $1',
    [user.tenantId],
  );
  context = {
    userId: session?.user_id ?? '',
    sessionId: session?.id ?? '',
    tenantId: user.tenantId,
    origin: {},
  };
});
afterAll(() => app.close());

/** Numbers of the rows that a condition on n selects, newest first: what a search has to find. */
function expected(fits: (n: number) => boolean): number[] {
  return Array.from({ length: ROWS }, (_, index) => ROWS - 1 - index).filter(fits);
}

const isLeft = (n: number): boolean => n % 10 === 0;
const isRight = (n: number): boolean => n % 10 === 1 || n % 4000 === 0;

const SEARCHES: readonly [string, (n: number) => boolean][] = [
  ['zeppelin', (n) => n % 9000 === 77],
  ['umbrella', (n) => n % 1300 === 9],
  ['umbrela', (n) => n % 1300 === 9],
  ['xylophonist', () => false],
  ['lefthand righthand', (n) => isLeft(n) && isRight(n)],
  ['oldbank lefthand number', (n) => n < 8000 && isLeft(n)],
  ['"blue green"', (n) => n % 700 === 5],
  ['green -"blue green"', (n) => n % 700 === 6],
  ['weber', (n) => n % 1100 === 3],
  ['weber or zeppelin', (n) => n % 1100 === 3 || n % 9000 === 77],
  ['umbrella account:one', (n) => n % 1300 === 9 && n % 2 === 0],
  ['everywhere amount:=1.23', (n) => n % 5000 === 23],
  ['lefthand amount:1..1.30', (n) => isLeft(n) && n % 5000 <= 30],
  ['oldbank date:2021-03-01..2021-03-02', (n) => n >= 59 * 22 && n < 61 * 22],
  ['zeppelin or amount:=1.23', (n) => n % 9000 === 77 || n % 5000 === 23],
];

/** All pages of a search, as the numbers in the descriptions. */
async function readAll(
  q: string,
  more: string,
): Promise<{ numbers: number[]; pages: number; total: number | undefined }> {
  const numbers: number[] = [];
  let cursor: string | null = '';
  let total: number | undefined;
  let pages = 0;
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const answer = await user.get<SearchResult>(
      `/transactions/search?q=${encodeURIComponent(q)}${more}${from}`,
    );
    expect(answer.message).toBeUndefined();
    numbers.push(...answer.data.transactions.map(({ description }) => Number(description.split(' ')[2])));
    if (pages === 0) total = answer.pagination?.total;
    cursor = answer.pagination?.nextCursor ?? null;
    pages += 1;
  }
  return { numbers, pages, total };
}

describe('a search through five years', () => {
  it.each(SEARCHES)('%s: every row once, in the order of the list', async (q, fits) => {
    const wanted = expected(fits);
    const { numbers, total } = await readAll(q, '&limit=40');
    expect(numbers).toEqual(wanted);
    if (total !== undefined && wanted.length <= 1000) expect(total).toBeLessThanOrEqual(wanted.length);
  });

  it.each(SEARCHES.slice(0, 8))('%s: oldest first', async (q, fits) => {
    expect((await readAll(q, '&limit=100&sort=date')).numbers).toEqual(expected(fits).toReversed());
  });

  it.each(['amount', '-amount'])('by %s: every row once, by its amount', async (sort) => {
    const answer = await readAll('umbrella', `&limit=10&sort=${sort}`);
    expect(answer.numbers.toSorted((one, other) => one - other)).toEqual(
      expected((n) => n % 1300 === 9).toReversed(),
    );
    const amounts = answer.numbers.map((n) => -(100 + (n % 5000)));
    expect(amounts).toEqual(
      amounts.toSorted((one, other) => (sort === 'amount' ? one - other : other - one)),
    );
  });

  it('pages by number pass over the rows before', async () => {
    const answer = await user.get<SearchResult>('/transactions/search?q=umbrella&limit=10&page=2');
    expect(answer.data.transactions.map(({ description }) => Number(description.split(' ')[2]))).toEqual(
      expected((n) => n % 1300 === 9).slice(10, 20),
    );
  });

  it('a frequent word is counted up to 1,000 at most, and marked', async () => {
    const answer = await user.get<SearchResult>('/transactions/search?q=everywhere&limit=5');
    expect(answer.data.transactions).toHaveLength(5);
    expect(answer.pagination).toMatchObject({ totalIsCapped: true, hasMore: true });
    expect(answer.pagination?.total).toBeLessThanOrEqual(1000);
    const count = (q: string) =>
      app.database.readTenant(context, async (tx) =>
        countFound(tx, { ...(await searchOf(tx, q)), time: { ...SEARCH_TIME, countMs: 60_000 } }),
      );
    expect(await count('everywhere')).toEqual({ total: 1000, totalIsCapped: true });
    expect(await count('zeppelin')).toEqual({ total: 5, totalIsCapped: false });
    expect(await count('-everywhere')).toBeNull();
  });

  it('sums every row that it finds', async () => {
    const rare = await user.get('/transactions/summary?q=umbrella');
    // 9, 1309, 2609, ... 39009: 31 rows; each costs 1.00 and the rest of n by 5,000 in cents.
    const minor = expected((n) => n % 1300 === 9).reduce((sum, n) => sum + 100 + (n % 5000), 0);
    const decimal = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
    expect(rare.data).toEqual([
      { currency: 'EUR', count: 31, moneyIn: '0.00', moneyOut: decimal, net: `-${decimal}` },
    ]);
    const frequent = await user.get<{ count: number }[]>('/transactions/summary?q=lefthand');
    expect(frequent.data[0]?.count).toBe(4000);
    const without = await user.get<{ count: number }[]>('/transactions/summary?q=-everywhere');
    expect(without.data).toEqual([]);
  });

  it('a bulk action takes the same rows', async () => {
    const done = await user.post<{ selected: number }>('/transactions/bulk', {
      action: 'tag',
      add: ['rainy'],
      filter: { q: 'umbrella' },
      dryRun: true,
    });
    expect(done.message).toBeUndefined();
    expect(done.data.selected).toBe(31);
  });
});

/** A search as the list makes it, without the list's other filters. */
async function searchOf(tx: TenantTransaction, q: string): Promise<RowSearch> {
  const { condition } = await readSearch(tx, q, () => Promise.resolve(parseCalendarDate('2026-01-01')));
  const plan = planSearch({ kind: 'all', items: [condition] });
  return {
    plan,
    isTextAlone: plan.filters.length === 0,
    conditions: () => {
      const conditions = filterConditions({ showsParts: plan.showsParts }, UNUSUAL_CURRENCIES);
      for (const one of plan.filters)
        conditions.where(searchConditionSql(conditions, one, UNUSUAL_CURRENCIES));
      return conditions;
    },
  };
}

describe('a search that has no time', () => {
  const HURRIED = { ...SEARCH_TIME, pageMs: -1, emptyPageMs: -1, countMs: -1 };

  it.each([
    ['zeppelin', '-date'],
    ['zeppelin', 'date'],
    ['lefthand righthand', '-date'],
    ['-everywhere', '-date'],
    ['-number -lefthand', 'date'],
    ['zeppelin or amount:=1.23', '-date'],
  ] as const)('%s by %s: stops, and goes on without a gap or a double', async (q, sort) => {
    const found = await app.database.readTenant(context, async (tx) => {
      const search = { ...(await searchOf(tx, q)), time: HURRIED };
      const ids: string[] = [];
      let after: { key: string; id: string } | undefined;
      let stops = 0;
      for (;;) {
        const page = await findPage(tx, search, { sort, after, offset: 0, limit: 3 });
        ids.push(...page.hits.map(({ id }) => id));
        if (page.stoppedAt !== null) stops += 1;
        const next = page.hits.length >= 3 ? page.hits.at(-1) : page.stoppedAt;
        if (!next) return { ids, stops };
        after = next;
      }
    });
    const whole = await app.database.readTenant(context, async (tx) => {
      const page = { sort, offset: 0, limit: 50_000 } as const;
      const time = { ...SEARCH_TIME, pageMs: 60_000, emptyPageMs: 60_000 };
      return findPage(tx, { ...(await searchOf(tx, q)), time }, page);
    });
    expect(found.ids).toEqual(whole.hits.map(({ id }) => id));
    expect(found.stops).toBeGreaterThan(0);
  });

  it('counts what it has seen, and says that there may be more', async () => {
    const counted = await app.database.readTenant(context, async (tx) =>
      countFound(tx, { ...(await searchOf(tx, 'zeppelin')), time: HURRIED }),
    );
    expect(counted).toMatchObject({ totalIsCapped: true });
  });
});

describe('field note 15: a list of 50 costs the same whatever the number of rows', () => {
  async function planOf(text: string, values: unknown[] = []): Promise<string> {
    return app.database.readTenant(context, async (tx) => {
      await tx.entered;
      const plan = await tx.client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
      return plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    });
  }

  it.each([
    [
      'newest first',
      't.deleted_at IS NULL AND t.parent_id IS NULL',
      't.date DESC, t.id DESC',
      'transactions_newest',
    ],
    ['oldest first', 't.deleted_at IS NULL AND t.parent_id IS NULL', 't.date, t.id', 'transactions_newest'],
    [
      'by amount',
      't.deleted_at IS NULL AND t.parent_id IS NULL',
      't.amount_minor, t.id',
      'transactions_amount',
    ],
    [
      'a deep page',
      "t.deleted_at IS NULL AND t.parent_id IS NULL AND (t.date, t.id) < ('2022-05-05', '01900000-0000-7000-8000-000000000000')",
      't.date DESC, t.id DESC',
      'transactions_newest',
    ],
  ])('%s: read along an index, nothing sorted', async (...[, where, order, index]) => {
    const plan = await planOf(`SELECT t.* FROM transactions t WHERE ${where} ORDER BY ${order} LIMIT 51`);
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  });

  it('a search reads the places that the index of words gives, and no other row', async () => {
    const plan = await planOf(
      `SELECT r.* FROM search_places($1, $2::int[], 5000, 100) p
       LEFT JOIN LATERAL (SELECT t.id FROM transactions t WHERE t.ctid = ANY(p.places) AND t.deleted_at IS NULL
         ORDER BY t.date DESC, t.id DESC LIMIT 51) r ON true`,
      [
        toTemplate({ op: 'word', word: 'zeppelin', isPrefix: false }),
        [periodOf(parseCalendarDate('2021-01-05'))],
      ],
    );
    expect(plan).toContain('Tid Scan');
    expect(plan).not.toContain('Seq Scan');
    const scans = async (): Promise<{ words: string; rows: string }[]> =>
      app.adminQuery(
        `SELECT pg_stat_get_numscans('transactions_search'::regclass)::text AS words,
           pg_stat_get_numscans('transactions'::regclass)::text AS rows, pg_stat_force_next_flush()`,
      );
    const [before] = await scans();
    // A connection tells what it did once a second at most.
    const search = async () => {
      await user.get('/transactions/search?q=zeppelin&limit=5');
      return Number((await scans())[0]?.words);
    };
    await expect.poll(search, { timeout: 20_000, interval: 300 }).toBeGreaterThan(Number(before?.words));
    expect((await scans())[0]?.rows).toBe(before?.rows);
  });
});

it('the vocabulary has every word of the live rows', async () => {
  const missing = await app.adminQuery(
    `SELECT DISTINCT u.word FROM transactions t
     CROSS JOIN unnest(string_to_array(search_text(NULL, t.description, t.notes, t.raw_description), ' ')) AS u (word)
     WHERE t.deleted_at IS NULL AND search_stem(u.word) IS NOT NULL
       AND NOT EXISTS (SELECT FROM search_words s WHERE s.tenant_id = t.tenant_id AND s.word = search_stem(u.word))`,
  );
  expect(missing).toEqual([]);
  const rows = await user.get<Transaction[]>('/transactions?q=weber&limit=1');
  expect(rows.data[0]?.payeeName).toBe('Kiosk Weber');
});
