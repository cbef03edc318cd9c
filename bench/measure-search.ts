import pg from 'pg';
import { z } from 'zod';
import { type Books, bearer, fillMore } from './books.ts';
import { KNOWN_WORDS } from './descriptions.ts';
import { median, percentile, timeEach } from './load.ts';
import type { ServerProcess } from './processes.ts';

export interface SearchAnswered {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Rows of the first page, and whether the search was still on its way when it was sent. */
  readonly found: number;
  readonly isPartial: boolean;
}

export interface SearchFigures {
  readonly rows: number;
  /** Whole requests for a first page of 50 with its count, through the API. */
  readonly requests: readonly SearchAnswered[];
  /** The uncommon word by ILIKE under the policy, without an index; null where that takes minutes. */
  readonly naiveMs: number | null;
  /** Seconds of adding rows with the index of words and the vocabulary, and without them. */
  readonly cost: { readonly rows: number; readonly withSeconds: number; readonly withoutSeconds: number };
}

const TIMES = 31;
const WARM_UP = 6;
const ADDED = 100_000;
const PAIRS = 3;
const NAIVE_UP_TO = 1_000_000;
const PAGE = 50;
const answer = z.object({
  data: z.object({ transactions: z.array(z.unknown()) }),
  pagination: z.object({ hasMore: z.boolean() }),
});

const { everywhere, uncommon, rare, misspelt, missing, past, left, right } = KNOWN_WORDS;
const SEARCHES: readonly [string, string][] = [
  ['a word of every row', everywhere],
  ['of one row in ten', left],
  ['of one in a thousand', uncommon],
  ['misspelt', misspelt],
  ['of five rows', rare],
  ['of none', missing],
  ['of every row until four years ago', past],
  ['two that rarely meet', `${left} ${right}`],
  ['a word and a category', `${uncommon} category:housing`],
  ['a word and an account', `${left} account:"Account 3"`],
  ['a word and an amount', `${uncommon} amount:>50`],
  ['a word of every row and one amount', `${everywhere} amount:=12.34`],
  ['a word without another', `${left} -${right}`],
  ['all without a word', `-${uncommon}`],
  ['one word or another', `${uncommon} or ${rare}`],
  ['a phrase', '"card purchase"'],
  ['a payee', 'payee:babafin'],
  ['an amount alone', 'amount:=12.34'],
  ['a word in a year', `${uncommon} date:2022`],
];

/** Searches for words of known frequency, beside a scan for one of them, and what the index of words costs an import. */
export async function measureSearch(
  server: ServerProcess,
  books: Books,
  ownerUrl: string,
): Promise<SearchFigures> {
  const requests: SearchAnswered[] = [];
  for (const [name, q] of SEARCHES) requests.push(await search(server, books, { name, q }));
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const naiveMs = books.rows <= NAIVE_UP_TO ? await measureScan(client, books) : null;
    return { rows: books.rows, requests, naiveMs, cost: await measureCost(client, books) };
  } finally {
    await client.end();
  }
}

async function search(
  server: ServerProcess,
  books: Books,
  { name, q }: { readonly name: string; readonly q: string },
): Promise<SearchAnswered> {
  const url = `${server.baseUrl}/api/v1/transactions/search?limit=${PAGE}&q=${encodeURIComponent(q)}`;
  let last = { found: 0, isPartial: false };
  const taken = await timeEach(TIMES, async () => {
    const response = await fetch(url, { headers: bearer(books) });
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(`${q} answered ${response.status}: ${JSON.stringify(body)}`);
    const { data, pagination } = answer.parse(body);
    const found = data.transactions.length;
    last = { found, isPartial: pagination.hasMore && found < PAGE };
  });
  const measured = taken.slice(WARM_UP);
  return { name, p50Ms: median(measured), p95Ms: percentile(measured, 95), ...last };
}

/** What there is without an index of words: the newest rows with a text, read one after the other. */
async function measureScan(client: pg.Client, books: Books): Promise<number> {
  await client.query('BEGIN READ ONLY; SET LOCAL ROLE fintrack_app');
  try {
    await client.query("SELECT set_config('app.tenant_id', $1, true)", [books.tenantId]);
    const taken = await timeEach(3, () =>
      client.query(
        `SELECT t.id FROM transactions t WHERE t.deleted_at IS NULL AND t.parent_id IS NULL
           AND (t.description ILIKE $1 OR t.notes ILIKE $1) ORDER BY t.date DESC, t.id DESC LIMIT ${PAGE + 1}`,
        [`%${rare}%`],
      ),
    );
    return median(taken);
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Rows added with and without the index and the vocabulary, in turn, and taken back. */
async function measureCost(client: pg.Client, books: Books): Promise<SearchFigures['cost']> {
  const add = async (preparation: string): Promise<number> => {
    await client.query(`BEGIN; ${preparation}`);
    try {
      return await fillMore(client, books, ADDED);
    } finally {
      await client.query('ROLLBACK');
    }
  };
  const taken = { with: [] as number[], without: [] as number[] };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    taken.with.push(await add(''));
    taken.without.push(
      await add('DROP INDEX transactions_search; ALTER TABLE transactions DISABLE TRIGGER words_on_insert'),
    );
  }
  return { rows: ADDED, withSeconds: median(taken.with), withoutSeconds: median(taken.without) };
}
