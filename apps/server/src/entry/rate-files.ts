import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { makeSnapshot, readRateFile, saveEuroRates } from '../modules/exchange-rates/index.ts';

/** `rates-load`: an operator brings a file of euro reference rates in, for all tenants. */
export async function loadRateFile(ownerUrl: string, path: string): Promise<number> {
  const { quotes } = readRateFile(await readFile(path));
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    const changed = await saveEuroRates(client, quotes);
    await client.query('COMMIT');
    console.log(`${quotes.length} rates in the file, ${changed} of them new or different.`);
  } finally {
    await client.end();
  }
  return 0;
}

/** `rates-snapshot`: whoever maintains FinTrack makes the shipped file anew. */
export async function writeRateSnapshot(path: string): Promise<number> {
  const { file, rates, until } = await makeSnapshot(await readFile(path));
  console.log(`Wrote ${rates} rates until ${until} to ${file}.`);
  return 0;
}
