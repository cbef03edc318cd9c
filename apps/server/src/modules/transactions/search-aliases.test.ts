import type { Payee, SearchResult, Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';

let app: TestApp;
let user: TestClient;
let baker: string;
let grocer: string;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  user = await signUp(app);
  const accountId = await user.addAccount({ name: 'Giro' });
  const add = async (payeeName: string, description: string): Promise<string> => {
    const row = { accountId, date: '2026-02-01', amount: '-1.00', payeeName, description };
    return (await user.post<Transaction>('/transactions', row)).data.payeeId ?? '';
  };
  baker = await add('Baker', 'Rolls');
  grocer = await add('Grocer', 'Apples');
  await give(baker, ['AMZN Mktp', 'Boulangerie Dupré']);
});

async function give(payeeId: string, aliases: readonly string[]): Promise<void> {
  const { data } = await user.get<Payee>(`/payees/${payeeId}`);
  const changed = await user.put(`/payees/${payeeId}`, { version: data.version, aliases });
  expect(changed.message).toBeUndefined();
}

async function find(q: string): Promise<string[]> {
  const answer = await user.get<SearchResult>(`/transactions/search?q=${encodeURIComponent(q)}`);
  return answer.status === 200
    ? answer.data.transactions.map(({ description }) => description)
    : [`refused: ${answer.message}`];
}

describe('a payee is found by its other names', () => {
  it.each([
    ['a word of one', 'dupre'],
    ['the beginning of a word', 'boul'],
    ['a phrase', '"boulangerie dupré"'],
    ['a misspelt word', 'boulangerei'],
    ['the operator', 'payee:"amzn mktp"'],
    ['some words of it', 'payee:amzn'],
    ['its own name, still', 'baker'],
  ])('%s: %s', async (_, q) => {
    expect(await find(q)).toEqual(['Rolls']);
  });

  it('and not any more when the name is taken away, or leads to another payee', async () => {
    await give(baker, ['AMZN Mktp']);
    expect(await find('dupre')).toEqual([]);
    expect(await find('amzn')).toEqual(['Rolls']);
    await give(baker, []);
    await give(grocer, ['AMZN Mktp']);
    expect(await find('amzn')).toEqual(['Apples']);
    expect(await find('baker')).toEqual(['Rolls']);
  });

  it('also where the name was the one of a payee that was merged, and after the payee was renamed', async () => {
    await user.post('/payees/merge', { sourceIds: [baker], targetId: grocer });
    expect((await find('baker')).toSorted()).toEqual(['Apples', 'Rolls']);
    expect((await find('dupre')).toSorted()).toEqual(['Apples', 'Rolls']);
    const { data } = await user.get<Payee>(`/payees/${grocer}`);
    await user.put(`/payees/${grocer}`, { version: data.version, name: 'Fruit & More' });
    expect((await find('baker')).toSorted()).toEqual(['Apples', 'Rolls']);
    expect((await find('fruit')).toSorted()).toEqual(['Apples', 'Rolls']);
    expect(await find('payee:grocer')).toEqual([expect.stringContaining('There is no payee like "grocer"')]);
  });

  it('and by nobody else’s', async () => {
    const other = await signUp(app);
    const answer = await other.get<SearchResult>('/transactions/search?q=dupre');
    expect(answer.data.transactions).toEqual([]);
    const words = await app.adminQuery(
      "SELECT word FROM payee_words WHERE tenant_id = $1 AND word = 'dupre'",
      [other.tenantId],
    );
    expect(words).toEqual([]);
  });
});
