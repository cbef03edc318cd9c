import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createAccount,
  fetchExchangeRates,
  getExchangeRate,
  importExchangeRates,
  listRateSources,
  revertChangeSet,
} from '@fintrack/contract';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startWorker } from '../../platform/queue/index.ts';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { exchangeRateTasks, RATES_AT_START } from './index.ts';
import { fetchRates } from './service.fetch.ts';
import { loadSnapshots } from './service.snapshot.ts';

/** A Friday, in the evening in Frankfurt. */
const NOW = new Date('2090-03-17T17:30:00.000Z');

const xml = (...days: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>${days.join('')}</Cube>
</gesmes:Envelope>`;
const cube = (date: string, ...rates: [code: string, rate: string][]) =>
  `<Cube time='${date}'>${rates.map(([code, rate]) => `<Cube currency='${code}' rate='${rate}'/>`).join('')}</Cube>`;
const DAILY = xml(cube('2090-03-17', ['USD', '1.0823'], ['JPY', '161.35'], ['BGN', '1.9558']));
const HISTORY = xml(cube('2090-03-17', ['USD', '1.0823']), cube('2090-03-16', ['USD', '1.0790']));
const ARCHIVE = 'Date,USD,JPY,CYP,\n2090-03-17,1.0823,161.35,N/A,\n1999-01-04,1.1789,133.73,0.58231,\n';
const BOMB = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index === 0 ? '' : index};`.repeat(10)}">`,
).join(
  '',
)}]><gesmes:Envelope><Cube><Cube time="2090-03-17"><Cube currency="USD" rate="&lol9;"/></Cube></Cube></gesmes:Envelope>`;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Another's server, which answers what a test says. */
async function serve(answer: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  '/daily.xml': DAILY,
  '/90d.xml': HISTORY,
  '/hist.zip': zipSync({ 'eurofxref-hist.csv': new TextEncoder().encode(ARCHIVE) }),
};
const bank: RequestListener = (request, response) => {
  const file = FILES[request.url ?? ''];
  if (file === undefined) response.writeHead(404).end();
  else response.end(file);
};
const addresses = (url: string) => ({
  FINTRACK_RATES_URL: `${url}/daily.xml`,
  FINTRACK_RATES_HISTORY_URL: `${url}/90d.xml`,
  FINTRACK_RATES_ARCHIVE_URL: `${url}/hist.zip`,
});

async function start(env: Readonly<Record<string, string>> = {}, now = NOW): Promise<TestApp> {
  const app = await createTestApp({ clock: { now: () => now }, env });
  closing.push(() => app.close());
  return app;
}
const published = (app: TestApp, where = 'true') =>
  app.adminQuery<{ line: string }>(
    `SELECT format('%s %s/%s %s %s', source, base, quote, date, rate) AS line FROM exchange_rates WHERE ${where} ORDER BY 1`,
  );
const lines = async (app: TestApp) => (await published(app)).map((row) => row.line);
const states = async (client: ContractClient) => (await client.call(listRateSources, {})).data;

describe('fetching', () => {
  it('asks for everything the first time, then for the day, and after a gap for 90 days', async () => {
    const { url, asked } = await serve(bank);
    const app = await start(addresses(url));
    await fetchRates(app.services);
    expect(asked).toEqual(['/hist.zip']);
    expect(await lines(app)).toEqual([
      'ecb EUR/CYP 1999-01-04 0.58231',
      'ecb EUR/JPY 1999-01-04 133.73',
      'ecb EUR/JPY 2090-03-17 161.35',
      'ecb EUR/USD 1999-01-04 1.1789',
      'ecb EUR/USD 2090-03-17 1.0823',
    ]);
    await app.adminQuery("UPDATE exchange_rate_sources SET last_attempt_at = '2090-03-17T16:30Z'");
    await fetchRates(app.services);
    expect(asked).toHaveLength(1);
    await app.adminQuery("UPDATE exchange_rates SET date = '2090-03-16' WHERE date = '2090-03-17'");
    await fetchRates(app.services);
    await app.adminQuery("DELETE FROM exchange_rates WHERE date = '2090-03-17'");
    await app.adminQuery("UPDATE exchange_rates SET date = '2090-03-13' WHERE date = '2090-03-16'");
    await app.adminQuery("UPDATE exchange_rate_sources SET last_attempt_at = '2090-03-17T16:30Z'");
    await fetchRates(app.services);
    expect(asked).toEqual(['/hist.zip', '/daily.xml', '/90d.xml']);
    expect(await lines(app)).toContain('ecb EUR/USD 2090-03-16 1.079');
  });

  it('leaves out currencies that are gone, replaces what was published anew, and is the same a second time', async () => {
    const { url } = await serve(bank);
    const app = await start({ FINTRACK_RATES_URL: `${url}/daily.xml` });
    await app.adminQuery("INSERT INTO exchange_rates VALUES ('ecb', 'EUR', 'JPY', '2090-03-17', 999)");
    await fetchRates(app.services);
    expect(await lines(app)).toEqual([
      'ecb EUR/BGN 2090-03-17 1.9558',
      'ecb EUR/JPY 2090-03-17 161.35',
      'ecb EUR/USD 2090-03-17 1.0823',
    ]);
    await fetchRates(app.services);
    expect(await published(app)).toHaveLength(3);
  });

  it.each<[string, RequestListener, string]>([
    ['broken', (_, response) => response.end(DAILY.slice(0, -60)), 'The XML is broken.'],
    ['something else', (_, response) => response.end('<html></html>'), 'not one of euro reference rates'],
    ['without a rate', (_, response) => response.end(xml(cube('2090-03-17', ['EUR', '1']))), 'no rate in it'],
    [
      'with a false rate',
      (_, response) => response.end(xml(cube('2090-03-17', ['USD', '1,08'], ['JPY', '1']))),
      '"1,08" is not a rate',
    ],
    [
      'with a false date',
      (_, response) => response.end(xml(cube('17.03.2090', ['USD', '1'], ['JPY', '1']))),
      '"17.03.2090" is not a date',
    ],
    ['hostile (billion laughs)', (_, response) => response.end(BOMB), 'declares a document type'],
    ['huge', (_, response) => response.end(Buffer.alloc(17 * 1024 * 1024, 'x')), 'larger than'],
    ['not there', (_, response) => response.writeHead(500).end(), 'status 500'],
    [
      'elsewhere, in a private network',
      (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
      'not public',
    ],
  ])('a file that is %s changes nothing, and the page says why', async (_, answer, message) => {
    const { url } = await serve(answer);
    const app = await start({ FINTRACK_RATES_URL: url });
    await expect(fetchRates(app.services)).rejects.toThrow(message);
    expect(await published(app)).toEqual([]);
    const [state] = await states(await registerClient(app));
    expect(state).toMatchObject({
      source: 'ecb',
      isFetched: true,
      lastAttemptAt: '2090-03-17T17:30:00.000Z',
      lastSuccessAt: null,
    });
    expect(state?.lastError).toContain(message);
  });

  it('after a failure is tried again, and a success takes the error back', async () => {
    let isUp = false;
    const { url, asked } = await serve((request, response) =>
      isUp ? bank(request, response) : response.writeHead(503).end(),
    );
    const app = await start({ FINTRACK_RATES_URL: `${url}/daily.xml` });
    await expect(fetchRates(app.services)).rejects.toThrow('503');
    isUp = true;
    await fetchRates(app.services);
    expect(asked).toHaveLength(2);
    expect((await states(await registerClient(app)))[0]).toMatchObject({
      lastDate: '2090-03-17',
      lastSuccessAt: '2090-03-17T17:30:00.000Z',
      lastError: null,
    });
  });

  it('in the background brings shipped rates first, and asks nobody where it is off', async () => {
    const { url, asked } = await serve(bank);
    const app = await start({ FINTRACK_RATES_URL: 'off', FINTRACK_RATES_HISTORY_URL: `${url}/90d.xml` });
    const worker = await startWorker(app.ownerUrl, exchangeRateTasks, app.services);
    closing.push(() => worker.stop());
    await worker.begin(RATES_AT_START);
    await vi.waitFor(
      async () => expect(await app.adminQuery('SELECT snapshot FROM exchange_rate_sources')).toHaveLength(1),
      20_000,
    );
    expect(asked).toEqual([]);
  });
});

describe('POST /exchange-rates/fetch', () => {
  it('202 asks in the background', async () => {
    const { url, asked } = await serve(bank);
    const app = await start({ FINTRACK_RATES_URL: `${url}/daily.xml` });
    const client = await registerClient(app);
    expect((await client.call(fetchExchangeRates, {})).data).toEqual({ isQueued: true });
    const worker = await startWorker(app.ownerUrl, exchangeRateTasks, app.services);
    closing.push(() => worker.stop());
    await vi.waitFor(async () => expect((await states(client))[0]?.lastDate).toBe('2090-03-17'), 10_000);
    expect(asked).toEqual(['/daily.xml']);
  });

  it('409 WRONG_STATE where fetching is off, 403 FORBIDDEN for a member', async () => {
    const app = await start();
    const client = await registerClient(app);
    expect(await client.refusal(fetchExchangeRates, {})).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    await client.becomes('MEMBER');
    expect(await client.refusal(fetchExchangeRates, {})).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });
});

describe('the shipped rates', () => {
  it('are loaded once, and leave what is there', async () => {
    const app = await start();
    await app.adminQuery("INSERT INTO exchange_rates VALUES ('fed', 'EUR', 'USD', '2024-11-29', 9)");
    expect(await loadSnapshots(app.services)).toBe(142_972);
    // The Federal Reserve's H.10 release of the days on which the Swiss National Bank gave up its floor.
    expect(
      (await published(app, "quote = 'CHF' AND date IN ('2015-01-14', '2015-01-15')")).map((row) => row.line),
    ).toEqual(['fed USD/CHF 2015-01-14 1.0172', 'fed USD/CHF 2015-01-15 0.893']);
    expect((await published(app, "date = '2024-11-29' AND base = 'EUR'")).map((row) => row.line)).toEqual([
      'fed EUR/USD 2024-11-29 9',
    ]);
    expect(await loadSnapshots(app.services)).toBe(0);
    const sources = await states(await registerClient(app));
    expect(sources.map(({ source, firstDate, lastDate }) => [source, firstDate, lastDate])).toEqual([
      ['ecb', null, null],
      ['fed', '1999-01-04', '2024-11-29'],
    ]);
  });
});

describe('POST /exchange-rates/files', () => {
  const form = (content: string | Uint8Array, name = 'eurofxref-hist.csv') => {
    const made = new FormData();
    made.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
    return made;
  };
  async function books(): Promise<{ app: TestApp; ada: ContractClient }> {
    const app = await start();
    const ada = await registerClient(app, { currency: 'EUR' });
    const opening = { openingBalance: '10', openingDate: '2090-03-10' };
    await ada.call(createAccount, { body: { name: 'Dollars', type: 'cash', currency: 'USD', ...opening } });
    return { app, ada };
  }
  const rateOf = async (client: ContractClient, date: string) =>
    (await client.call(getExchangeRate, { params: { base: 'EUR', quote: 'USD', date } })).data.rate?.rate;

  it.each([
    ['CSV', ARCHIVE],
    ['zip', zipSync({ 'eurofxref-hist.csv': new TextEncoder().encode(ARCHIVE) })],
    ['XML', HISTORY],
  ])('200 takes what the books can need from %s, for this tenant alone', async (_, content) => {
    const { app, ada } = await books();
    const { data } = await ada.call(importExchangeRates, { form: form(content) });
    expect(data).toMatchObject({ currencies: ['USD'], to: '2090-03-17', unchanged: 0 });
    expect(await rateOf(ada, '2090-03-17')).toBe('1.0823');
    expect(await rateOf(ada, '1999-01-04')).toBeUndefined();
    expect(await rateOf(await registerClient(app), '2090-03-17')).toBeUndefined();
  });

  it('200 the same file again takes nothing; reverting takes all of it back', async () => {
    const { ada } = await books();
    const first = await ada.call(importExchangeRates, { form: form(HISTORY) });
    expect(first.data).toMatchObject({ taken: 2, from: '2090-03-16', notNeeded: [] });
    const again = await ada.call(importExchangeRates, { form: form(ARCHIVE) });
    expect(again.data).toMatchObject({ taken: 0, unchanged: 1, notNeeded: ['CYP', 'JPY'] });
    await ada.call(revertChangeSet, { params: { changeSetId: first.data.changeSetId } });
    expect(await rateOf(ada, '2090-03-17')).toBeUndefined();
  });

  it('200 what is published the same already is not kept twice', async () => {
    const { app, ada } = await books();
    await app.adminQuery("INSERT INTO exchange_rates VALUES ('ecb', 'EUR', 'USD', '2090-03-17', 1.0823)");
    const { data } = await ada.call(importExchangeRates, { form: form(HISTORY) });
    expect(data).toMatchObject({ taken: 1, unchanged: 1 });
  });

  it('409 WRONG_STATE where no currency of the books is in the file', async () => {
    const app = await start();
    const client = await registerClient(app, { currency: 'EUR' });
    const refusal = await client.refusal(importExchangeRates, { form: form(DAILY) });
    expect(refusal).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    expect(refusal.message).toContain('Every account is in euros');
  });

  it.each([
    ['another CSV', 'Datum,Betrag\n2090-03-17,5'],
    ['an XML bomb', BOMB],
    ['a broken zip', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])],
    [
      'a zip of two files',
      zipSync({ 'a.csv': new TextEncoder().encode(ARCHIVE), 'b.csv': new TextEncoder().encode(ARCHIVE) }),
    ],
    [
      'a zip that unpacks to more than a rate file has',
      zipSync({ 'a.csv': new Uint8Array(17 * 1024 * 1024) }),
    ],
  ])('422 FILE_UNREADABLE for %s', async (_, content) => {
    const { ada } = await books();
    expect(await ada.refusal(importExchangeRates, { form: form(content) })).toMatchObject({
      status: 422,
      code: 'FILE_UNREADABLE',
    });
  });

  it('413 FILE_TOO_LARGE, 422 VALIDATION_FAILED without a file, 403 FORBIDDEN for a member', async () => {
    const { ada } = await books();
    const large = new Uint8Array(17 * 1024 * 1024);
    expect(await ada.refusal(importExchangeRates, { form: form(large) })).toMatchObject({ status: 413 });
    expect(await ada.refusal(importExchangeRates, { form: new FormData() })).toMatchObject({ status: 422 });
    await ada.becomes('MEMBER');
    expect(await ada.refusal(importExchangeRates, { form: form(DAILY) })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
  });
});
