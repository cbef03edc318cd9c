import {
  createAccount,
  deleteExchangeRate,
  getExchangeRate,
  getExchangeRateHistory,
  listExchangeRates,
  listPinnedRates,
  putExchangeRate,
  revertChangeSet,
} from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';

/** In Auckland it is 16 March. */
const NOW = new Date('2090-03-15T23:30:00.000Z');
const NOBODY = '01900000-0000-7000-8000-000000000000';

let app: TestApp;
let ada: ContractClient;
let eve: ContractClient;
beforeAll(async () => {
  app = await createTestApp({ clock: { now: () => NOW } });
  ada = await registerClient(app, { currency: 'EUR', timezone: 'Pacific/Auckland' });
  eve = await registerClient(app, { currency: 'EUR' });
  await publish('ecb', 'EUR USD 2090-03-13 1.25', 'EUR USD 2090-03-16 1.28', 'EUR GBP 2090-03-16 0.64');
  await publish('ecb', 'EUR JPY 2090-03-01 160');
  await publish('fed', 'EUR USD 2090-03-12 1.24', 'USD JPY 2090-03-12 130');
  for (const currency of ['USD', 'XAF']) {
    await ada.call(createAccount, { body: { name: currency, type: 'cash', currency } });
  }
});
afterAll(() => app.close());

/** "EUR USD 2090-03-16 1.28" a line, as a source published it. */
async function publish(source: 'ecb' | 'fed', ...lines: string[]): Promise<void> {
  for (const line of lines) {
    await app.adminQuery(
      'INSERT INTO exchange_rates (source, base, quote, date, rate) VALUES ($1, $2, $3, $4, $5)',
      [source, ...line.split(' ')],
    );
  }
}
const rateOf = async (client: ContractClient, ...[base, quote, date]: [string, string, string]) =>
  (await client.call(getExchangeRate, { params: { base, quote, date } })).data;
const pin = (client: ContractClient, ...[base, quote, date, rate]: [string, string, string, string]) =>
  client.call(putExchangeRate, { body: { base, quote, date, rate } });

describe('GET /exchange-rates', () => {
  it('200 the currencies in use against the base, today where the tenant is', async () => {
    const { data } = await ada.call(listExchangeRates, {});
    expect(data).toMatchObject({ base: 'EUR', date: '2090-03-16', gapDays: 7 });
    expect(data.rates.map(({ currency }) => currency)).toEqual(['USD', 'XAF']);
    expect(data.rates[0]).toEqual({
      currency: 'USD',
      isInUse: true,
      pinId: null,
      perBase: {
        from: 'EUR',
        to: 'USD',
        rate: '1.28',
        date: '2090-03-16',
        isFallback: false,
        isPinned: false,
        via: null,
        legs: [{ base: 'EUR', quote: 'USD', rate: '1.28', date: '2090-03-16', source: 'ecb' }],
      },
      toBase: {
        from: 'USD',
        to: 'EUR',
        rate: '0.78125',
        date: '2090-03-16',
        isFallback: false,
        isPinned: false,
        via: null,
        legs: [{ base: 'EUR', quote: 'USD', rate: '1.28', date: '2090-03-16', source: 'ecb' }],
      },
      unknown: null,
    });
  });

  it('field note 12: 200 a currency without a rate is told as unknown, with what to do', async () => {
    const { data } = await ada.call(listExchangeRates, {});
    expect(data.rates[1]).toMatchObject({
      currency: 'XAF',
      perBase: null,
      toBase: null,
      unknown: {
        lastDate: null,
        reason: 'There is no rate from XAF to EUR on or before 2090-03-16. Set one by hand.',
      },
    });
  });

  it('200 another base, another day, all that have a rate', async () => {
    const query = { base: 'USD', date: '2090-03-14', all: 'true' } as const;
    const { data } = await ada.call(listExchangeRates, { query });
    expect(data.rates.map(({ currency, toBase }) => [currency, toBase?.rate, toBase?.isFallback])).toEqual([
      ['EUR', '1.25', true],
      // 1 / 130, of the Federal Reserve: the European Central Bank's yen is too old that day.
      ['JPY', '0.007692307692', true],
      ['XAF', undefined, undefined],
    ]);
  });

  it.each([
    [{ base: 'EURO' }, 'base'],
    [{ date: '2090-02-30' }, 'date'],
  ])('422 VALIDATION_FAILED for %j', async (query, path) => {
    const refusal = await ada.refusal(listExchangeRates, { query });
    expect(refusal).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path }] });
  });
});

