import {
  commitImport,
  createAccount,
  createImport,
  createRecurring,
  createTransaction,
  deleteTransaction,
  detectRecurring,
  forecastRecurring,
  getRecurring,
  getTransaction,
  listCategories,
  listRecurring,
  listTransactions,
  listUpcoming,
  type RecurringSeries,
  replaceSplits,
  revertChangeSet,
  updateRecurring,
} from '@fintrack/contract';
import { addMonths, type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ContractClient, registerClient } from '../../testing/contract-client.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { detectInBackground } from './detect.ts';
import { recurringTasks } from './index.ts';
import { postDue } from './post-due.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ clock: noonOf('2028-06-20') });
});
afterAll(() => app.close());

function noonOf(date: string) {
  return { now: () => new Date(`${date}T12:00:00Z`) };
}

/** The program on another day: signed-in people stay on theirs. */
const on = (date: string) => ({ ...app.services, clock: noonOf(date) });

let client: ContractClient;
let accountId: string;
beforeEach(async () => {
  client = await registerClient(app, { currency: 'EUR', timezone: 'UTC' });
  const account = { name: 'Giro', type: 'checking' } as const;
  accountId = (await client.call(createAccount, { body: account })).data.id;
});

interface Row {
  readonly date: CalendarDate;
  readonly amount: string;
  readonly description: string;
}

async function book(row: Row): Promise<string> {
  return (await client.call(createTransaction, { body: { accountId, ...row } })).data.id;
}

/** So many rows on the same day of each month, the last one in the month given. */
async function bookMonthly(row: Row, months: number): Promise<string[]> {
  const ids: string[] = [];
  for (let back = months - 1; back >= 0; back -= 1) {
    ids.push(await book({ ...row, date: addMonths(row.date, -back) }));
  }
  return ids;
}

const day = parseCalendarDate;
const NETFLIX: Row = { date: day('2028-06-03'), amount: '-12.99', description: 'NETFLIX.COM 4471 AMSTERDAM' };

const detect = async () => (await client.call(detectRecurring, {})).data;
const list = async (query = {}): Promise<RecurringSeries[]> =>
  (await client.call(listRecurring, { query })).data;
const only = async (query = {}): Promise<RecurringSeries> => {
  const found = await list(query);
  const [series] = found;
  if (!series || found.length !== 1) throw new Error(`${found.length} series`);
  return series;
};
const update = async (series: Pick<RecurringSeries, 'id' | 'version'>, body: object) =>
  client.call(updateRecurring, {
    params: { seriesId: series.id },
    body: { ...body, version: series.version },
  });
const context = () => ({ tenantId: client.tenantId, userId: null });

const MONTHLY_ON_1 = {
  frequency: 'monthly' as const,
  interval: 1,
  anchorDate: day('2028-07-01'),
  days: [1],
  weekend: 'keep' as const,
};
const RENT = { name: 'Rent', amount: '-900', schedule: MONTHLY_ON_1 };
const add = async (body: object = {}): Promise<RecurringSeries> =>
  (await client.call(createRecurring, { body: { ...RENT, accountId, ...body } })).data;

describe('the series of rows', () => {
  const seriesOf = async (include?: string) =>
    (await client.call(listTransactions, { query: { include } })).data.map(({ series }) => series);

  it('200: lists and the row itself name it once it is accepted, and while it has ended', async () => {
    const ids = await bookMonthly(NETFLIX, 3);
    await book({ date: day('2028-06-10'), amount: '-5', description: 'Bakery' });
    await detect();
    expect(await seriesOf('series')).toEqual([null, null, null, null]);
    const accepted = (await update(await only(), { state: 'accepted', name: 'Netflix' })).data;
    const named = { id: accepted.id, name: 'Netflix' };
    expect(await seriesOf('series')).toEqual([null, named, named, named]);
    expect(await seriesOf('splits,series')).toEqual([null, named, named, named]);
    expect(await seriesOf()).toEqual([undefined, undefined, undefined, undefined]);
    const params = { transactionId: ids[0] ?? '' };
    expect((await client.call(getTransaction, { params })).data.series).toEqual(named);
    const ended = (await update(accepted, { state: 'ended' })).data;
    expect(await seriesOf('series')).toEqual([null, named, named, named]);
    await update(ended, { state: 'dismissed' });
    expect(await seriesOf('series')).toEqual([null, null, null, null]);
    expect((await client.call(getTransaction, { params })).data.series).toBeNull();
  });

  it('200: of a part of a split it is the series of the whole', async () => {
    const ids = await bookMonthly(NETFLIX, 3);
    await detect();
    const { id, name } = (await update(await only(), { state: 'accepted' })).data;
    const categories = (await client.call(listCategories, { query: { kind: 'expense' } })).data;
    const [first, second] = categories.map((category) => category.id);
    const splits = [
      { amount: '-10.00', categoryId: first },
      { amount: '-2.99', categoryId: second },
    ];
    const params = { transactionId: ids[2] ?? '' };
    await client.call(replaceSplits, { params, body: { splits, version: 1 } });
    const query = { categoryId: `${first},${second}`, include: 'series' };
    const { data } = await client.call(listTransactions, { query });
    expect(data.map(({ series }) => series)).toEqual([
      { id, name },
      { id, name },
    ]);
  });
});

