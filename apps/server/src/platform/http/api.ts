import { randomUUID } from 'node:crypto';
import type { Access } from '@fintrack/contract';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Origin, TenantContext } from '../database/index.ts';
import { AppError, refuse } from '../errors.ts';
import type { Services } from '../services.ts';
import { createCall } from './call.ts';
import { compressed } from './compression.ts';
import { errorResponse } from './envelope.ts';
import type { Route, RouteResult } from './route.ts';

const MAX_JSON_BYTES = 4 * 1024 * 1024;

/** What the place that a request came through knows of it. */
export interface RequestMeta {
  readonly origin: Origin;
  readonly isSecure: boolean;
  /** host[:port] under which the request reached us, and that of PUBLIC_URL. */
  readonly ownHosts: readonly string[];
}

export interface AuthenticatedRequest extends RequestMeta {
  readonly method: string;
  readonly headers: Headers;
}

export interface ApiOptions {
  readonly services: Services;
  readonly routes: readonly Route[];
  readonly authenticate: (request: AuthenticatedRequest) => Promise<TenantContext>;
  /** Answers that are no JSON envelope: the reference page, openapi.json. */
  readonly documents: Readonly<Record<string, () => Response>>;
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
  app.use(compressed());
  app.use(etag({ weak: true }));
  const limitJson = bodyLimit({
    maxSize: MAX_JSON_BYTES,
    onError: () =>
      refuse(
        'BODY_TOO_LARGE',
        `A request may have ${MAX_JSON_BYTES / 1024 / 1024} MiB of JSON. Send it in parts.`,
      ),
  });
  for (const [path, make] of Object.entries(options.documents)) app.get(path, () => make());
  for (const { route, path } of inMatchingOrder(options.routes)) {
    const method = route.endpoint.method;
    const handler = async (request: Request, meta: RequestMeta): Promise<Response> =>
      respond(route, await answer(options, route, { request, meta, path }));
    const honoPath = path.replace(/\{(\w+)\}/g, ':$1');
    if (route.endpoint.form) app.on(method.toUpperCase(), honoPath, (c) => handler(c.req.raw, c.env));
    else app.on(method.toUpperCase(), honoPath, limitJson, (c) => handler(c.req.raw, c.env));
  }
  app.onError((error) => errorResponse(error, services.logger));
  app.notFound((c) =>
    errorResponse(missing(options.routes, c.req.method, readPath(c.req.raw)), services.logger),
  );
  return { fetch: async (request, meta) => app.fetch(request, meta) };
}

interface Arrived {
  readonly request: Request;
  readonly meta: RequestMeta;
  /** The template that matched: "/accounts/{accountId}". */
  readonly path: string;
}

async function answer(options: ApiOptions, route: Route, arrived: Arrived): Promise<RouteResult<unknown>> {
  const { request, meta } = arrived;
  const context = await identify(options, request, meta, route.endpoint.access);
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
  request: Request,
  meta: RequestMeta,
  access: Access,
): Promise<TenantContext | null> {
  if (access === 'public') return null;
  const context = await options.authenticate({ ...meta, method: request.method, headers: request.headers });
  return { ...context, access };
}

function respond(route: Route, result: RouteResult<unknown>): Response {
  const status = result.status ?? route.endpoint.status;
  const headers = new Headers(result.headers);
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache');
  if (result.version !== undefined) headers.set('ETag', `"${result.version}"`);
  for (const cookie of result.setCookies ?? []) headers.append('Set-Cookie', cookie);
  if (status === 204) return new Response(null, { status, headers });
  const body = {
    success: true,
    data: result.data,
    ...(result.pagination ? { pagination: result.pagination } : {}),
  };
  return Response.json(body, { status: status as ContentfulStatusCode, headers });
}

/** Fixed words win over parameters: /categories/templates is no category id. */
function inMatchingOrder(routes: readonly Route[]): { route: Route; path: string }[] {
  return routes
    .flatMap((route) =>
      [route.endpoint.path, ...(route.endpoint.aliases ?? [])].map((path) => ({ route, path })),
    )
    .sort((left, right) => (sortKey(left.path) < sortKey(right.path) ? -1 : 1));
}

/** By code units, where the tilde comes after every letter; in a language's order it comes before them. */
function sortKey(path: string): string {
  return path.replace(/\{\w+\}/g, '~');
}

function readPath(request: Request): string {
  const start = request.url.indexOf('/', request.url.indexOf('://') + 3);
  const end = request.url.indexOf('?', start);
  const path = request.url.slice(start, end === -1 ? undefined : end);
  return path.replace(/^\/api(\/v1)?(?=\/|$)/, '') || '/';
}

function missing(routes: readonly Route[], method: string, path: string): AppError {
  const allowed = routes
    .filter(({ endpoint }) =>
      [endpoint.path, ...(endpoint.aliases ?? [])].some((template) => matches(template, path)),
    )
    .map(({ endpoint }) => endpoint.method.toUpperCase());
  if (allowed.length === 0)
    return new AppError('NOT_FOUND', `There is nothing at ${path}. The API is described at /api/docs.`);
  return new AppError(
    'METHOD_NOT_ALLOWED',
    `${method} is not allowed here; ${[...new Set(allowed)].join(', ')} is.`,
    {
      headers: { Allow: [...new Set(allowed)].join(', ') },
    },
  );
}

function matches(template: string, path: string): boolean {
  const parts = template.split('/');
  const given = path.split('/');
  return (
    parts.length === given.length &&
    parts.every((part, index) => part.startsWith('{') || part === given[index])
  );
}

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
    c.res.headers.set('X-Content-Type-Options', 'nosniff');
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
