import { randomUUID } from 'node:crypto';
import type { APIRequestContext, BrowserContext } from '@playwright/test';

export const PASSWORD = 'Zinc-otter-4-lanterns';

/** Somebody who is registered and signed in in the browser's context, and calls the API as their pages would. */
export interface Books {
  readonly email: string;
  readonly api: Api;
}

/** Registers a new person with a tenant of their own. */
export async function newBooks(
  { context, baseURL }: { context: BrowserContext; baseURL: string | undefined },
  tenant: { name?: string; type?: 'PERSONAL' | 'HOUSEHOLD' | 'BUSINESS'; currency?: string } = {},
): Promise<Books> {
  const email = `${randomUUID()}@example.org`;
  const api = new Api(context.request, baseURL ?? '');
  await api.post('/auth/register', {
    email,
    password: PASSWORD,
    name: 'Ada',
    tenantName: tenant.name ?? 'Test books',
    tenantType: tenant.type ?? 'PERSONAL',
    currency: tenant.currency ?? 'EUR',
    timezone: 'UTC',
    locale: 'en-GB',
  });
  return { email, api };
}

/** Calls the API with the browser's cookies. */
export class Api {
  readonly #request: APIRequestContext;
  readonly #origin: string;
  constructor(request: APIRequestContext, origin: string) {
    this.#request = request;
    this.#origin = origin;
  }

  async get<Data>(path: string): Promise<Data> {
    return this.#send<Data>('GET', path);
  }

  async post<Data = { id: string }>(path: string, data?: object): Promise<Data> {
    return this.#send<Data>('POST', path, data);
  }

  async put<Data>(path: string, data: object): Promise<Data> {
    return this.#send<Data>('PUT', path, data);
  }

  async #send<Data>(method: string, path: string, data?: object): Promise<Data> {
    const response = await this.#request.fetch(`/api/v1${path}`, {
      method,
      headers: { Origin: this.#origin, 'X-FinTrack-Client': 'web' },
      ...(data === undefined ? {} : { data }),
    });
    if (!response.ok())
      throw new Error(`${method} ${path} answered ${response.status()}: ${await response.text()}`);
    const body = (await response.json()) as { data: Data };
    return body.data;
  }
}

interface CategoryRow {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** The id of a category by its name; the first in tree order where several have it. */
export async function categoryId(api: Api, name: string): Promise<string> {
  const rows = await api.get<CategoryRow[]>('/categories');
  const found = rows.find((row) => row.name === name);
  if (!found) throw new Error(`There is no category "${name}".`);
  return found.id;
}

/** An account with a day's rows: 1000.00 at first, then an income of 2500.00, and 40.00 and 12.50 for groceries. */
export async function fillBooks(api: Api): Promise<{ accountId: string; date: string }> {
  const date = new Date().toISOString().slice(0, 10);
  const before = `${Number(date.slice(0, 4)) - 1}-01-31`;
  const account = await api.post('/accounts', {
    name: 'Everyday',
    type: 'checking',
    openingBalance: '1000.00',
    openingDate: before,
  });
  const groceries = await categoryId(api, 'Groceries');
  const salary = await categoryId(api, 'Salary');
  const row = { accountId: account.id, date };
  await api.post('/transactions', { ...row, amount: '2500.00', payeeName: 'Employer', categoryId: salary });
  await api.post('/transactions', { ...row, amount: '-40.00', payeeName: 'Market', categoryId: groceries });
  await api.post('/transactions', { ...row, amount: '-12.50', payeeName: 'Bakery', categoryId: groceries });
  await api.post('/transactions', { ...row, amount: '-5.00', payeeName: 'Unknown' });
  return { accountId: account.id, date };
}
