import pg from 'pg';
import { z } from 'zod';
import { type Books, bearer } from './books.ts';
import { median, percentile, timeEach } from './load.ts';
import type { ServerProcess } from './processes.ts';

/** Milliseconds of one question at one size. */
export interface Answered {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface ScaleFigures {
  readonly rows: number;
  /** Whole requests through the API, under row-level security. */
  readonly requests: readonly Answered[];
  /** Statements in the database, as the application's role. */
  readonly statements: readonly Answered[];
}

const TIMES = 101;
const WARM_UP = 20;
const AT = '2025-12-30';
const page = z.object({ pagination: z.object({ nextCursor: z.string() }) });

/** The questions whose answers must cost the same at ten thousand and at ten million rows. */
export async function measureScale(
  server: ServerProcess,
  books: Books,
  ownerUrl: string,
): Promise<ScaleFigures> {
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${server.baseUrl}/api/v1${path}`, { headers: bearer(books) });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const [accountId = ''] = books.accountIds;
  const middle = page.parse(await get('/transactions?limit=50&to=2023-06-30')).pagination.nextCursor;
  const questions: readonly [string, string][] = [
    ['newest 50', '/transactions?limit=50'],
    ['newest 50 of an account', `/transactions?limit=50&accountId=${accountId}`],
    ['newest 50 of a category', `/transactions?limit=50&categoryId=${books.categoryIds[7] ?? ''}`],
    ['50 in the middle of five years', `/transactions?limit=50&cursor=${encodeURIComponent(middle)}`],
    ['balance at a date', `/accounts/${accountId}/balance/${AT}`],
    ['summary of 8 accounts', `/balances/summary?at=${AT}`],
  ];
  const requests: Answered[] = [];
  for (const [name, path] of questions) requests.push(await ask(name, () => get(path)));
  return { rows: books.rows, requests, statements: await askDatabase(books, ownerUrl) };
}

async function askDatabase(books: Books, ownerUrl: string): Promise<Answered[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN READ ONLY; SET LOCAL ROLE fintrack_app');
    await client.query("SELECT set_config('app.tenant_id', $1, true)", [books.tenantId]);
    return [
      await ask('five years by category and month', () =>
        client.query(
          'SELECT month, category_id, sum(amount_minor) FROM category_monthly_totals GROUP BY month, category_id',
        ),
      ),
    ];
  } finally {
    await client.end();
  }
}

async function ask(name: string, question: () => Promise<unknown>): Promise<Answered> {
  const taken = (await timeEach(TIMES, question)).slice(WARM_UP);
  return { name, p50Ms: median(taken), p95Ms: percentile(taken, 95) };
}
