import type { ImportReplay, ImportSummary, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { importFile, rowsOf, settled, upload } from '../../testing/import-client.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let client: TestClient;
let accountId: string;

beforeAll(async () => {
  app = await createTestApp({ withWorker: true });
});
beforeEach(async () => {
  client = await signUp(app);
  accountId = await client.addAccount({ name: 'Everyday', currency: 'EUR' });
});
afterAll(() => app.close());

const csv = (...lines: string[]): string =>
  `${['Date,Description,Amount,State', ...lines.map((line) => `2026-${line}`)].join('\n')}\n`;
const PENDING = csv('01-05,SQ *CAFE LUNA,-50.00,pending');
const POSTED = csv('01-07,Qwurp,-3.00,completed', '01-08,CAFE LUNA BERLIN,-57.50,completed');

const draftOf = async (content: string): Promise<ImportSummary> =>
  (await upload(app, client, { name: 'bank.csv', accountId, content })).data;
const commit = (id: string, body: Readonly<Record<string, unknown>> = {}) =>
  client.post<ImportSummary>(`/imports/${id}/commit`, body);
const shown = async (id: string): Promise<ImportSummary> =>
  (await client.get<ImportSummary>(`/imports/${id}`)).data;

async function linesOf(): Promise<string[]> {
  const { data } = await client.get<Transaction[]>(`/transactions?accountId=${accountId}&limit=200`);
  return data.map(({ amount, status, description }) => `${amount} ${status} ${description}`).toSorted();
}

describe('rows that may be there already, and nobody has said whether they are', () => {
  it('409 ROWS_UNDECIDED: nothing is booked in silence', async () => {
    await importFile(app, client, { name: 'bank.csv', accountId, content: PENDING });
    const draft = await draftOf(POSTED);
    expect(draft.counts).toMatchObject({ new: 1, ask: 1 });
    expect(await commit(draft.id)).toMatchObject({
      status: 409,
      code: 'ROWS_UNDECIDED',
      message: 'One row may be in the account already. Say whether it is, or have it booked or left out.',
      details: { count: 1, undecided: ['book', 'skip'] },
    });
    expect(await shown(draft.id)).toMatchObject({ status: 'draft', counts: { ask: 1 } });
    expect(await linesOf()).toEqual(['-50.00 pending SQ *CAFE LUNA']);
  });

  it('undecided: book adds them', async () => {
    await importFile(app, client, { name: 'bank.csv', accountId, content: PENDING });
    const { id } = await draftOf(POSTED);
    const booked = await commit(id, { undecided: 'book' });
    expect(booked).toMatchObject({ status: 202, data: { status: 'committed', counts: { new: 2, ask: 0 } } });
    expect(await linesOf()).toEqual([
      '-3.00 cleared Qwurp',
      '-50.00 pending SQ *CAFE LUNA',
      '-57.50 cleared CAFE LUNA BERLIN',
    ]);
    const [, row] = await rowsOf(client, id);
    expect(row?.reason).toContain('It was added, although it is like a row that was here');
  });

  it('undecided: skip leaves them out, and a replay keeps to it', async () => {
    await importFile(app, client, { name: 'bank.csv', accountId, content: PENDING });
    const { id } = await draftOf(POSTED);
    const booked = await commit(id, { undecided: 'skip' });
    expect(booked.data).toMatchObject({ status: 'committed', counts: { new: 1, skip: 1, ask: 0 } });
    expect(await linesOf()).toEqual(['-3.00 cleared Qwurp', '-50.00 pending SQ *CAFE LUNA']);
    const again = await client.post<ImportReplay>(`/imports/${id}/replay`, {});
    expect(again.data.counts).toEqual({ added: 0, changed: 0, removed: 0, kept: 0, unchanged: 1 });
    // The line was left out, and is asked about again when it comes again.
    expect((await draftOf(POSTED)).counts).toMatchObject({ duplicate: 1, ask: 1 });
  });

  it('with every question answered it is booked without a word', async () => {
    await importFile(app, client, { name: 'bank.csv', accountId, content: PENDING });
    const { id } = await draftOf(POSTED);
    await client.put(`/imports/${id}/rows/2`, { decision: 'same' });
    expect((await commit(id)).status).toBe(202);
    expect(await linesOf()).toEqual(['-3.00 cleared Qwurp', '-57.50 cleared CAFE LUNA BERLIN']);
  });

  it('422 VALIDATION_FAILED for another word', async () => {
    const { id } = await draftOf(POSTED);
    expect(await commit(id, { undecided: 'guess' })).toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
    });
  });
});

describe('books that change between the preview and the booking', () => {
  it('what has become a question is refused, and the preview shows it', async () => {
    const draft = await draftOf(POSTED);
    expect(draft.counts).toMatchObject({ new: 2, ask: 0 });
    await importFile(app, client, { name: 'bank.csv', accountId, content: PENDING });
    expect(await commit(draft.id)).toMatchObject({ status: 409, code: 'ROWS_UNDECIDED' });
    expect(await shown(draft.id)).toMatchObject({ status: 'draft', counts: { new: 1, ask: 1 } });
    expect((await commit(draft.id, { undecided: 'book' })).status).toBe(202);
  });

  it('a large import becomes a draft again, and nothing of it is booked', async () => {
    const others = Array.from({ length: 2100 }, (_, index) => `02-03,Blixa ${index},-1.00,completed`);
    const draft = await draftOf(csv('01-08,CAFE LUNA BERLIN,-57.50,completed', ...others));
    await importFile(app, client, { name: 'bank.csv', accountId, content: PENDING });
    expect((await commit(draft.id)).data.status).toBe('committing');
    expect(await settled(client, draft.id)).toMatchObject({
      status: 'draft',
      error: null,
      counts: { new: 2100, ask: 1 },
    });
    expect(await linesOf()).toEqual(['-50.00 pending SQ *CAFE LUNA']);
    await commit(draft.id, { undecided: 'skip' });
    expect(await settled(client, draft.id)).toMatchObject({
      status: 'committed',
      counts: { new: 2100, skip: 1 },
    });
  });
});
