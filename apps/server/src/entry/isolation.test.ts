import { ENDPOINTS, type Endpoint, type Transaction } from '@fintrack/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../testing/create-test-app.ts';
import { importFile } from '../testing/import-client.ts';
import { signUp, type TestClient } from '../testing/test-client.ts';

/** One tenant tries every endpoint with another's ids. */

let app: TestApp;
let owner: TestClient;
let stranger: TestClient;
/** Ids of the owner's rows by the name of the path parameter. */
let theirs: Record<string, string>;
let strangersAccount: string;

beforeAll(async () => {
  app = await createTestApp();
  owner = await signUp(app);
  stranger = await signUp(app);
  strangersAccount = await stranger.addAccount({ name: 'Mine' });
  const accountId = await owner.addAccount({ name: 'Giro' });
  const categories = await owner.get<{ id: string }[]>('/categories');
  const made = await owner.post<Transaction>('/transactions', {
    accountId,
    date: '2026-03-01',
    amount: '-10',
    payeeName: 'Baker',
    categoryId: categories.data[0]?.id,
    description: 'Secret bread',
    tags: ['secret'],
  });
  const anchor = await owner.post<{ id: string }>(`/accounts/${accountId}/anchors`, {
    balance: '5',
    date: '2026-03-02',
  });
  const { id: importId } = await importFile(app, owner, {
    name: 'giro.csv',
    content: 'Date,Description,Amount\n2026-03-03,Secret cake,-2.00\n',
    accountId,
  });
  const form = new FormData();
  form.append('file', new Blob(['secret']), 'secret.txt');
  const attached = await app.request(`/api/v1/transactions/${made.data.id}/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner.accessToken}` },
    body: form,
  });
  const attachment = (await attached.json()) as { readonly data: { readonly id: string } };
  const reconciliation = await owner.post<{ id: string }>(`/accounts/${accountId}/reconciliations`, {
    statementDate: '2026-03-31',
    closingBalance: '1',
  });
  const rule = await owner.post<{ id: string }>('/rules', {
    name: 'Secret rule',
    condition: { field: 'payee', operator: 'equals', value: 'Baker' },
    actions: [{ kind: 'addTags', tags: ['secret'] }],
  });
  const run = await owner.post<{ id: string }>('/rules/apply', {});
  const series = await owner.post<{ id: string }>('/recurring', {
    accountId,
    name: 'Secret rent',
    amount: '-900',
    schedule: { frequency: 'monthly', interval: 1, anchorDate: '2026-03-01', days: [1], weekend: 'keep' },
  });
  const profiles = await owner.get<{ id: string }[]>('/import-profiles');
  const sets = await owner.get<{ id: string }[]>('/change-sets');
  theirs = {
    accountId,
    categoryId: categories.data[0]?.id ?? '',
    transactionId: made.data.id,
    payeeId: made.data.payeeId ?? '',
    anchorId: anchor.data.id,
    seriesId: series.data.id,
    ruleId: rule.data.id,
    runId: run.data.id,
    changeSetId: sets.data[0]?.id ?? '',
    importId,
    profileId: profiles.data[0]?.id ?? '',
    attachmentId: attachment.data.id,
    reconciliationId: reconciliation.data.id,
  };
});
afterAll(() => app.close());

/** What a body needs to get as far as the row. */
const BODIES: Readonly<Record<string, unknown>> = {
  updateAccount: { name: 'Taken', version: 1 },
  createAnchor: { balance: '1', date: '2026-03-03' },
  createReconciliation: { statementDate: '2026-03-03', closingBalance: '1' },
  tickReconciliationRows: { untickAll: true },
  unlockReconciliation: { reason: 'Taken' },
  updateCategory: { name: 'Taken', version: 1 },
  updateTransaction: { description: 'Taken', version: 1 },
  replaceSplits: { splits: [{ amount: '-4' }, { amount: '-6' }], version: 1 },
  linkTransfer: { otherId: '01900000-0000-7000-8000-000000000000' },
  updatePayee: { name: 'Taken', version: 1 },
  updateRecurring: { name: 'Taken', version: 1 },
  updateRule: { name: 'Taken', version: 1 },
  revertChangeSet: undefined,
  updateImportMapping: { useClosingBalance: false, version: 1 },
  updateImportRow: { decision: 'skip' },
  decideImportRows: { fate: 'ask', decision: 'skip' },
  replayImport: { apply: false },
  revertImport: {},
};

/** Parameters that name no row, or a row that this file does not make. */
const OTHER_PARAMETERS: Readonly<Record<string, string>> = { date: '2026-03-01', rowNumber: '1' };

