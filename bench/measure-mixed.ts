import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { newId } from '../apps/server/src/platform/ids.ts';
import { removeBareRows } from './bare-rows.ts';
import { type Books, bearer } from './books.ts';
import { median, percentile } from './load.ts';
import { type ServerProcess, startBareServer } from './processes.ts';

export interface MixedFigures {
  readonly rows: number;
  readonly connections: number;
  /** Requests a second that were sent, whatever the answers took. */
  readonly wantedPerSecond: number;
  readonly answeredPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
  /** Requests a second when every connection asks again as soon as it has its answer. */
  readonly mostPerSecond: number;
  /** The same of a bare Hono and pg server with one statement a request, no triggers and no foreign keys. */
  readonly bareMostPerSecond: number;
}

const CONNECTIONS = 1000;
const WARM_UP_SECONDS = 5;
const SECONDS = 20;
/** Turns of as-fast-as-answered: FinTrack, the bare server, FinTrack, ... */
const TURNS = 3;
const TURN_SECONDS = 6;
/** What is not answered by then has failed. */
const TIMEOUT_MS = 30_000;
const TICK_MS = 2;
const NEW_DAYS = Array.from({ length: 28 }, (_, day) => `2025-11-${String(day + 1).padStart(2, '0')}`);
const made = z.object({ data: z.object({ id: z.uuid(), version: z.int() }) });

/**
 * Seven reads and three writes in turn on each of a thousand open connections: a new list, an account's list, one row,
 * two balances, the accounts, the categories; two new rows and a change of one. As many a second as wanted leave evenly
 * spread, whether or not the earlier ones are answered, and each is timed from the moment in which it was due.
 */
export async function measureMixed(
  server: ServerProcess,
  books: Books,
  { ownerUrl, wantedPerSecond }: { readonly ownerUrl: string; readonly wantedPerSecond: number },
): Promise<MixedFigures> {
  const visitors = makeVisitors(books, { root: `${server.baseUrl}/api/v1` });
  await send(visitors, wantedPerSecond, WARM_UP_SECONDS);
  const { taken, failures, seconds } = await send(visitors, wantedPerSecond, SECONDS);
  const most = await measureMost(visitors, books, ownerUrl);
  for (const visitor of visitors) visitor.leave();
  return {
    rows: books.rows,
    connections: CONNECTIONS,
    wantedPerSecond,
    answeredPerSecond: Math.round((taken.length - failures) / seconds),
    p50Ms: Math.round(percentile(taken, 50)),
    p95Ms: Math.round(percentile(taken, 95)),
    p99Ms: Math.round(percentile(taken, 99)),
    failures,
    mostPerSecond: most.ours,
    bareMostPerSecond: most.theirs,
  };
}

function makeVisitors(
  books: Books,
  { root, changeSetId }: { readonly root: string; readonly changeSetId?: string | undefined },
): Visitor[] {
  return Array.from({ length: CONNECTIONS }, (_, index) => new Visitor({ root, books, changeSetId }, index));
}

/** What both servers answer at most, in turn: the middle of the turns. */
async function measureMost(
  ours: readonly Visitor[],
  books: Books,
  ownerUrl: string,
): Promise<{ readonly ours: number; readonly theirs: number }> {
  const bare = await startBareServer(books.tenantId, ownerUrl);
  const changeSetId = newId();
  const theirs = makeVisitors(books, { root: bare.baseUrl, changeSetId });
  try {
    const turns: { ours: number; theirs: number }[] = [];
    await askOnAndOn(theirs);
    for (let turn = 0; turn < TURNS; turn += 1) {
      turns.push({ ours: await askOnAndOn(ours), theirs: await askOnAndOn(theirs) });
    }
    return {
      ours: Math.round(median(turns.map((turn) => turn.ours))),
      theirs: Math.round(median(turns.map((turn) => turn.theirs))),
    };
  } finally {
    for (const visitor of theirs) visitor.leave();
    await bare.stop();
    await removeBareRows(ownerUrl, books.tenantId, { changeSetId, days: NEW_DAYS });
  }
}

/** @returns answers a second, all of them good. */
async function askOnAndOn(visitors: readonly Visitor[]): Promise<number> {
  const started = performance.now();
  let answered = 0;
  await Promise.all(
    visitors.map(async (visitor) => {
      while (performance.now() - started < TURN_SECONDS * 1000) {
        if (!(await visitor.ask())) throw new Error('A request of the mixed load was refused.');
        answered += 1;
      }
    }),
  );
  return (answered * 1000) / (performance.now() - started);
}

