import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { Environment } from '../platform/env.ts';
import type { RequestMeta } from '../platform/http/index.ts';

/** The request that a page is being rendered for: calls of the API on its behalf come from where it came from. */
export const currentRequest = new AsyncLocalStorage<RequestMeta>();

/** Where a request came from. What a proxy says is believed only with TRUST_PROXY. */
export function readMeta(request: IncomingMessage, env: Environment): RequestMeta {
  const publicUrl = env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL);
  const host = (env.TRUST_PROXY && first(request.headers['x-forwarded-host'])) || request.headers.host;
  const protocol = env.TRUST_PROXY ? first(request.headers['x-forwarded-proto']) : undefined;
  const forwardedFor = env.TRUST_PROXY ? last(request.headers['x-forwarded-for']) : undefined;
  return {
    origin: {
      ipAddress: forwardedFor ?? request.socket.remoteAddress,
      userAgent: request.headers['user-agent']?.slice(0, 500),
    },
    isSecure: protocol === undefined ? publicUrl?.protocol === 'https:' : protocol === 'https',
    ownHosts: [host, publicUrl?.host].filter((name): name is string => name !== undefined),
  };
}

/** Each proxy adds the address that it saw: what stands before the last one is what the visitor claims. */
function last(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header.at(-1) : header;
  return text?.split(',').at(-1)?.trim() || undefined;
}

function first(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text?.split(',')[0]?.trim() || undefined;
}