const aimed = ENDPOINTS.filter((endpoint) => {
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const known = new Set([
    'accountId',
    'categoryId',
    'transactionId',
    'payeeId',
    'anchorId',
    'changeSetId',
    'importId',
    'profileId',
    'attachmentId',
    'reconciliationId',
    'seriesId',
    'ruleId',
    'runId',
    'rowNumber',
    'date',
  ]);
  return names.some((name) => name !== 'date') && names.every((name) => known.has(name));
});

describe("another tenant's ids", () => {
  it('reach every endpoint that takes one', () => {
    expect(aimed.map((endpoint) => endpoint.id)).toEqual(
      expect.arrayContaining([
        'getAccount',
        'getBalance',
        'getCategory',
        'deleteCategory',
        'updateTransaction',
        'deleteTransaction',
        'getPayee',
        'revertChangeSet',
        'commitImport',
        'updateImportRow',
        'deleteImportProfile',
        'createAttachment',
        'deleteAttachment',
        'getAttachmentContent',
        'getAttachmentThumbnail',
      ]),
    );
  });

  it.each(aimed.map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s: 404, nothing changed',
    async (_, endpoint) => {
      const before = await everything();
      const answer = await call(endpoint);
      expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND']);
      expect(JSON.stringify(answer)).not.toMatch(/secret|Giro|Baker/i);
      expect(await everything()).toEqual(before);
    },
  );

  it.each([
    [
      'a transaction in their account',
      '/transactions',
      (): unknown => ({ ...row(), accountId: theirs['accountId'] }),
    ],
    [
      'a transfer to their account',
      '/transactions',
      () => ({ ...row(), transferAccountId: theirs['accountId'] }),
    ],
    ['a row with their category', '/transactions', () => ({ ...row(), categoryId: theirs['categoryId'] })],
    ['a row with their payee', '/transactions', () => ({ ...row(), payeeId: theirs['payeeId'] })],
    [
      'a payee with their category',
      '/payees',
      () => ({ name: 'P', defaultCategoryId: theirs['categoryId'] }),
    ],
    ['a category below theirs', '/categories', () => ({ name: 'C', parentId: theirs['categoryId'] })],
    [
      'a merge of their category',
      '/categories/merge',
      () => ({ sourceIds: [theirs['categoryId']], targetId: theirs['categoryId'] }),
    ],
  ])('%s: 422 naming the field, nothing changed', async (_, path, body) => {
    const before = await everything();
    const refused = await stranger.post(path, body());
    expect([refused.status, refused.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(refused.details).toEqual([
      expect.objectContaining({ message: expect.stringContaining('no such') as unknown }),
    ]);
    expect(await everything()).toEqual(before);
  });

  it('reassigning rows to their category: 422', async () => {
    const own = await stranger.post<{ id: string }>('/categories', { name: 'Own', kind: 'expense' });
    const refused = await stranger.delete(`/categories/${own.data.id}?reassignTo=${theirs['categoryId']}`);
    expect([refused.status, refused.code]).toEqual([422, 'VALIDATION_FAILED']);
  });

  it.each(['accountId', 'categoryId', 'payeeId'])(
    'as the filter %s: an empty list, count and sum',
    async (name) => {
      const list = await stranger.get(`/transactions?${name}=${theirs[name]}`);
      expect([list.data, list.pagination?.total]).toEqual([[], 0]);
      expect((await stranger.get(`/transactions/summary?${name}=${theirs[name]}`)).data).toEqual([]);
    },
  );

  it('are in no list', async () => {
    for (const path of [
      '/transactions?text=secret',
      '/transactions?tag=secret',
      '/payees',
      '/accounts',
      '/change-sets',
    ]) {
      const list = await stranger.get(path);
      expect(list.status).toBe(200);
      expect(JSON.stringify(list.data)).not.toMatch(/secret|Giro|Baker/i);
    }
  });
});

function row(): Record<string, unknown> {
  return { accountId: strangersAccount, date: '2026-03-01', amount: '-1' };
}

function call(endpoint: Endpoint) {
  const path = endpoint.path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => theirs[name] ?? OTHER_PARAMETERS[name] ?? name,
  );
  switch (endpoint.method) {
    case 'get':
      return stranger.get(path);
    case 'post':
      return stranger.post(path, BODIES[endpoint.id]);
    case 'put':
      return stranger.put(path, BODIES[endpoint.id] ?? { version: 1 });
    case 'delete':
      return stranger.delete(path);
  }
}

/** What both tenants hold, for the owner of the database. */
async function everything(): Promise<unknown> {
  const tables = [
    'accounts',
    'account_balance_anchors',
    'attachments',
    'categories',
    'payees',
    'recurring_series',
    'rules',
    'rule_runs',
    'transactions',
  ];
  const parts = tables.map((table) => `SELECT '${table}' AS name, to_jsonb(r) AS row FROM ${table} r`);
  return app.adminQuery(`${parts.join(' UNION ALL ')} ORDER BY 1, 2`);
}
