import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { createIdentity } from '../modules/identity/index.ts';
import { type Api, wholeBody, writeRaw, writesWholeBody } from '../platform/http/index.ts';
import type { Services } from '../platform/services.ts';
import { currentRequest, readMeta } from './request-meta.ts';

type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What a server without the role answers. */
const ABSENT: NodeHandler = async (_request, response) => {
  response
    .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
    .end('This FinTrack process does not serve this.\n');
};

/** The one port: /api goes to the API and never through the web, all else to the pages. */
export function createHttpServer(services: Services, api: Api | null, web: NodeHandler | null): Server {
  const answerApi = api ? apiHandler(services, api) : ABSENT;
  const answerPage = web ? pageHandler(services, web) : ABSENT;
  return createServer((request, response) => {
    const path = request.url ?? '/';
    const handler =
      path === '/api' || path.startsWith('/api/') || path.startsWith('/api?') ? answerApi : answerPage;
    handler(request, response).catch((error: unknown) => {
      services.logger.error({ err: error }, 'request failed outside of its handler');
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end();
    });
  });
}

function apiHandler(services: Services, api: Api): NodeHandler {
  const listener = getRequestListener(
    async (request, bindings) => {
      const { incoming, outgoing } = bindings as { incoming: IncomingMessage; outgoing: ServerResponse };
      writesWholeBody(request);
      const response = await api.fetch(request, readMeta(incoming, services.env));
      const isSent = writeWhole(outgoing, response) || (await writeRaw(outgoing, response));
      return isSent ? RESPONSE_ALREADY_SENT : response;
    },
    { overrideGlobalObjects: false },
  );
  return async (request, response) => {
    await listener(request, response);
  };
}

/** Most answers are one text: written straight to the socket, which saves a stream a request. */
function writeWhole(outgoing: ServerResponse, response: Response): boolean {
  const body = wholeBody(response);
  if (body === undefined) return false;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('Set-Cookie', cookies);
  outgoing.writeHead(response.status).end(body);
  return true;
}

function pageHandler(services: Services, web: NodeHandler): NodeHandler {
  const { refreshSessionCookies } = createIdentity(services);
  const policy = pagePolicy(services.env.NODE_ENV === 'development');
  return async (request, response) => {
    const meta = readMeta(request, services.env);
    for (const [name, value] of policy) response.setHeader(name, value);
    if (isPage(request)) {
      const { origin, isSecure } = meta;
      const renewed = await refreshSessionCookies({ cookieHeader: request.headers.cookie, isSecure, origin });
      if (renewed) {
        request.headers.cookie = renewed.cookieHeader;
        response.setHeader('Set-Cookie', renewed.setCookies);
      }
      // Components cannot see the address: the way back from the sign-in page.
      request.headers['x-fintrack-path'] = request.url ?? '/';
    }
    await currentRequest.run(meta, () => web(request, response));
  };
}

/** Files of the build carry no session. */
function isPage(request: IncomingMessage): boolean {
  return !(request.url ?? '').startsWith('/_next/');
}

/**
 * Next writes its start-up data into inline scripts, and React sets inline styles, so these two stay allowed; a nonce
 * would make every page uncacheable and slower for what same-origin scripts already give.
 */
function pagePolicy(isDevelopment: boolean): [string, string][] {
  const script = isDevelopment ? "'self' 'unsafe-inline' 'unsafe-eval'" : "'self' 'unsafe-inline'";
  const content = [
    "default-src 'self'",
    `script-src ${script}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return [
    ['Content-Security-Policy', content.join('; ')],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=()'],
  ];
}
