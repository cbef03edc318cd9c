import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Environment, readEnvironment } from '../../platform/env.ts';
import { type FileStore, openFileStore } from '../../platform/files/index.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp } from '../../testing/test-client.ts';
import type { EnricherData } from './enrich-rows.ts';
import { FileRefusal } from './file-refusal.ts';
import { loadEnricher } from './load-enricher.ts';
import { stageInThread } from './stage-in-thread.ts';
import { type StagedLines, type StageOutcome, type StageSource, stageLines } from './stage-lines.ts';

let app: TestApp;
let folder: string;
let env: Environment;
let files: FileStore;
let enricher: EnricherData;

beforeAll(async () => {
  app = await createTestApp();
  const client = await signUp(app);
  enricher = await app.database.jobTenant({ tenantId: client.tenantId, userId: null }, null, (tx) =>
    loadEnricher(tx, { fileName: 'bank.csv' }),
  );
  folder = await mkdtemp(join(tmpdir(), 'fintrack-stage-'));
  env = readEnvironment({ FINTRACK_DATA: folder });
  files = await openFileStore(env);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await app.close();
});

function sourceOf(format: 'csv' | 'ofx'): StageSource {
  return {
    record: { format, encoding: 'utf-8', mapping: null, detection: null, statements: [] },
    override: {},
    chosen: { accountId: null, accounts: [] },
    known: { accounts: [], profiles: [] },
    tenantCurrency: 'EUR',
    enricher,
  };
}

/** The rows without their new ids, and what the file has shown. */
async function readAll(reading: AsyncGenerator<StagedLines, StageOutcome>) {
  const texts: string[] = [];
  let rows = 0;
  for (;;) {
    const next = await reading.next();
    if (next.done) return { rows, text: texts.join('').replace(/[0-9a-f-]{36}/g, 'ID'), outcome: next.value };
    const { text } = next.value;
    texts.push(typeof text === 'string' ? text : Buffer.from(text).toString());
    rows += next.value.rows;
  }
}

describe('a file that is read in a thread', () => {
  it('gives the rows and findings that it gives here, all of them and in order', async () => {
    const lines = Array.from(
      { length: 25_000 },
      (_, row) => `2026-01-${String(1 + (row % 28)).padStart(2, '0')},KÄSE ${row},-${row % 90}.50`,
    );
    await files.put('imports/a/b', Readable.from([`Date,Description,Amount\n${lines.join('\n')}\n`]));
    const source = sourceOf('csv');
    const here = await readAll(stageLines(source, () => files.get('imports/a/b')));
    const there = await readAll(stageInThread(env, { source, key: 'imports/a/b' }));
    expect(there.rows).toBe(25_000);
    expect(there.text === here.text).toBe(true);
    expect(there.outcome).toEqual(here.outcome);
  });

  it('is refused with the reason and the line', async () => {
    await files.put('imports/a/c', Readable.from(['<OFX><SIGNONMSGSRSV1>']));
    const reading = readAll(stageInThread(env, { source: sourceOf('ofx'), key: 'imports/a/c' }));
    await expect(reading).rejects.toBeInstanceOf(FileRefusal);
  });

  it('ends its thread when nobody takes its rows any more', async () => {
    const reading = stageInThread(env, { source: sourceOf('csv'), key: 'imports/a/b' });
    await reading.next();
    await reading[Symbol.asyncDispose]();
    expect(await reading.next()).toEqual({ done: true, value: undefined });
  });

  it('fails where the file is not there', async () => {
    const reading = readAll(stageInThread(env, { source: sourceOf('csv'), key: 'imports/a/none' }));
    await expect(reading).rejects.toThrow('There is no file "imports/a/none".');
  });
});
