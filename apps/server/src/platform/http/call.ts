import type { Endpoint } from '@fintrack/contract';
import type { z } from 'zod';
import type { ChangeSetIntent, TenantContext, TenantTransaction } from '../database/index.ts';
import { AppError, refuse } from '../errors.ts';
import type { Services } from '../services.ts';
import { validationError } from './envelope.ts';
import { hashRequest, REPLAYED, runOnce } from './idempotency.ts';
import type { AnyCall, AnyResult, RequestMeta } from './route.ts';

const MAX_JSON_BYTES = 4 * 1024 * 1024;

interface Received {
  readonly request: Request;
  readonly meta: RequestMeta;
  readonly context: TenantContext | null;
  /** The endpoint's template that matched. */
  readonly path: string;
  /** The path as it was called, below /api/v1. */
  readonly url: string;
}

/** Reads and checks the parts of a request. @throws {AppError} VALIDATION_FAILED, MALFORMED_REQUEST, MEDIA_TYPE_UNSUPPORTED */
export async function createCall(
  services: Services,
  endpoint: Endpoint,
  received: Received,
): Promise<AnyCall> {
  const { request, meta, context } = received;
  const text = endpoint.body ? await readText(request) : '';
  const body = endpoint.body ? parse(endpoint.body, readJson(request, text), 'body') : undefined;
  const caller = (): TenantContext => {
    if (context === null) throw new Error(`${endpoint.id} is public: it has no caller.`);
    return context;
  };
  return {
    params: endpoint.params ? parse(endpoint.params, readParams(received), 'path') : undefined,
    query: endpoint.query ? parse(endpoint.query, readQuery(request), 'query') : undefined,
    body,
    request,
    services,
    origin: meta.origin,
    isSecure: meta.isSecure,
    ownHosts: meta.ownHosts,
    get context() {
      return caller();
    },
    read: (work) => services.database.readTenant(caller(), work),
    write: (intent, work, requestHash) =>
      write(
        {
          services,
          context: caller(),
          intent,
          // A stream cannot be kept for the same request again.
          key: endpoint.raw ? null : readKey(request, [received.url, requestHash ?? text]),
        },
        work,
      ),
    expectedVersion: () => readVersion(request, body),
  };
}

interface WritePlan {
  readonly services: Services;
  readonly context: TenantContext;
  readonly intent: ChangeSetIntent;
  readonly key: { readonly text: string; readonly requestHash: Buffer } | null;
}

async function write<Result extends AnyResult>(
  { services, context, intent, key }: WritePlan,
  work: (tx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  let answeredBefore: Result | undefined;
  try {
    // The answer is kept with its key after the work.
    const kept = key === null ? intent : { ...intent, endsEarly: false };
    return await services.database.writeTenant(context, kept, async (tx) => {
      const marked = async (): Promise<Result> => {
        const result = await work(tx);
        return { ...result, headers: { 'X-Change-Set': tx.changeSetId, ...result.headers } };
      };
      if (key === null) return marked();
      const result = await runOnce(tx, key, marked);
      if (!result.headers?.[REPLAYED]) return result;
      answeredBefore = result;
      throw new Replayed();
    });
  } catch (error) {
    if (error instanceof Replayed && answeredBefore !== undefined) return answeredBefore;
    throw error;
  }
}

/** The request was answered before: this transaction rolls back, so that it leaves no empty change set. */
class Replayed extends Error {}

function readKey(request: Request, parts: readonly string[]): WritePlan['key'] {
  const text = request.headers.get('idempotency-key');
  if (text === null || request.method !== 'POST') return null;
  if (text.length === 0 || text.length > 255) {
    refuse('MALFORMED_REQUEST', 'An Idempotency-Key has 1 to 255 characters.');
  }
  return { text, requestHash: hashRequest([request.method, ...parts]) };
}

function readVersion(request: Request, body: unknown): number {
  const header = request.headers.get('if-match');
  const match = header === null ? null : /^(?:W\/)?"(\d+)"$/.exec(header.trim());
  if (match) return Number(match[1]);
  if (header !== null) refuse('MALFORMED_REQUEST', 'If-Match names a version like "3", in quotes.');
  if (typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'number')
    return body.version;
  return refuse(
    'VERSION_REQUIRED',
    'Say which version you change, so that nobody\'s edit is lost: send If-Match with the ETag of the last answer, or "version" in the body.',
  );
}

/** The body as text, given up as soon as it is larger than a JSON body may be. */
async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_JSON_BYTES) refuseLarge();
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> = request.body;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_JSON_BYTES) refuseLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refuseLarge(): never {
  refuse(
    'BODY_TOO_LARGE',
    `A request may have ${MAX_JSON_BYTES / 1024 / 1024} MiB of JSON. Send it in parts.`,
  );
}

function readJson(request: Request, text: string): unknown {
  if (text.trim() === '') return undefined;
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    throw new AppError(
      'MEDIA_TYPE_UNSUPPORTED',
      'Send the body as JSON, with Content-Type: application/json.',
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(
      'MALFORMED_REQUEST',
      `The body is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    );
  }
}

function readParams({ path, url }: Received): Record<string, string> {
  const given = url.split('/');
  const pairs = path.split('/').flatMap((part, index): [string, string][] => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined ? [] : [[name, decode(given[index] ?? '')]];
  });
  return Object.fromEntries(pairs);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse('MALFORMED_REQUEST', 'The address has a broken %-escape.');
  }
}

function readQuery(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

function parse(schema: z.ZodType, value: unknown, prefix: string): unknown {
  const result = schema.safeParse(value);
  if (!result.success) throw validationError(result.error, prefix);
  return result.data;
}