describe('GET /exchange-rates/{base}/{quote}/{date}', () => {
  it('200 triangulated, with the quotes that it is made of', async () => {
    const { rate } = await rateOf(ada, 'USD', 'GBP', '2090-03-18');
    expect(rate).toMatchObject({ rate: '0.5', via: 'EUR', date: '2090-03-16', isFallback: true });
    expect(rate?.legs.map(({ base, quote, source }) => [base, quote, source])).toEqual([
      ['EUR', 'USD', 'ecb'],
      ['EUR', 'GBP', 'ecb'],
    ]);
  });

  it('field note 12: 200 unknown beyond the gap, with how old the last one is; never today’s for an old day', async () => {
    expect(await rateOf(ada, 'EUR', 'GBP', '2090-03-24')).toEqual({
      rate: null,
      unknown: {
        from: 'EUR',
        to: 'GBP',
        date: '2090-03-24',
        lastDate: '2090-03-16',
        reason:
          'The last rate from EUR to GBP is of 2090-03-16, 8 days before 2090-03-24; a rate counts for 7 days. Set one by hand.',
      },
    });
    expect((await rateOf(ada, 'EUR', 'GBP', '2090-03-15')).rate).toBeNull();
  });

  it('200 through a currency that only the tenant has a rate of', async () => {
    const client = await registerClient(app);
    await pin(client, 'XAF', 'GBP', '2090-03-16', '0.0013');
    expect((await rateOf(client, 'EUR', 'XAF', '2090-03-16')).rate).toMatchObject({
      // 0.64 / 0.0013
      rate: '492.3076923',
      via: 'GBP',
      isPinned: true,
    });
  });

  it('422 VALIDATION_FAILED for a day that does not exist', async () => {
    const params = { base: 'EUR', quote: 'USD', date: '2090-13-01' };
    expect(await ada.refusal(getExchangeRate, { params })).toMatchObject({
      status: 422,
      code: 'VALIDATION_FAILED',
    });
  });
});

describe('GET /exchange-rates/history', () => {
  it('200 the days that have a rate of their own, either way round', async () => {
    const query = { base: 'USD', quote: 'EUR', from: '2090-03-12', to: '2090-03-20' };
    const { data } = await ada.call(getExchangeRateHistory, { query });
    expect(data.points).toEqual([
      { date: '2090-03-12', rate: '0.8064516129', isPinned: false },
      { date: '2090-03-13', rate: '0.8', isPinned: false },
      { date: '2090-03-16', rate: '0.78125', isPinned: false },
    ]);
  });

  it.each([
    [{ base: 'EUR', quote: 'EUR' }, 'quote'],
    [{ base: 'EUR', quote: 'USD', from: '2090-03-17', to: '2090-03-16' }, 'from'],
    [{ base: 'EUR', quote: 'USD', from: '2010-01-01' }, 'from'],
  ])('422 VALIDATION_FAILED for %j', async (query, path) => {
    const refusal = await ada.refusal(getExchangeRateHistory, { query });
    expect(refusal).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path }] });
  });
});

