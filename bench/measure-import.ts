import { commitImport, createAccount, createImport, getImport, type ImportSummary } from '@fintrack/contract';
import { ApiClient } from '@fintrack/contract/client';
import pg from 'pg';
import { newId } from '../apps/server/src/platform/ids.ts';
import { type Books, bearer } from './books.ts';
import { fillTransactions } from './fill.ts';
import { type LoopDelay, type ServerProcess, startIdle } from './processes.ts';

export interface ImportFigures {
  readonly rows: number;
  /** From the first byte of the upload to the preview with every row's fate. */
  readonly previewSeconds: number;
  readonly commitSeconds: number;
  readonly rowsPerSecond: number;
  /** Rows a second of a COPY of as many rows into a copy of the table with its indexes, without triggers. */
  readonly copyRowsPerSecond: number;
  /** Until it was booked; what a booking brings about comes afterwards. */
  readonly peakMemoryMiB: number;
  /** The longest that the server's event loop stood still, and what 99 of 100 looks at it took at most. */
  readonly loop: LoopDelay;
  /** The same of a process that did nothing all the while. */
  readonly idleLoop: LoopDelay;
  /** The health check, asked ten times a second all the while. */
  readonly healthMaxMs: number;
}

/** A CSV file from upload through preview and duplicate check to booked rows. */
export async function measureImport(
  server: ServerProcess,
  books: Books,
  options: { ownerUrl: string; rows: number },
): Promise<ImportFigures> {
  const { ownerUrl, rows } = options;
  const api = new ApiClient({ baseUrl: server.baseUrl, fetch, headers: bearer(books) });
  const { data: account } = await api.call(createAccount, {
    body: { name: `Import of ${rows} ${newId()}`, type: 'checking', currency: 'USD' },
  });
  const form = new FormData();
  form.set('accountId', account.id);
  form.set('file', new File([csvFile(rows)], 'statement.csv', { type: 'text/csv' }));
  const idle = startIdle();
  await idle.loopDelay();
  await server.loopDelay();
  const health = askHealth(server.baseUrl);
  const started = performance.now();
  const { data: uploaded } = await api.call(createImport, { form });
  let draft = await waitWhile(api, uploaded, 'reading');
  if (draft.questions.length > 0)
    throw new Error(`The import asks: ${draft.questions.map((question) => question.text).join(' ')}`);
  const previewed = performance.now();
  const { data: committing } = await api.call(commitImport, { params: { importId: draft.id } });
  draft = await waitWhile(api, committing, 'committing');
  const ended = performance.now();
  const loop = await server.loopDelay();
  const idleLoop = await idle.loopDelay();
  await idle.stop();
  const peakMemoryMiB = await server.peakMemory();
  const healthMaxMs = await health.stop();
  if (draft.status !== 'committed' || draft.counts.new !== rows) {
    throw new Error(
      `The import ended as ${draft.status} with ${draft.counts.new} of ${rows} rows: ${draft.error?.message ?? ''}`,
    );
  }
  return {
    rows,
    previewSeconds: (previewed - started) / 1000,
    commitSeconds: (ended - previewed) / 1000,
    rowsPerSecond: rows / ((ended - started) / 1000),
    copyRowsPerSecond: await measureCopy(ownerUrl, books, rows),
    peakMemoryMiB,
    loop,
    idleLoop,
    healthMaxMs,
  };
}

const HEALTH_EVERY_MS = 100;

/** Asks the health check again and again; `stop` answers how long the slowest took. */
function askHealth(baseUrl: string): { stop(): Promise<number> } {
  let maxMs = 0;
  const stopper = new AbortController();
  const asking = (async () => {
    while (!stopper.signal.aborted) {
      const asked = performance.now();
      const response = await fetch(`${baseUrl}/api/v1/health`);
      await response.arrayBuffer();
      maxMs = Math.max(maxMs, performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, HEALTH_EVERY_MS));
    }
  })();
  return {
    stop: async () => {
      stopper.abort();
      await asking;
      return maxMs;
    },
  };
}

async function waitWhile(
  api: ApiClient,
  summary: ImportSummary,
  status: ImportSummary['status'],
): Promise<ImportSummary> {
  let current = summary;
  while (current.status === status) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    current = (await api.call(getImport, { params: { importId: summary.id } })).data;
  }
  return current;
}

async function measureCopy(ownerUrl: string, books: Books, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('DROP TABLE IF EXISTS bench_copy');
    await client.query('CREATE TABLE bench_copy (LIKE transactions INCLUDING DEFAULTS INCLUDING INDEXES)');
    const shape = {
      tenantId: books.tenantId,
      accountIds: books.accountIds,
      categoryIds: books.accountIds,
      payeeIds: books.accountIds,
      changeSetId: newId(),
      importId: newId(),
      rows,
    };
    return rows / (await fillTransactions(client, 'bench_copy', shape));
  } finally {
    await client.query('DROP TABLE IF EXISTS bench_copy');
    await client.end();
  }
}

/** A bank's export: date, text, amount and a running balance, with some lines that stand twice on one day. */
function csvFile(rows: number): string {
  const lines = ['Date,Description,Amount,Balance'];
  let balance = 0;
  for (let row = 0; row < rows; row += 1) {
    const day = new Date(Date.UTC(2020, 0, 1) + Math.floor((row / rows) * 2000) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const minor = row % 10 === 0 ? 250_000 : -(100 + ((row * 7919) % 9000));
    balance += minor;
    lines.push(
      `${day},"CARD ${row % 13 === 0 ? 'COFFEE' : row} MERCHANT ${row % 800}",${decimal(minor)},${decimal(balance)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function decimal(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