async function send(visitors: readonly Visitor[], perSecond: number, seconds: number) {
  const started = performance.now();
  const running: Promise<boolean>[] = [];
  const taken: number[] = [];
  for (let sent = 0; sent < perSecond * seconds; ) {
    const due = Math.min(perSecond * seconds, ((performance.now() - started) * perSecond) / 1000);
    for (; sent < due; sent += 1) {
      const dueAt = started + (sent * 1000) / perSecond;
      const answered = visitors[sent % visitors.length]?.ask();
      if (!answered) continue;
      running.push(answered);
      void answered.finally(() => taken.push(performance.now() - dueAt));
    }
    await delay(TICK_MS);
  }
  const succeeded = await Promise.all(running);
  return {
    taken,
    failures: succeeded.filter((isDone) => !isDone).length,
    seconds: (performance.now() - started) / 1000,
  };
}

interface Question {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
}

interface Asked {
  /** What its paths begin with. */
  readonly root: string;
  readonly books: Books;
  /** The bare server is told where a row belongs; FinTrack knows. */
  readonly changeSetId: string | undefined;
}

/** Somebody with one connection, who asks one thing after the other and remembers the row that was made last. */
class Visitor {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #asked: Asked;
  #step: number;
  #row = { id: '', version: 1 };

  constructor(asked: Asked, index: number) {
    this.#asked = asked;
    this.#step = index;
  }

  /** Asks the next thing. @returns whether it was answered well. */
  ask(): Promise<boolean> {
    const { method, path, body } = this.#next();
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve) => {
      const asked = httpRequest(`${this.#asked.root}${path}`, {
        method,
        agent: this.#agent,
        timeout: TIMEOUT_MS,
        headers: { ...bearer(this.#asked.books), 'Content-Type': 'application/json' },
      });
      asked.on('error', () => resolve(false));
      asked.on('timeout', () => asked.destroy());
      asked.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => resolve(false));
        response.on('end', () => {
          const isWell = response.statusCode === (method === 'POST' ? 201 : 200);
          if (isWell && method !== 'GET')
            this.#row = made.parse(JSON.parse(Buffer.concat(chunks).toString())).data;
          resolve(isWell);
        });
      });
      asked.end(text);
    });
  }

  leave(): void {
    this.#agent.destroy();
  }

  #next(): Question {
    const account = pick(this.#asked.books.accountIds);
    const step = this.#step;
    this.#step += 1;
    const reads: readonly string[] = [
      '/transactions?limit=50',
      `/accounts/${account}/balance`,
      this.#row.id === '' ? '/accounts' : `/transactions/${this.#row.id}`,
      `/transactions?limit=50&accountId=${account}`,
      `/accounts/${account}/balance/2024-06-30`,
      '/categories',
      '/accounts',
    ];
    const read = reads[step % 10];
    if (read !== undefined) return { method: 'GET', path: read };
    if (step % 10 === 9 && this.#row.id !== '') {
      const { id, version } = this.#row;
      return {
        method: 'PUT',
        path: `/transactions/${id}`,
        body: { notes: `Seen ${version} times`, version },
      };
    }
    const { changeSetId } = this.#asked;
    return {
      method: 'POST',
      path: '/transactions',
      body: { ...newRow(account), ...(changeSetId && { changeSetId }) },
    };
  }
}

function pick(ids: readonly string[]): string {
  return ids[Math.floor(Math.random() * ids.length)] ?? '';
}

function newRow(accountId: string): object {
  const minor = 100 + Math.floor(Math.random() * 9900);
  return {
    accountId,
    date: pick(NEW_DAYS),
    amount: `-${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`,
    description: `SUPERMARKET ${minor}`,
  };
}

/** How long the health check took while some long work ran. */
export interface HealthFigures {
  readonly rows: number;
  readonly work: string;
  readonly workSeconds: number;
  readonly checks: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly worstMs: number;
}

/** Asks for the health twenty times a second while the heaviest reads run, one after the other. */
export async function measureHealth(server: ServerProcess, books: Books): Promise<HealthFigures[]> {
  const works: readonly [string, string][] = [
    ['the whole ledger as a journal', '/exports/ledger.journal'],
    ['every total recomputed from the rows', '/balances/validate?totals=true'],
  ];
  const figures: HealthFigures[] = [];
  for (const [work, path] of works) {
    const started = performance.now();
    const report = fetch(`${server.baseUrl}/api/v1${path}`, { headers: bearer(books) }).then(readToEnd);
    const running = { isDone: false };
    void report.finally(() => {
      running.isDone = true;
    });
    const taken: number[] = [];
    while (!running.isDone) {
      const asked = performance.now();
      await (await fetch(`${server.baseUrl}/api/v1/health`)).text();
      taken.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await report;
    figures.push({
      rows: books.rows,
      work,
      workSeconds: (performance.now() - started) / 1000,
      checks: taken.length,
      p50Ms: percentile(taken, 50),
      p95Ms: percentile(taken, 95),
      worstMs: Math.max(...taken),
    });
  }
  return figures;
}

async function readToEnd(response: Response): Promise<void> {
  if (!response.ok || response.body === null) {
    throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  }
  const reader = response.body.getReader();
  while (!(await reader.read()).done);
}
