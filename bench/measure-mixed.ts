import autocannon from 'autocannon';
import { z } from 'zod';
import { type Books, bearer } from './books.ts';
import { percentile } from './load.ts';
import type { ServerProcess } from './processes.ts';

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
}

const CONNECTIONS = 1000;
const WARM_UP_SECONDS = 5;
const SECONDS = 20;
const made = z.object({ data: z.object({ id: z.uuid(), version: z.int() }) });

/**
 * Seven reads and three writes in turn on a thousand open connections, as many requests a second as wanted: a new list,
 * an account's list, one row, two balances, the accounts, the categories; two new rows and a change of one.
 */
export async function measureMixed(
  server: ServerProcess,
  books: Books,
  wantedPerSecond: number,
): Promise<MixedFigures> {
  const run = (duration: number) =>
    autocannon({
      url: server.baseUrl,
      connections: CONNECTIONS,
      overallRate: wantedPerSecond,
      duration,
      timeout: 30,
      headers: { ...bearer(books), 'content-type': 'application/json' },
      requests: mixOf(books),
    });
  await run(WARM_UP_SECONDS);
  const result = await run(SECONDS);
  return {
    rows: books.rows,
    connections: CONNECTIONS,
    wantedPerSecond,
    answeredPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p95Ms: (result.latency.p90 + result.latency.p97_5) / 2,
    p99Ms: result.latency.p99,
    failures: result.non2xx + result.errors + result.timeouts,
  };
}

function mixOf(books: Books): autocannon.Request[] {
  const pick = (ids: readonly string[]): string => ids[Math.floor(Math.random() * ids.length)] ?? '';
  const read = (path: () => string): autocannon.Request => ({
    method: 'GET',
    setupRequest: (request) => ({ ...request, path: `/api/v1${path()}` }),
  });
  const create: autocannon.Request = {
    method: 'POST',
    path: '/api/v1/transactions',
    setupRequest: (request) => ({ ...request, body: JSON.stringify(newRow(books, pick)) }),
    onResponse: (status, body, context) => {
      if (status === 201) Object.assign(context, made.parse(JSON.parse(body)).data);
    },
  };
  const change: autocannon.Request = {
    method: 'PUT',
    setupRequest: (request, context) => {
      const { id, version } = made.shape.data.parse(context);
      const body = JSON.stringify({ notes: `Seen ${version} times`, version });
      return { ...request, path: `/api/v1/transactions/${id}`, body };
    },
  };
  const oneRow: autocannon.Request = {
    method: 'GET',
    setupRequest: (request, context) => ({
      ...request,
      path: `/api/v1/transactions/${made.shape.data.parse(context).id}`,
    }),
  };
  const account = (): string => pick(books.accountIds);
  return [
    read(() => '/transactions?limit=50'),
    create,
    read(() => `/accounts/${account()}/balance`),
    oneRow,
    read(() => `/transactions?limit=50&accountId=${account()}`),
    create,
    read(() => `/accounts/${account()}/balance/2024-06-30`),
    read(() => '/categories'),
    change,
    read(() => '/accounts'),
  ];
}

function newRow(books: Books, pick: (ids: readonly string[]) => string): object {
  const day = String(1 + Math.floor(Math.random() * 28)).padStart(2, '0');
  const minor = 100 + Math.floor(Math.random() * 9900);
  return {
    accountId: pick(books.accountIds),
    date: `2025-11-${day}`,
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