describe('POST /recurring/detect', () => {
  it('200: proposes what comes again and again, with reasons, and nothing else', async () => {
    await bookMonthly(NETFLIX, 6);
    for (const [date, amount] of [
      ['2028-05-02', '-23.10'],
      ['2028-05-09', '-61.75'],
      ['2028-05-11', '-9.99'],
      ['2028-05-28', '-44.20'],
      ['2028-06-05', '-18.30'],
    ] as const) {
      await book({ date: day(date), amount, description: 'REWE MARKT 0231' });
    }
    expect(await detect()).toMatchObject({ status: 'done', found: 1, updated: 0 });
    expect(await only()).toMatchObject({
      state: 'proposed',
      name: 'Netflix.Com Amsterdam',
      accountName: 'Giro',
      currency: 'EUR',
      rhythm: 'every month',
      amountKind: 'fixed',
      expected: '-12.99',
      rowCount: 6,
      firstDate: '2028-01-03',
      lastDate: '2028-06-03',
      confidence: 99,
      reasons: ['It came 6 times, every month on the 3rd.', 'It was 12.99 EUR each time.'],
      isMadeByHand: false,
      hasStopped: false,
      next: { dueDate: '2028-07-03', earliest: '2028-07-03', latest: '2028-07-03', expected: '-12.99' },
    });
  });

  it('finds nothing new the second time, and new rows of what it knows', async () => {
    await bookMonthly(NETFLIX, 5);
    await detect();
    expect(await detect()).toMatchObject({ found: 0, updated: 0 });
    await book({ ...NETFLIX, date: day('2028-07-03') });
    expect(await detectInBackground(on('2028-07-04'), context())).toMatchObject({ found: 0, updated: 1 });
    expect(await only()).toMatchObject({ rowCount: 6, lastDate: '2028-07-03' });
  });

  it('takes a proposal back when its rows are gone', async () => {
    const ids = await bookMonthly(NETFLIX, 3);
    await detect();
    for (const transactionId of ids) await client.call(deleteTransaction, { params: { transactionId } });
    await detect();
    expect(await list()).toEqual([]);
  });

  it('403 FORBIDDEN for who may only read', async () => {
    await client.becomes('VIEWER');
    expect(await client.refusal(detectRecurring, {})).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('202: larger books are looked through by a job, which finds the same', async () => {
    await bookMonthly(NETFLIX, 4);
    // Behind the triggers: totals and trail of these rows are of no matter here.
    await app.adminQuery(
      `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description, change_set_id)
       SELECT $1, uuid_v7(), $2, DATE '2027-01-01' + (n * 37 % 400), -(100 + n * 7919 % 9000), 'EUR', 'expense',
         'Shop ' || chr(97 + n % 23), uuid_v7()
       FROM generate_series(1, 20000) n, set_config('session_replication_role', 'replica', false)`,
      [client.tenantId, accountId],
    );
    const asked = await client.call(detectRecurring, {});
    expect(asked.data).toMatchObject({ status: 'queued', found: 0 });
    expect(await list()).toEqual([]);
    await detectInBackground(app.services, context());
    expect(await only()).toMatchObject({ name: 'Netflix.Com Amsterdam', rowCount: 4 });
  });

  it('in the background writes no change set where nothing is new', async () => {
    await bookMonthly(NETFLIX, 4);
    await detectInBackground(app.services, context());
    expect(await only()).toMatchObject({ state: 'proposed', rowCount: 4 });
    const count = () =>
      app.adminQuery('SELECT count(*)::int AS n FROM change_sets WHERE tenant_id = $1', [client.tenantId]);
    const before = await count();
    await detectInBackground(app.services, context());
    expect(await count()).toEqual(before);
  });
});

describe('field note 26: recurring detection', () => {
  it('finds a yearly series of two rows', async () => {
    const insurance = { amount: '-312.40', description: 'ALLIANZ VERSICHERUNG BEITRAG' };
    await book({ ...insurance, date: day('2027-02-15') });
    await book({ ...insurance, date: day('2028-02-16') });
    await detect();
    expect(await only()).toMatchObject({ rhythm: 'every year', rowCount: 2, confidence: 75 });
  });

  it('follows a change of price and keeps its history', async () => {
    await bookMonthly({ ...NETFLIX, date: day('2028-02-03') }, 4);
    await bookMonthly({ ...NETFLIX, date: day('2028-06-03'), amount: '-14.99' }, 4);
    await detect();
    expect(await only()).toMatchObject({
      expected: '-14.99',
      priceHistory: [
        { from: '2027-11-03', amount: '-12.99', rows: 4 },
        { from: '2028-03-03', amount: '-14.99', rows: 4 },
      ],
    });
  });

  it('finds changing amounts, with their range', async () => {
    const amounts = ['-71.20', '-68.90', '-64.15', '-70.05', '-75.80', '-66.40'];
    for (const [index, amount] of amounts.entries()) {
      const date = addMonths(day('2028-01-12'), index);
      await book({ date, amount, description: `STADTWERKE STROM ABRECHNUNG ${index}` });
    }
    await detect();
    expect(await only()).toMatchObject({
      amountKind: 'variable',
      low: '-64.15',
      high: '-75.80',
      expected: '-68.90',
    });
  });
});

describe('PUT /recurring/{id}', () => {
  it('200: a dismissed series stays dismissed, also under a slightly changed text', async () => {
    await bookMonthly({ ...NETFLIX, date: day('2028-05-03') }, 4);
    await detect();
    const proposed = await only();
    expect((await update(proposed, { state: 'dismissed' })).data.state).toBe('dismissed');
    for (const date of ['2028-06-03', '2028-07-03', '2028-08-03']) {
      await book({ date: day(date), amount: '-12.99', description: 'NETFLIX INTERNATIONAL BV' });
    }
    expect(await detectInBackground(on('2028-08-04'), context())).toMatchObject({ found: 0 });
    expect(await only()).toMatchObject({ id: proposed.id, state: 'dismissed' });
  });

  it('200: accepts, edits and ends; each can be undone', async () => {
    await bookMonthly(NETFLIX, 4);
    await detect();
    const accepted = (await update(await only(), { state: 'accepted', name: 'Films' })).data;
    expect(accepted).toMatchObject({ state: 'accepted', name: 'Films', version: 2 });
    const edited = (
      await update(accepted, {
        amount: '-13.50',
        low: '-13',
        high: '-14',
        schedule: { ...MONTHLY_ON_1, days: [31], weekend: 'before' },
      })
    ).data;
    expect(edited).toMatchObject({
      expected: '-13.50',
      low: '-13.00',
      high: '-14.00',
      isOwnAmount: true,
      isOwnSchedule: true,
      schedule: { days: [31], weekend: 'before' },
    });
    await detect();
    expect(await only()).toMatchObject({ expected: '-13.50', isOwnSchedule: true });
    const given = (await update(edited, { amount: null, schedule: null })).data;
    expect(given).toMatchObject({ expected: '-12.99', isOwnAmount: false, schedule: { days: [3] } });
    const ended = await update(given, { state: 'ended' });
    expect(ended.data).toMatchObject({ state: 'ended', next: null });
    const changeSetId = ended.changeSetId ?? '';
    await client.call(revertChangeSet, { params: { changeSetId }, body: {} });
    expect(await only()).toMatchObject({ state: 'accepted', name: 'Films' });
  });

  it('409 STALE_VERSION, 428 VERSION_REQUIRED, 404 NOT_FOUND, 422 VALIDATION_FAILED, 422 AMOUNT_INVALID', async () => {
    const { id } = await add();
    const params = { seriesId: id };
    const refused = (body: object) => client.refusal(updateRecurring, { params, body });
    await update({ id, version: 1 }, { name: 'Flat' });
    expect(await refused({ name: 'Late', version: 1 })).toMatchObject({ status: 409, code: 'STALE_VERSION' });
    expect(await refused({ name: 'None' })).toMatchObject({ status: 428, code: 'VERSION_REQUIRED' });
    expect(await refused({ amount: '-1.234', version: 2 })).toMatchObject({ code: 'AMOUNT_INVALID' });
    expect(await refused({ amount: null, version: 2 })).toMatchObject({
      status: 422,
      message: 'A series made by hand needs its own.',
    });
    expect(await refused({ amount: '-10', low: '-11', version: 2 })).toMatchObject({
      message: 'The smallest amount lies between zero and the usual one.',
    });
    expect(await refused({ startsOn: '2028-07-01', endsOn: '2028-06-30', version: 2 })).toMatchObject({
      message: 'It ends before it begins.',
    });
    expect(await refused({ categoryId: crypto.randomUUID(), version: 2 })).toMatchObject({
      message: 'There is no such category.',
    });
    const missing = { seriesId: crypto.randomUUID() };
    expect(await client.refusal(getRecurring, { params: missing })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });
});

describe('GET /recurring/{id}', () => {
  it('200: expected against actual, with what came late and what is missing', async () => {
    for (const date of ['2028-01-03', '2028-02-03', '2028-03-06', '2028-05-03', '2028-06-03']) {
      await book({ ...NETFLIX, date: day(date) });
    }
    await detect();
    const { id } = await only();
    const { data } = await client.call(getRecurring, { params: { seriesId: id } });
    expect(data.occurrences.map(({ dueDate, status, daysLate }) => [dueDate, status, daysLate])).toEqual([
      ['2028-06-03', 'on_time', 0],
      ['2028-05-03', 'on_time', 0],
      ['2028-04-03', 'missing', null],
      ['2028-03-03', 'late', 3],
      ['2028-02-03', 'on_time', 0],
      ['2028-01-03', 'on_time', 0],
    ]);
    expect(data.variance).toEqual({
      onTime: 4,
      early: 0,
      late: 1,
      missing: 1,
      averageDaysLate: 0.6,
      total: '-64.95',
      lastYear: '-64.95',
      yearBefore: '0.00',
      trendPercent: null,
    });
    expect(await list({ transactionId: data.occurrences[0]?.transactionId })).toMatchObject([{ id }]);
  });
});

describe('GET /recurring', () => {
  it('200: by state and in pages; 400 INVALID_CURSOR', async () => {
    for (const name of ['One', 'Two', 'Three']) await add({ name });
    const first = await client.call(listRecurring, { query: { limit: 2 } });
    expect(first.data).toHaveLength(2);
    const cursor = first.pagination?.nextCursor ?? '';
    const second = await client.call(listRecurring, { query: { limit: 2, cursor } });
    expect([...first.data, ...second.data].map(({ name }) => name).toSorted()).toEqual([
      'One',
      'Three',
      'Two',
    ]);
    expect(await list({ state: 'proposed' })).toEqual([]);
    expect(await client.refusal(listRecurring, { query: { cursor: 'x' } })).toMatchObject({
      status: 400,
      code: 'INVALID_CURSOR',
    });
  });
});

describe('GET /recurring/{id}/forecast and /recurring/upcoming', () => {
  it('200: the next dates, and an overdue one first', async () => {
    const rent = await add({ startsOn: '2028-06-01' });
    const forecast = (until: string) =>
      client.call(forecastRecurring, { params: { seriesId: rent.id }, query: { until: day(until) } });
    expect((await forecast('2028-09-15')).data).toEqual({
      until: '2028-09-15',
      currency: 'EUR',
      isTruncated: false,
      occurrences: [
        occurrence('2028-07-01', '2028-06-30', '2028-07-04'),
        occurrence('2028-08-01', '2028-07-31', '2028-08-04'),
        occurrence('2028-09-01', '2028-08-31', '2028-09-04'),
      ],
    });
    const schedule = { ...MONTHLY_ON_1, anchorDate: '2028-06-10', days: [10] };
    await add({ name: 'Club', amount: '-15', startsOn: '2028-06-01', schedule });
    const { data } = await client.call(listUpcoming, { query: { until: day('2028-07-31') } });
    expect(data.occurrences.map(({ name, date, isOverdue }) => [name, date, isOverdue])).toEqual([
      ['Club', '2028-06-10', true],
      ['Rent', '2028-07-01', false],
      ['Club', '2028-07-10', false],
    ]);
  });

  it('leaves out what is not to be reminded of', async () => {
    await add({ posting: 'none' });
    expect((await client.call(listUpcoming, { query: {} })).data.occurrences).toEqual([]);
  });

  it('422 VALIDATION_FAILED for a day that is over', async () => {
    const query = { until: day('2028-06-19') };
    expect(await client.refusal(listUpcoming, { query })).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  function occurrence(date: string, earliest: string, latest: string) {
    const amounts = { expected: '-900.00', low: '-900.00', high: '-900.00' };
    return { dueDate: date, date, earliest, latest, ...amounts };
  }
});

describe('a series that posts by itself', () => {
  const rows = async () =>
    (await client.call(listTransactions, { query: {} })).data.map(({ date, amount, status }) => [
      date,
      amount,
      status,
    ]);

  it('books each due day once, in a change set of its own, and catches up', async () => {
    await add({ posting: 'post', startsOn: '2028-06-01', categoryId: null });
    expect(await postDue(app.services, context())).toBe(1);
    expect(await postDue(app.services, context())).toBe(0);
    expect(await postDue(on('2028-09-02'), context())).toBe(3);
    expect(await rows()).toEqual([
      ['2028-09-01', '-900.00', 'pending'],
      ['2028-08-01', '-900.00', 'pending'],
      ['2028-07-01', '-900.00', 'pending'],
      ['2028-06-01', '-900.00', 'pending'],
    ]);
    const sets = await app.adminQuery<{ summary: string }>(
      `SELECT summary FROM change_sets WHERE tenant_id = $1 AND kind = 'rule' ORDER BY id`,
      [client.tenantId],
    );
    expect(sets.map(({ summary }) => summary)).toEqual([
      'Posted Rent of -900.00 EUR for 2028-06-01',
      'Posted Rent of -900.00 EUR for 2028-07-01',
      'Posted Rent of -900.00 EUR for 2028-08-01',
      'Posted Rent of -900.00 EUR for 2028-09-01',
    ]);
  });

  it('books nothing twice when two run side by side', async () => {
    await add({ posting: 'post', startsOn: '2028-01-01' });
    const runs = await Promise.all([1, 2, 3].map(() => postDue(app.services, context())));
    expect(runs.reduce((sum, posted) => sum + posted, 0)).toBe(6);
    expect(await rows()).toHaveLength(6);
  });

  it('field note 25: on the 31st, on 29 February and off a weekend it is never stuck and never posts twice', async () => {
    const days31 = { ...MONTHLY_ON_1, anchorDate: '2031-12-31', days: [31], weekend: 'before' };
    await add({ posting: 'post', startsOn: '2031-12-01', schedule: days31 });
    await postDue(on('2032-03-05'), context());
    await postDue(on('2032-03-05'), context());
    // 31 January 2032 is a Saturday, 29 February a Sunday.
    expect((await rows()).map(([date]) => date)).toEqual(['2032-02-27', '2032-01-30', '2031-12-31']);
  });

  it('does not post again what was undone or deleted', async () => {
    await add({ posting: 'post', startsOn: '2028-06-01' });
    await postDue(app.services, context());
    const [row] = (await client.call(listTransactions, { query: {} })).data;
    await client.call(deleteTransaction, { params: { transactionId: row?.id ?? '' } });
    expect(await postDue(app.services, context())).toBe(0);
    expect(await rows()).toEqual([]);
  });

  it('leaves a day to the row that was there before', async () => {
    await book({ date: day('2028-06-02'), amount: '-900.00', description: 'LANDLORD' });
    await add({ posting: 'post', startsOn: '2028-06-01' });
    expect(await postDue(app.services, context())).toBe(0);
    expect(await rows()).toHaveLength(1);
  });

  it("gives way to the bank's own row, which keeps what was made of it", async () => {
    const rent = await add({
      posting: 'post',
      startsOn: '2028-06-01',
      notes: 'Flat in town',
      tags: ['home'],
    });
    await postDue(app.services, context());
    await book({ date: day('2028-06-03'), amount: '-905.00', description: 'RENT LANDLORD 0628' });
    await detectInBackground(app.services, context());
    const { data } = await client.call(listTransactions, { query: {} });
    expect(data).toMatchObject([
      { date: '2028-06-03', amount: '-905.00', notes: 'Flat in town', tags: ['home'], status: 'cleared' },
    ]);
    expect(data).toHaveLength(1);
    expect(await postDue(app.services, context())).toBe(0);
    const detail = await client.call(getRecurring, { params: { seriesId: rent.id } });
    expect(detail.data.occurrences).toMatchObject([
      { dueDate: '2028-06-01', status: 'late', actual: '-905.00', difference: '-5.00' },
    ]);
  });

  it('begins today when it is switched on, and books nothing of the past', async () => {
    await bookMonthly(NETFLIX, 4);
    await detect();
    const series = (await update(await only(), { state: 'accepted', posting: 'post' })).data;
    expect(series.startsOn).toBe('2028-06-20');
    expect(await postDue(on('2028-07-04'), context())).toBe(1);
  });
});

describe('POST /recurring', () => {
  it('201: takes in the row that is there already', async () => {
    const id = await book({ date: day('2028-06-19'), amount: '-30', description: 'GYM' });
    const gym = await add({
      name: 'Gym',
      amount: '-30',
      startsOn: '2028-06-15',
      schedule: { ...MONTHLY_ON_1, anchorDate: '2028-06-19', days: [19] },
    });
    expect(gym).toMatchObject({ isMadeByHand: true, confidence: null, rowCount: 1, posting: 'remind' });
    expect(await list({ transactionId: id })).toMatchObject([{ name: 'Gym' }]);
  });

  it.each([
    [{ schedule: { ...MONTHLY_ON_1, days: [] } }, 'Give one day of the month.'],
    [
      { schedule: { ...MONTHLY_ON_1, frequency: 'semi_monthly' as const, days: [1, 5] } },
      'Choose two days of the month that are at least a week apart, the earlier one first.',
    ],
    [{ amount: '0' }, 'Give an amount that is not zero.'],
    [{ accountId: crypto.randomUUID() }, 'There is no such account.'],
  ])('422 VALIDATION_FAILED: %j', async (body, message) => {
    const refused = await client.refusal(createRecurring, { body: { ...RENT, accountId, ...body } });
    expect(refused).toMatchObject({ status: 422, code: 'VALIDATION_FAILED', message });
  });
});

describe('after an import', () => {
  it('the books are looked through in the background', async () => {
    const rows = [1, 2, 3, 4].map((month) => `2028-0${month}-09,RADIO CLUB ${month},-12.00`);
    const form = new FormData();
    form.append('accountId', accountId);
    form.append('file', new Blob([`Date,Description,Amount\n${rows.join('\n')}\n`]), 'giro.csv');
    const imported = await client.call(createImport, { form });
    await client.call(commitImport, { params: { importId: imported.data.id } });
    const waiting = await app.adminQuery<{ task: string }>(
      `SELECT task_identifier AS task FROM graphile_worker.jobs WHERE key = $1`,
      [`recurring.detect:${client.tenantId}`],
    );
    expect(waiting).toEqual([{ task: 'recurring.detect' }]);
  });
});

describe('the jobs', () => {
  it('look through and post the books of every tenant', async () => {
    await bookMonthly(NETFLIX, 4);
    await add({ posting: 'post', startsOn: '2028-06-01' });
    for (const name of ['detect_all_recurring', 'post_recurring']) {
      await recurringTasks.find((task) => task.name === name)?.run({}, app.services);
    }
    expect((await list()).map(({ name, state }) => [name, state])).toEqual([
      ['Rent', 'accepted'],
      ['Netflix.Com Amsterdam', 'proposed'],
    ]);
    const { data } = await client.call(listTransactions, { query: {} });
    expect(data.filter(({ status }) => status === 'pending')).toHaveLength(1);
  });
});
