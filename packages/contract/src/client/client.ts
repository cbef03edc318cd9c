import type { z } from 'zod';
import type { Endpoint } from '../endpoint.ts';
import type { ErrorEnvelope, Pagination } from '../envelope.ts';
import { errorEnvelope, pagination } from '../envelope.ts';

/** The API refused. `envelope` says why, in words for the user and with the id that the log has. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly envelope: ErrorEnvelope;
  readonly status: number;
  constructor(status: number, envelope: ErrorEnvelope) {
    super(envelope.message);
    this.status = status;
    this.envelope = envelope;
  }
}

type InputOf<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;
type DataOf<Shape extends Endpoint> = Shape extends { raw: readonly string[] }
  ? Response
  : Shape extends { data: infer Data extends z.ZodType }
    ? z.output<Data>
    : undefined;

/** What a call of the endpoint takes: only the parts that it has. */
export type CallInput<Shape extends Endpoint> = (Shape extends { params: infer Params }
  ? { params: InputOf<Params> }
  : { params?: never }) &
  (Shape extends { query: infer Query } ? { query?: InputOf<Query> } : { query?: never }) &
  (Shape extends { body: infer Body }
    ? undefined extends InputOf<Body>
      ? { body?: InputOf<Body> }
      : { body: InputOf<Body> }
    : { body?: never }) &
  (Shape extends { form: unknown } ? { form: FormData } : { form?: never }) & {
    version?: number;
    idempotencyKey?: string;
    /** The request goes on when its page is left. Browsers refuse a body over 64 KiB with it. */
    keepalive?: boolean;
  };

/** What a call gives; of a `raw` endpoint the data is the whole answer, its body still to be read. */
export interface CallResult<Shape extends Endpoint> {
  readonly data: DataOf<Shape>;
  readonly pagination: Pagination | null;
  /** The change set of a write: what Undo reverts. Null for reads. */
  readonly changeSetId: string | null;
}

/** How requests leave: `fetch` with the base address and credentials of the place it runs in. */
export interface Transport {
  readonly baseUrl: string;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Headers of every request, such as Authorization or a forwarded Cookie. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls endpoints of the contract over a transport, decoding and checking every answer. */
export class ApiClient {
  readonly #transport: Transport;
  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** @throws {ApiError} when the API refuses; TypeError when it cannot be reached. */
  async call<Shape extends Endpoint>(shape: Shape, input: CallInput<Shape>): Promise<CallResult<Shape>> {
    const response = await this.#transport.fetch(buildRequest(this.#transport, shape, input));
    const changeSetId = response.headers.get('X-Change-Set');
    if (response.status === 204) return { data: undefined as DataOf<Shape>, pagination: null, changeSetId };
    if (response.ok && shape.raw) return { data: response as DataOf<Shape>, pagination: null, changeSetId };
    const body: unknown = await response.json();
    if (!response.ok) throw new ApiError(response.status, errorEnvelope.parse(body));
    const envelope = body as { data: unknown; pagination?: unknown };
    return {
      data: shape.data?.parse(envelope.data) as DataOf<Shape>,
      pagination: envelope.pagination === undefined ? null : pagination.parse(envelope.pagination),
      changeSetId,
    };
  }
}

function buildRequest(transport: Transport, shape: Endpoint, input: LooseInput): Request {
  const path = shape.path.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(paramText(input.params?.[key])),
  );
  const url = new URL(`${transport.baseUrl}/api/v1${path}`);
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.set(key, String(value));
  }
  const headers = new Headers(transport.headers);
  if (input.version !== undefined) headers.set('If-Match', `"${input.version}"`);
  if (input.idempotencyKey !== undefined) headers.set('Idempotency-Key', input.idempotencyKey);
  if (input.form) return new Request(url, { method: shape.method.toUpperCase(), headers, body: input.form });
  if (shape.body !== undefined) headers.set('Content-Type', 'application/json');
  return new Request(url, {
    method: shape.method.toUpperCase(),
    headers,
    ...(input.keepalive === true ? { keepalive: true } : {}),
    ...(shape.body === undefined ? {} : { body: JSON.stringify(input.body ?? {}) }),
  });
}

function paramText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new TypeError('A path parameter is text or a number.');
}

interface LooseInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: object;
  readonly body?: unknown;
  readonly form?: FormData;
  readonly version?: number;
  readonly idempotencyKey?: string;
  readonly keepalive?: boolean;
}
