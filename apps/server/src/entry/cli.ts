import { parseArgs } from 'node:util';
import pg from 'pg';
import { startCluster } from '../platform/database/cluster.ts';
import { migrateDown, readMigrations } from '../platform/database/migrate.ts';
import { type Environment, readEnvironment } from '../platform/env.ts';
import { prepareDatabase } from './prepare-database.ts';
import { loadRateFile, writeRateSnapshot } from './rate-files.ts';
import { readOrMakeSecret } from './secret.ts';
import { describeVerification, verifyTotals } from './verify.ts';

const HELP = `npm run fintrack -- <command>

  verify              recompute every derived total from the rows and the audit trail's chain, and check splits,
                      transfers, links and reconciliations; exit code 1 where one does not hold. Differences from the
                      bank are told as notes
  migrate             bring the database to this version
  migrate-down --to N take migrations above number N back; the rows of their tables are lost
  rates-load FILE     take the European Central Bank's rates from a file (eurofxref-hist.csv, .zip or XML), for everybody
  rates-snapshot FILE make the file of rates that FinTrack ships anew; for its maintainers
  help                this

It uses DATABASE_URL, or the embedded database of FINTRACK_DATA while FinTrack is stopped.`;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { to: { type: 'string' } } });

try {
  process.exitCode = await runCommand(positionals[0] ?? 'help');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function runCommand(command: string): Promise<number> {
  if (command === 'verify') return withDatabase(verify);
  if (command === 'migrate') return withDatabase(migrate);
  if (command === 'migrate-down') return withDatabase(takeBack);
  if (command === 'rates-load') return withFile((path) => withDatabase((url) => loadRateFile(url, path)));
  if (command === 'rates-snapshot') return withFile(writeRateSnapshot);
  console.log(HELP);
  return command === 'help' ? 0 : 2;
}

async function withFile(work: (path: string) => Promise<number>): Promise<number> {
  const path = positionals[1];
  if (path !== undefined) return work(path);
  console.error('Name the file.');
  return 2;
}

async function withDatabase(work: (ownerUrl: string, env: Environment) => Promise<number>): Promise<number> {
  const env = readEnvironment();
  if (env.DATABASE_URL) return work(env.DATABASE_URL, env);
  const cluster = await startCluster({ dataFolder: env.FINTRACK_DATA });
  try {
    return await work(cluster.ownerUrl, env);
  } finally {
    await cluster.stop();
  }
}

async function migrate(ownerUrl: string, env: Environment): Promise<number> {
  const { applied } = await prepareDatabase(ownerUrl, await readOrMakeSecret(env), env);
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
  return 0;
}

async function takeBack(ownerUrl: string): Promise<number> {
  const target = Number(values.to);
  const known = (await readMigrations()).length;
  if (values.to === undefined || !Number.isInteger(target) || target < 0 || target > known) {
    console.error(`Say with --to how far: a number from 0 to ${known}.`);
    return 2;
  }
  const undone = await migrateDown(ownerUrl, target);
  console.log(undone.length === 0 ? 'There was nothing to take back.' : `Took back ${undone.join(', ')}.`);
  return 0;
}

async function verify(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const verification = await verifyTotals(client);
    for (const line of describeVerification(verification)) console.log(line);
    const { differences, broken, tampered } = verification;
    return differences.length + broken.length + tampered.length === 0 ? 0 : 1;
  } finally {
    await client.end();
  }
}
