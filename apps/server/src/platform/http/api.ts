import { randomUUID } from 'node:crypto';
import type { Access } from '@fintrack/contract';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { TenantContext } from '../database/index.ts';
import { AppError } from '../errors.ts';
import type { Services } from '../services.ts';
import { createCall } from './call.ts';
import { errorResponse } from './envelope.ts';
import { rawResponse } from './raw-response.ts';
import type { AnyResult, RequestMeta, Route, RouteResult } from './route.ts';
import { textResponse } from './text-response.ts';

interface AuthenticatedRequest extends RequestMeta {
  readonly method: string;
  readonly headers: Headers;
}

export interface ApiOptions {
  readonly services: Services;
  readonly routes: readonly Route[];
  readonly authenticate: (request: AuthenticatedRequest) => Promise<TenantContext>;
  /** Answers that are no JSON envelope: the reference page, openapi.json. */
  readonly documents: Readonly<Record<string, () => ApiDocument>>;
}

export interface ApiDocument {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Api {
  readonly fetch: (request: Request, meta: RequestMeta) => Promise<Response>;
}

/** The whole API as one function from request to response. /api/v1 is canonical, /api the same. */
export function createApi(options: ApiOptions): Api {
  const { services } = options;
  const app = new Hono<{ Bindings: RequestMeta }>({ getPath: readPath });
  app.use(logged(services));
  if (services.env.CORS_ORIGINS.length > 0) {
    app.use(
      cors({ origin: [...services.env.CORS_ORIGINS], exposeHeaders: ['ETag', 'X-Change-Set', 'X-Error-Id'] }),
    );
  }
  for (const [path, make] of Object.entries(options.documents)) {
    app.get(path, (c) => {
      const { text, headers } = make();
      return textResponse(c.req.raw, { text, status: 200, headers: new Headers(headers) });
    });
  }
  for (const { route, path } of inMatchingOrder(options.routes)) {
    const method = route.endpoint.method;
    const handler = async (request: Request, meta: RequestMeta): Promise<Response> =>
      respond({ request, route, services }, await answer(options, route, { request, meta, path }));
    const honoPath = path.replace(/\{(\w+)\}/g, ':$1');
    app.on(method.toUpperCase(), honoPath, (c) => handler(c.req.raw, c.env));
  }
  app.onError((error) => errorResponse(error, services.logger));
  app.notFound((c) => answerMissing(services, options.routes, c.req.raw));
  return { fetch: async (request, meta) => app.fetch(request, meta) };
}

interface Arrived {
  readonly request: Request;
  readonly meta: RequestMeta;
  /** The template that matched: "/accounts/{accountId}". */
  readonly path: string;
}

async function answer(options: ApiOptions, route: Route, arrived: Arrived): Promise<AnyResult> {
  const { request, meta } = arrived;
  const context = await identify(options, arrived, route.endpoint.access);
  const call = await createCall(options.services, route.endpoint, {
    request,
    meta,
    context,
    path: arrived.path,
    url: readPath(request),
  });
  return route.handle(call);
}

async function identify(
  options: ApiOptions,
  { request, meta }: Arrived,
  access: Access,
): Promise<TenantContext | null> {
  if (access === 'public') return null;
  const context = await options.authenticate({ ...meta, method: request.method, headers: request.headers });
  return { ...context, access };
}

interface Answering {
  readonly request: Request;
  readonly route: Route;
  readonly services: Services;
}

async function respond({ request, route, services }: Answering, result: AnyResult): Promise<Response> {
  if ('stream' in result) return rawResponse(request, result, services.logger);
  return envelopeResponse(request, route, result);
}

async function envelopeResponse(
  request: Request,
  route: Route,
  result: RouteResult<unknown>,
): Promise<Response> {
  const status = result.status ?? route.endpoint.status;
  const headers = new Headers(result.headers);
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache');
  if (result.version !== undefined) headers.set('ETag', `"${result.version}"`);
  for (const cookie of result.setCookies ?? []) headers.append('Set-Cookie', cookie);
  if (status === 204) return new Response(null, { status, headers });
  headers.set('Content-Type', 'application/json');
  const text = JSON.stringify({ success: true, data: result.data, pagination: result.pagination });
  return textResponse(request, { text, status, headers });
}

/** Fixed words win over parameters: /categories/templates is no category id. */
function inMatchingOrder(routes: readonly Route[]): { route: Route; path: string }[] {
  return routes
    .flatMap((route) =>
      [route.endpoint.path, ...(route.endpoint.aliases ?? [])].map((path) => ({ route, path })),
    )
    .sort((left, right) => compareText(sortKey(left.path), sortKey(right.path)));
}

/** By code units, where the tilde comes after every letter; in a language's order it comes before them. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function sortKey(path: string): string {
  return path.replace(/\{\w+\}/g, '~');
}

function readPath(request: Request): string {
  const start = request.url.indexOf('/', request.url.indexOf('://') + 3);
  const end = request.url.indexOf('?', start);
  const path = request.url.slice(start, end === -1 ? undefined : end);
  return path.replace(/^\/api(\/v1)?(?=\/|$)/, '') || '/';
}

function answerMissing(services: Services, routes: readonly Route[], request: Request): Response {
  const path = readPath(request);
  const methods = new Set(
    routes.filter((route) => hasPath(route, path)).map(({ endpoint }) => endpoint.method.toUpperCase()),
  );
  if (methods.size === 0) {
    const missing = new AppError(
      'NOT_FOUND',
      `There is nothing at ${path}. The API is described at /api/docs.`,
    );
    return errorResponse(missing, services.logger);
  }
  const headers = { Allow: [...methods, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ') };
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
  const text = `${request.method} is not allowed here; ${[...methods].join(', ')} is.`;
  return errorResponse(new AppError('METHOD_NOT_ALLOWED', text, { headers }), services.logger);
}

function hasPath({ endpoint }: Route, path: string): boolean {
  return [endpoint.path, ...(endpoint.aliases ?? [])].some((template) => matches(template, path));
}

function matches(template: string, path: string): boolean {
  const parts = template.split('/');
  const given = path.split('/');
  return (
    parts.length === given.length &&
    parts.every((part, index) => part.startsWith('{') || part === given[index])
  );
}

/** An answer of the API is data: nothing runs in it, frames it, or guesses what it is. */
const SAFE_HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

/** One line a request: method, path, status and duration. Never a body, a query, a token or a cookie. */
function logged(services: Services) {
  return async (
    c: { req: { method: string; raw: Request; header: (name: string) => string | undefined }; res: Response },
    next: () => Promise<void>,
  ) => {
    const started = performance.now();
    const requestId = c.req.header('x-request-id')?.slice(0, 100) ?? randomUUID();
    await next();
    c.res.headers.set('X-Request-Id', requestId);
    for (const [name, value] of SAFE_HEADERS) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    services.logger.info(
      {
        method: c.req.method,
        path: readPath(c.req.raw),
        status: c.res.status,
        ms: Math.round((performance.now() - started) * 10) / 10,
        errorId: c.res.headers.get('x-error-id') ?? undefined,
        requestId,
      },
      'request',
    );
  };
}
