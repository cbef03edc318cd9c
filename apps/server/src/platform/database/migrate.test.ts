import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { readCatalog } from '../../testing/catalog.ts';
import { cloneTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { asOwner, insertMember } from '../../testing/test-member.ts';
import { migrateDown, migrateUp, readMigrations } from './migrate.ts';

let database: TestDatabase;
let names: string[];
beforeAll(async () => {
  names = (await readMigrations()).map((migration) => migration.name);
});
beforeEach(async () => {
  database = await cloneTestDatabase(inject('templateUrl'));
  return () => database.drop();
});

const query = (text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl, (client) => client.query(text, values));
const catalog = () => asOwner(database.ownerUrl, readCatalog);

describe('migrations', () => {
  it('have a way back that leaves nothing, and forward again the same', async () => {
    const before = await catalog();
    expect(before.filter((line) => line.startsWith('relation ')).length).toBeGreaterThan(15);
    expect(await migrateDown(database.ownerUrl, 0)).toEqual(names.toReversed());
    expect(await catalog()).toEqual([]);
    expect(await migrateUp(database.ownerUrl)).toEqual(names);
    expect(await catalog()).toEqual(before);
  });

  it('have a way back one by one, each to the state that was before it', async () => {
    await migrateDown(database.ownerUrl, 0);
    const states = [await catalog()];
    for (let version = 1; version <= names.length; version += 1) {
      expect(await migrateUp(database.ownerUrl, version)).toEqual([names[version - 1]]);
      states.push(await catalog());
    }
    for (let version = names.length - 1; version >= 0; version -= 1) {
      await migrateDown(database.ownerUrl, version);
      expect(await catalog()).toEqual(states[version]);
    }
  });

  it('have a way back with rows in the tables', async () => {
    await insertMember(database.ownerUrl);
    expect(await migrateDown(database.ownerUrl, 0)).toEqual(names.toReversed());
  });

  it('are applied once when several processes start at the same time', async () => {
    await migrateDown(database.ownerUrl, 0);
    const outcomes = await Promise.all([1, 2, 3].map(() => migrateUp(database.ownerUrl)));
    expect(outcomes.toSorted((left, right) => right.length - left.length)).toEqual([names, [], []]);
  });

  it('that were changed after they were applied are refused by name', async () => {
    await query("UPDATE schema_migrations SET checksum = 'another' WHERE version = 2");
    const message = `Migration ${names[1]} was changed after it was applied. Put the file back as it was; add a new one instead.`;
    await expect(migrateUp(database.ownerUrl)).rejects.toThrow(message);
    await expect(migrateDown(database.ownerUrl, 0)).rejects.toThrow(message);
  });

  it('of a newer FinTrack are refused', async () => {
    await query(
      "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, '9999_from_the_future', 'x')",
      [names.length + 1],
    );
    await expect(migrateUp(database.ownerUrl)).rejects.toThrow(
      'The database is newer than this FinTrack: it has 9999_from_the_future.',
    );
  });

  it('that fail leave the ones before them, and nothing of their own', async () => {
    await migrateDown(database.ownerUrl, 2);
    const before = await catalog();
    // In the way of what the third one makes after its first table.
    await query('CREATE FUNCTION verify_totals() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$');
    await expect(migrateUp(database.ownerUrl)).rejects.toMatchObject({ code: '42723' });
    await query('DROP FUNCTION verify_totals()');
    expect(await catalog()).toEqual(before);
    expect(await migrateUp(database.ownerUrl)).toEqual(names.slice(2));
  });
});