describe('PUT /exchange-rates', () => {
  it('200 pins a rate: it goes before the published one of that day, for its tenant alone', async () => {
    const client = await registerClient(app);
    const { data } = await pin(client, 'EUR', 'USD', '2090-03-16', '1.5000');
    expect(data).toMatchObject({ base: 'EUR', quote: 'USD', rate: '1.5', source: 'manual', version: 1 });
    expect((await rateOf(client, 'EUR', 'USD', '2090-03-16')).rate).toMatchObject({
      rate: '1.5',
      isPinned: true,
    });
    expect((await rateOf(eve, 'EUR', 'USD', '2090-03-16')).rate).toMatchObject({ rate: '1.28' });
    const { rates } = (await client.call(listExchangeRates, { query: { date: '2090-03-16', base: 'EUR' } }))
      .data;
    expect(rates.find(({ currency }) => currency === 'USD')?.pinId).toBe(data.id);
  });

  it('200 today’s, and a second one of the pair and day replaces the first, also the other way round', async () => {
    const client = await registerClient(app, { timezone: 'Pacific/Auckland' });
    const first = await client.call(putExchangeRate, { body: { base: 'EUR', quote: 'USD', rate: 1.5 } });
    expect(first.data.date).toBe('2090-03-16');
    const second = await client.call(putExchangeRate, { body: { base: 'usd', quote: 'eur', rate: '0.5' } });
    expect(second.data).toMatchObject({
      id: first.data.id,
      base: 'USD',
      quote: 'EUR',
      rate: '0.5',
      version: 2,
    });
    expect((await rateOf(client, 'EUR', 'USD', '2090-03-16')).rate?.rate).toBe('2');
    expect((await client.call(listPinnedRates, {})).data).toHaveLength(1);
  });

  it.each([
    [{ base: 'EUR', quote: 'EUR', rate: '1' }, 'quote'],
    [{ base: 'EUR', quote: 'USD', rate: '0' }, 'rate'],
    [{ base: 'EUR', quote: 'USD', rate: '0.000' }, 'rate'],
    [{ base: 'EUR', quote: 'USD', rate: '-1.2' }, 'rate'],
    [{ base: 'EUR', quote: 'USD', rate: 'par' }, 'rate'],
    [{ base: 'EUR', quote: 'USD', rate: '1.2345678901234' }, 'rate'],
    [{ base: 'EUR', quote: 'USD', rate: '12345678901234' }, 'rate'],
    [{ base: 'EUR', quote: 'ABC', rate: '1.2' }, 'quote'],
    [{ base: 'EUR', quote: 'USD', rate: '1.2', date: '2090-02-29' }, 'date'],
  ])('422 VALIDATION_FAILED for %j', async (body, path) => {
    const refusal = await ada.refusal(putExchangeRate, { body });
    expect(refusal).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', details: [{ path }] });
  });

  it('403 FORBIDDEN for a viewer', async () => {
    const client = await registerClient(app);
    await client.becomes('VIEWER');
    const body = { base: 'EUR', quote: 'USD', rate: '1.2' };
    expect(await client.refusal(putExchangeRate, { body })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });
});

describe('GET /exchange-rates/pinned', () => {
  it('200 the newest day first, page by page', async () => {
    const client = await registerClient(app);
    for (const date of ['2090-01-02', '2090-01-03', '2090-01-01']) await pin(client, 'EUR', 'USD', date, '2');
    const first = await client.call(listPinnedRates, { query: { limit: 2 } });
    expect(first.data.map(({ date }) => date)).toEqual(['2090-01-03', '2090-01-02']);
    expect(first.pagination).toMatchObject({ total: 3, hasMore: true });
    const cursor = first.pagination?.nextCursor ?? '';
    const second = await client.call(listPinnedRates, { query: { limit: 2, cursor } });
    expect(second.data.map(({ date }) => date)).toEqual(['2090-01-01']);
    expect(second.pagination).toMatchObject({ hasMore: false, nextCursor: null });
  });
});

describe('DELETE /exchange-rates/{rateId}', () => {
  it('200 the published rate counts again', async () => {
    const client = await registerClient(app);
    const { data } = await pin(client, 'EUR', 'USD', '2090-03-16', '1.5');
    await client.call(deleteExchangeRate, { params: { rateId: data.id } });
    expect((await rateOf(client, 'EUR', 'USD', '2090-03-16')).rate).toMatchObject({
      rate: '1.28',
      isPinned: false,
    });
    expect(await client.refusal(deleteExchangeRate, { params: { rateId: data.id } })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  it.each(['another tenant’s', 'nobody’s'])('404 NOT_FOUND for %s', async (whose) => {
    const { data } = await pin(ada, 'EUR', 'CHF', '2090-03-16', '0.9');
    const rateId = whose === 'nobody’s' ? NOBODY : data.id;
    expect(await eve.refusal(deleteExchangeRate, { params: { rateId } })).toMatchObject({ status: 404 });
  });
});

describe('undoing', () => {
  it('a pin that replaced another puts the other back; undoing that too leaves none', async () => {
    const client = await registerClient(app);
    const first = await pin(client, 'EUR', 'USD', '2090-03-16', '1.5');
    const second = await pin(client, 'EUR', 'USD', '2090-03-16', '1.6');
    const revert = (changeSetId: string | null) =>
      client.call(revertChangeSet, { params: { changeSetId: changeSetId ?? '' } });
    await revert(second.changeSetId);
    expect((await rateOf(client, 'EUR', 'USD', '2090-03-16')).rate?.rate).toBe('1.5');
    await revert(first.changeSetId);
    expect((await rateOf(client, 'EUR', 'USD', '2090-03-16')).rate?.rate).toBe('1.28');
  });

  it('a removal puts the pin back', async () => {
    const client = await registerClient(app);
    const { data } = await pin(client, 'EUR', 'USD', '2090-03-16', '1.5');
    const removed = await client.call(deleteExchangeRate, { params: { rateId: data.id } });
    await client.call(revertChangeSet, { params: { changeSetId: removed.data.changeSetId } });
    expect((await rateOf(client, 'EUR', 'USD', '2090-03-16')).rate?.rate).toBe('1.5');
  });
});

describe('the shared table', () => {
  it('can only be read by the role of the tenants', async () => {
    const context = { userId: ada.userId, tenantId: ada.tenantId };
    for (const statement of [
      "INSERT INTO exchange_rates VALUES ('ecb', 'EUR', 'CHF', '2090-03-16', 1)",
      'UPDATE exchange_rates SET rate = 1',
      'DELETE FROM exchange_rates',
      "INSERT INTO exchange_rate_sources (source) VALUES ('fed')",
    ]) {
      const writing = app.database.jobTenant(context, { summary: 'Try' }, (tx) => tx.client.query(statement));
      await expect(writing).rejects.toMatchObject({ code: '42501' });
    }
  });
});
