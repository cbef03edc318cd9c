import pg from 'pg';
import { type Books, fillMore } from './books.ts';
import { median } from './load.ts';

export interface TotalsFigures {
  readonly rows: number;
  /** Seconds of adding the rows with every trigger. */
  readonly withSeconds: number;
  /** The same without the triggers that keep the derived totals. */
  readonly withoutSeconds: number;
  /** What the totals cost, as a part of the whole. */
  readonly share: number;
}

const PAIRS = 3;
const TRIGGER = 'totals_on_insert';

/** Rows added set by set with and without derived totals, in turn; those of the second kind are taken out again. */
export async function measureTotals(books: Books, ownerUrl: string, rows: number): Promise<TotalsFigures> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const taken = { with: [] as number[], without: [] as number[] };
  try {
    for (let pair = 0; pair < PAIRS; pair += 1) {
      taken.with.push(await addAndRollBack(client, books, rows));
      await client.query(`ALTER TABLE transactions DISABLE TRIGGER ${TRIGGER}`);
      taken.without.push(await addAndRollBack(client, books, rows));
      await client.query(`ALTER TABLE transactions ENABLE TRIGGER ${TRIGGER}`);
    }
  } finally {
    await client.query(`ALTER TABLE transactions ENABLE TRIGGER ${TRIGGER}`);
    await client.end();
  }
  const [withSeconds, withoutSeconds] = [median(taken.with), median(taken.without)];
  return { rows, withSeconds, withoutSeconds, share: (withSeconds - withoutSeconds) / withSeconds };
}

async function addAndRollBack(client: pg.Client, books: Books, rows: number): Promise<number> {
  await client.query('BEGIN');
  try {
    return await fillMore(client, books, rows);
  } finally {
    await client.query('ROLLBACK');
  }
}
