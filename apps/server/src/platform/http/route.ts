import type { Endpoint, Pagination } from '@fintrack/contract';
import type { z } from 'zod';
import type { ChangeSetIntent, Origin, TenantContext, TenantTransaction } from '../database/index.ts';
import type { Services } from '../services.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Part<Shape, Key extends string> = Shape extends Record<Key, infer Schema> ? Parsed<Schema> : undefined;

/** What a handler gives back; the envelope is put around `data`. */
export interface RouteResult<Data> {
  readonly data: Data;
  readonly pagination?: Pagination;
  /** The row's version: becomes the ETag. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly setCookies?: readonly string[];
  /** Instead of the endpoint's own. */
  readonly status?: 200 | 201 | 202 | 204;
}

/**
 * What a handler of a `raw` endpoint gives back: bytes, streamed, offered as a file to save. An iterable is first asked
 * for a chunk when the caller takes one, and ended when the caller goes away; when it throws, the connection breaks off,
 * so that half an answer is never taken for a whole one.
 */
export interface RawResult {
  /** null for an answer without a body: 304. */
  readonly stream: ReadableStream<Uint8Array> | AsyncIterable<string | Uint8Array> | null;
  /** With its charset: "text/csv; charset=utf-8". */
  readonly contentType: string;
  /** What the file is called when it is saved. */
  readonly fileName: string;
  /** Shown in the browser instead of saved: only for what can run nothing. It is sandboxed all the same. */
  readonly isInline?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the endpoint's own: part of the file, or what the caller has already. */
  readonly status?: 200 | 206 | 304;
}
export type ResultOf<Shape extends Endpoint> = Shape extends { raw: readonly string[] }
  ? RawResult
  : RouteResult<Part<Shape, 'data'>>;
export type AnyResult = RouteResult<unknown> | RawResult;

interface CallBase {
  readonly request: Request;
  readonly services: Services;
  readonly origin: Origin;
  /** TLS up to us, or up to a proxy that we trust. */
  readonly isSecure: boolean;
  readonly ownHosts: readonly string[];
  /** Who asks. @throws {Error} on a public endpoint. */
  readonly context: TenantContext;
  /** A read in the caller's tenant. */
  readonly read: <Result>(work: (tx: TenantTransaction) => Promise<Result>) => Promise<Result>;
  /** The version that the caller changes: If-Match, or `version` in the body. @throws {AppError} VERSION_REQUIRED */
  readonly expectedVersion: () => number;
}

/** What the place that a request came through knows of it. */
export interface RequestMeta {
  readonly origin: Origin;
  readonly isSecure: boolean;
  /** host[:port] under which the request reached us, and that of PUBLIC_URL. */
  readonly ownHosts: readonly string[];
}

/** A validated call of an endpoint. */
export interface RouteCall<Shape extends Endpoint> extends CallBase {
  readonly params: Part<Shape, 'params'>;
  readonly query: Part<Shape, 'query'>;
  readonly body: Part<Shape, 'body'>;
  /**
   * A write in the caller's tenant, in one change set, whose id the answer carries as X-Change-Set. With an
   * Idempotency-Key the same request gets the first answer again and nothing is written twice. `requestHash`
   * stands for a body that was not JSON.
   */
  readonly write: (
    intent: ChangeSetIntent,
    work: (tx: TenantTransaction) => Promise<ResultOf<Shape>>,
    requestHash?: string,
  ) => Promise<ResultOf<Shape>>;
}

/** A call whose parts are checked and whose endpoint is not known to the types. */
export interface AnyCall extends CallBase {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly write: <Result extends AnyResult>(
    intent: ChangeSetIntent,
    work: (tx: TenantTransaction) => Promise<Result>,
    requestHash?: string,
  ) => Promise<Result>;
}

/** An endpoint of the contract bound to what it does. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly handle: (call: AnyCall) => Promise<AnyResult>;
}

/** Binds an endpoint to its handler. */
export function route<const Shape extends Endpoint>(
  endpoint: Shape,
  handle: (call: RouteCall<Shape>) => Promise<ResultOf<Shape>>,
): Route {
  // The call's parts were parsed by this very endpoint's schemas.
  return { endpoint, handle: (call) => handle(call as RouteCall<Shape>) };
}
