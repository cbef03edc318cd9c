import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCluster } from '../apps/server/src/platform/database/cluster.ts';
import { makeBooks } from './books.ts';
import { type BalanceFigures, measureBalance } from './measure-balance.ts';
import { type ImportFigures, measureImport } from './measure-import.ts';
import { type ListFigures, measureList } from './measure-list.ts';
import { startFinTrack } from './processes.ts';

/** npm run bench -- --sizes 10000,100000,1000000 --import 100000: prints Markdown tables. */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    import: { type: 'string', default: '10000,100000' },
  },
});
const readSizes = (text: string): number[] => text.split(',').filter(Boolean).map(Number);

const folder = await mkdtemp(join(tmpdir(), 'fintrack-bench-'));
await chmod(folder, 0o755);
const cluster = await startCluster({ dataFolder: folder });
const server = await startFinTrack(cluster.ownerUrl, join(folder, 'server'));
try {
  const lists: ListFigures[] = [];
  const balances: BalanceFigures[] = [];
  const imports: ImportFigures[] = [];
  for (const rows of readSizes(values.sizes)) {
    const books = await makeBooks(server.baseUrl, cluster.ownerUrl, rows);
    console.error(`${rows} rows filled in ${books.fillSeconds.toFixed(1)} s`);
    lists.push(await measureList(server, books, cluster.ownerUrl));
    balances.push(await measureBalance(server, books, cluster.ownerUrl));
  }
  for (const rows of readSizes(values.import)) {
    const books = await makeBooks(server.baseUrl, cluster.ownerUrl, rows + 1);
    imports.push(await measureImport(server, books, { ownerUrl: cluster.ownerUrl, rows }));
  }
  print(lists, balances, imports);
} finally {
  await server.stop();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
}

function print(
  lists: readonly ListFigures[],
  balances: readonly BalanceFigures[],
  imports: readonly ImportFigures[],
): void {
  console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`);
  console.log(
    '| rows | FinTrack, list of 50 | p50 | bare Hono + pg | p50 | ratio |\n| ---: | ---: | ---: | ---: | ---: | ---: |',
  );
  for (const { rows, finTrack, bare, ratio } of lists) {
    console.log(
      `| ${whole(rows)} | ${whole(finTrack.requestsPerSecond)}/s | ${finTrack.p50Ms} ms | ${whole(bare.requestsPerSecond)}/s | ${bare.p50Ms} ms | ${ratio.toFixed(2)} |`,
    );
  }
  console.log(
    '\n| rows | balance at a date | summary of 8 accounts | summing the rows | ratio |\n| ---: | ---: | ---: | ---: | ---: |',
  );
  for (const { rows, requestMs, summaryMs, fromRowsMs } of balances) {
    console.log(
      `| ${whole(rows)} | ${requestMs.toFixed(1)} ms | ${summaryMs.toFixed(1)} ms | ${fromRowsMs.toFixed(1)} ms | ${(requestMs / fromRowsMs).toFixed(2)} |`,
    );
  }
  console.log(
    '\n| CSV rows | preview | commit | together | bare COPY | ratio | peak memory |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  );
  for (const one of imports) {
    console.log(
      `| ${whole(one.rows)} | ${one.previewSeconds.toFixed(1)} s | ${one.commitSeconds.toFixed(1)} s | ${whole(one.rowsPerSecond)} rows/s | ${whole(one.copyRowsPerSecond)} rows/s | ${(one.rowsPerSecond / one.copyRowsPerSecond).toFixed(2)} | ${one.peakMemoryMiB} MiB |`,
    );
  }
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
