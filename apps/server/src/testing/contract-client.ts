import { type Endpoint, type ErrorEnvelope, register } from '@fintrack/contract';
import { ApiClient, ApiError, type CallInput, type CallResult } from '@fintrack/contract/client';
import type { TestApp } from './create-test-app.ts';

/** What a refusal looks like to a test. */
interface Refusal {
  readonly status: number;
  readonly code: ErrorEnvelope['code'];
  readonly message: string;
  readonly details: unknown;
}

/** A signed-in user who calls the API through the contract's own client, which checks every answer. */
export interface ContractClient {
  readonly tenantId: string;
  readonly userId: string;
  /** The header, for requests that the contract's client does not make. */
  readonly authorization: string;
  call<Shape extends Endpoint>(endpoint: Shape, input: CallInput<Shape>): Promise<CallResult<Shape>>;
  /** The refusal of a call. @throws {Error} when the call succeeds. */
  refusal<Shape extends Endpoint>(endpoint: Shape, input: CallInput<Shape>): Promise<Refusal>;
  /** Changes what the user may do in the tenant. */
  becomes(role: 'OWNER' | 'MEMBER' | 'VIEWER' | 'ADVISOR'): Promise<void>;
}

// Sign-ups are limited by address.
let users = 0;
const PASSWORD = 'Zinc otter 4 lanterns';

/** Registers a new user with a tenant of its own. */
export async function registerClient(
  app: TestApp,
  tenant: { readonly currency?: string; readonly timezone?: string } = {},
): Promise<ContractClient> {
  users += 1;
  const email = `${crypto.randomUUID()}@example.org`;
  const { data } = await clientOf(app, {}, `198.51.100.${users}`).call(register, {
    body: { email, password: PASSWORD, name: 'Member', ...tenant },
  });
  const { accessToken, tenantId, user } = data;
  const authorization = `Bearer ${accessToken}`;
  const client = clientOf(app, { authorization });
  return {
    tenantId,
    userId: user.id,
    authorization,
    call: (endpoint, input) => client.call(endpoint, input),
    refusal: (endpoint, input) => refusalOf(client.call(endpoint, input)),
    becomes: async (role) => {
      await app.adminQuery('UPDATE memberships SET role = $3 WHERE tenant_id = $1 AND user_id = $2', [
        tenantId,
        user.id,
        role,
      ]);
    },
  };
}

function clientOf(app: TestApp, headers: Readonly<Record<string, string>>, ip = '192.0.2.1'): ApiClient {
  return new ApiClient({
    baseUrl: 'http://fintrack.test',
    headers,
    fetch: async (request) =>
      app.request(request.url, {
        method: request.method,
        headers: request.headers,
        ip,
        ...(request.body === null ? {} : { body: await request.arrayBuffer() }),
      }),
  });
}

async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, message, details } = error.envelope;
    return { status: error.status, code, message, details };
  }
  throw new Error('The call was not refused.');
}
