import type { ErrorCode, Pagination } from '@fintrack/contract';
import type { TestApp } from './create-test-app.ts';

/** An answer of the API, taken apart. */
export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly pagination: Pagination | undefined;
  readonly code: ErrorCode | undefined;
  readonly message: string | undefined;
  readonly details: unknown;
  readonly headers: Headers;
}

type SendOptions = Readonly<Record<string, string>>;

/** A signed-in user as a program: JSON in and out, the access token in a header. */
export interface TestClient {
  readonly tenantId: string;
  readonly accessToken: string;
  get<Data = unknown>(path: string): Promise<Answer<Data>>;
  post<Data = unknown>(path: string, body?: unknown, headers?: SendOptions): Promise<Answer<Data>>;
  put<Data = unknown>(path: string, body: unknown, headers?: SendOptions): Promise<Answer<Data>>;
  delete<Data = unknown>(path: string): Promise<Answer<Data>>;
  /** Adds an account and answers its id. */
  addAccount(fields: {
    readonly name: string;
    readonly currency?: string;
    readonly type?: string;
  }): Promise<string>;
}

let users = 0;

/** Registers a user with a tenant of its own. */
export async function signUp(
  app: TestApp,
  fields: Readonly<Record<string, string>> = {},
): Promise<TestClient> {
  users += 1;
  const registered = await send<{ accessToken: string; tenantId: string }>(app, {
    method: 'POST',
    path: '/auth/register',
    body: {
      email: `user${users}@example.org`,
      password: 'Zinc otter 4 lanterns',
      currency: 'EUR',
      ...fields,
    },
    // Sign-ups are limited by address.
    ip: `192.0.2.${users}`,
  });
  if (registered.status !== 201)
    throw new Error(`register answered ${registered.status}: ${registered.message}`);
  return clientOf(app, registered.data);
}

function clientOf(app: TestApp, session: { accessToken: string; tenantId: string }): TestClient {
  const as = <Data>(
    method: string,
    path: string,
    sent: { body?: unknown; headers?: SendOptions | undefined } = {},
  ) =>
    send<Data>(app, {
      ...sent,
      method,
      path,
      headers: { authorization: `Bearer ${session.accessToken}`, ...sent.headers },
    });
  const client: TestClient = {
    tenantId: session.tenantId,
    accessToken: session.accessToken,
    get: (path) => as('GET', path),
    post: (path, body, headers) => as('POST', path, { body, headers }),
    put: (path, body, headers) => as('PUT', path, { body, headers }),
    delete: (path) => as('DELETE', path),
    addAccount: async (account) => {
      const made = await client.post<{ id: string }>('/accounts', { type: 'checking', ...account });
      if (made.status !== 201) throw new Error(`POST /accounts answered ${made.status}: ${made.message}`);
      return made.data.id;
    },
  };
  return client;
}

interface Sending {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: SendOptions;
  readonly ip?: string;
}

async function send<Data>(app: TestApp, sending: Sending): Promise<Answer<Data>> {
  const { method, path, body, headers, ip } = sending;
  const response = await app.request(`/api/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(ip === undefined ? {} : { ip }),
  });
  const envelope = (await response.json()) as Omit<Answer<Data>, 'status' | 'headers'>;
  const { data, pagination, code, message, details } = envelope;
  return { status: response.status, headers: response.headers, data, pagination, code, message, details };
}
