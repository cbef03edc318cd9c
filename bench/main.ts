import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startCluster } from '../apps/server/src/platform/database/cluster.ts';
import { type Books, makeBooks, makeOtherTenants, signInAgain } from './books.ts';
import { printCategorising } from './categorise/print-categorising.ts';
import { printMatching } from './matching/print-matching.ts';
import { measureBalance } from './measure-balance.ts';
import { measureBulk } from './measure-bulk.ts';
import { measureImport } from './measure-import.ts';
import { measureList } from './measure-list.ts';
import { measureHealth, measureMixed } from './measure-mixed.ts';
import { measureScale } from './measure-scale.ts';
import { measureSearch } from './measure-search.ts';
import { measureTotals } from './measure-totals.ts';
import { measureWrites } from './measure-writes.ts';
import { printMachine, tables } from './print.ts';
import { startFinTrack } from './processes.ts';
import { printRecurring } from './recurring/print-recurring.ts';

const HELP = `npm run bench -- [what]   prints Markdown tables; without anything: --list and --import

  --sizes 10000,1000000   rows of the tenants that everything below is measured in, one tenant a size
  --others 1000x10000     first fills so many other tenants with so many rows each
  --list                  the list of 50 against a bare server, and balances against summing the rows
  --scale                 what must cost the same at every size
  --search                words, phrases and operators, beside a scan, and what the index of words costs
  --writes                one row created, changed, deleted, against a bare INSERT
  --bulk                  10,000 rows a request
  --mixed 1500            seven reads and three writes on 1,000 connections, so many requests a second
  --health                the health check while the heaviest reads run
  --totals 100000         what the derived totals cost of adding so many rows
  --import 10000,100000   CSV files from upload to booked rows
  --matching              how well rows that are here already are known, on labelled pairs; needs no database
  --recurring             how many recurring series are found, and rightly; needs no database
  --categorise            how good the categoriser is, on made-up rows; --categorise FOLDER: on the labelled
                          CSV files of a folder; needs no database`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    others: { type: 'string' },
    list: { type: 'boolean', default: false },
    scale: { type: 'boolean', default: false },
    search: { type: 'boolean', default: false },
    writes: { type: 'boolean', default: false },
    bulk: { type: 'boolean', default: false },
    mixed: { type: 'string' },
    health: { type: 'boolean', default: false },
    matching: { type: 'boolean', default: false },
    recurring: { type: 'boolean', default: false },
    categorise: { type: 'boolean', default: false },
    totals: { type: 'string' },
    import: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const chosen = values.list || values.scale || values.search || values.writes || values.bulk || values.health;
const isDefault = !chosen && values.mixed === undefined && values.totals === undefined;
const wanted = {
  ...values,
  list: values.list || (isDefault && values.import === undefined),
  import: values.import ?? (isDefault ? '10000,100000' : ''),
};
const readNumbers = (text: string): number[] => text.split(/[,x]/).filter(Boolean).map(Number);

if (values.help) console.log(HELP);
else if (values.matching) printMatching();
else if (values.recurring) printRecurring();
else if (values.categorise) await printCategorising(positionals[0] ?? '');
else await runBenchmarks();

async function runBenchmarks(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fintrack-bench-'));
  await chmod(folder, 0o755);
  const cluster = await startCluster({ dataFolder: folder });
  const server = await startFinTrack(cluster.ownerUrl, join(folder, 'server'));
  try {
    printMachine();
    if (wanted.others !== undefined) await fillOthers(cluster.ownerUrl, wanted.others);
    const filled: Books[] = [];
    for (const rows of readNumbers(wanted.sizes)) {
      const books = await makeBooks(server.baseUrl, cluster.ownerUrl, rows);
      console.error(`${rows} rows filled in ${books.fillSeconds.toFixed(0)} s`);
      filled.push(books);
    }
    // An access token lasts a quarter of an hour: each measurement begins with a new one.
    const each = async <Figures>(measure: (books: Books) => Promise<Figures>): Promise<Figures[]> => {
      const figures: Figures[] = [];
      for (const books of filled) figures.push(await measure(await signInAgain(server.baseUrl, books)));
      return figures;
    };
    const { ownerUrl } = cluster;
    if (wanted.list) {
      tables.list(await each((books) => measureList(server, books, ownerUrl)));
      tables.balance(await each((books) => measureBalance(server, books, ownerUrl)));
    }
    if (wanted.scale) tables.scale(await each((books) => measureScale(server, books, ownerUrl)));
    if (wanted.search) {
      const figures = await each((books) => measureSearch(server, books, ownerUrl));
      tables.search(figures);
      tables.searchCost(figures);
    }
    if (wanted.writes) tables.writes(await each((books) => measureWrites(server, books, ownerUrl)));
    if (wanted.bulk) tables.bulk(await each((books) => measureBulk(server, books)));
    const { mixed, totals } = wanted;
    if (totals !== undefined)
      tables.totals(await each((books) => measureTotals(books, ownerUrl, Number(totals))));
    if (wanted.health) tables.health((await each((books) => measureHealth(server, books))).flat());
    if (mixed !== undefined) {
      const load = { ownerUrl, wantedPerSecond: Number(mixed) };
      tables.mixed(await each((books) => measureMixed(server, books, load)));
    }
    for (const rows of readNumbers(wanted.import)) {
      const books = await makeBooks(server.baseUrl, ownerUrl, rows + 1);
      tables.import([await measureImport(server, books, { ownerUrl, rows })]);
    }
  } finally {
    await server.stop();
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fillOthers(ownerUrl: string, text: string): Promise<void> {
  const [count = 0, rows = 0] = readNumbers(text);
  const seconds = await makeOtherTenants(ownerUrl, count, rows);
  console.error(`${count} other tenants with ${rows} rows each filled in ${seconds.toFixed(0)} s`);
}
