import { lookup as lookupAddress } from 'node:dns';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface FetchFileOptions {
  /** A larger file is given up as soon as it is larger. */
  readonly maxBytes: number;
  /** For the whole of it, redirects included. */
  readonly timeoutMs: number;
  readonly maxRedirects?: number;
}

/** A file could not be fetched; the text says why, without what the other side wrote. */
export class FetchFileError extends Error {
  override readonly name = 'FetchFileError';
}

/**
 * Fetches a file from an address that the operator configured. The host of that address is trusted, wherever it is: it
 * is the operator's own word. A redirect to another host is followed only to a public address, which is checked when
 * the connection is made, so that nobody can lead the server to its own network.
 * @throws {FetchFileError}
 */
export async function fetchFile(configuredUrl: string, options: FetchFileOptions): Promise<Buffer> {
  const trustedHost = new URL(configuredUrl).host;
  const signal = AbortSignal.timeout(options.timeoutMs);
  let url = new URL(configuredUrl);
  for (let redirects = options.maxRedirects ?? 3; ; redirects -= 1) {
    const response = await send(url, { isTrusted: url.host === trustedHost, signal });
    const target = response.statusCode && response.statusCode >= 300 ? response.headers.location : undefined;
    if (target === undefined) return readAll(response, options.maxBytes, signal);
    response.destroy();
    if (redirects === 0) throw new FetchFileError('It redirects too often.');
    url = redirected(target, url);
  }
}

function redirected(target: string, from: URL): URL {
  const url = URL.canParse(target, from) ? new URL(target, from) : null;
  const isHttp = url?.protocol === 'https:' || (url?.protocol === 'http:' && from.protocol === 'http:');
  if (!url || !isHttp) throw new FetchFileError('It redirects to an address that is not followed.');
  return url;
}

interface Sending {
  readonly isTrusted: boolean;
  readonly signal: AbortSignal;
}

function send(url: URL, { isTrusted, signal }: Sending): Promise<IncomingMessage> {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!isTrusted && isIP(literal) !== 0 && !isPublicAddress(literal)) return Promise.reject(privateAddress());
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    request(
      url,
      {
        signal,
        headers: { accept: '*/*', 'user-agent': 'FinTrack', 'accept-encoding': 'identity' },
        ...(isTrusted ? {} : { lookup: lookupPublic }),
      },
      resolve,
    )
      .on('error', (error) => reject(failure(error, signal)))
      .end();
  });
}

/** Resolves a name to public addresses only. */
const lookupPublic: LookupFunction = (host, options, done) => {
  lookupAddress(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
      return done(privateAddress(), []);
    }
    const [first] = addresses;
    return options.all || !first ? done(null, addresses) : done(null, first.address, first.family);
  });
};

/**
 * True for an address of the public internet. Loopback, private, link-local, carrier, documentation and multicast ranges
 * are not; nor are IPv6 ranges that carry an IPv4 address (mapped, 6to4, Teredo, NAT64), whatever address that is.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'unicast';
}

async function readAll(response: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  if (response.statusCode !== 200) {
    response.destroy();
    throw new FetchFileError(`It answered with status ${response.statusCode}.`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new FetchFileError(`The file is larger than ${maxBytes} bytes.`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw failure(error, signal);
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks);
}

function privateAddress(): FetchFileError {
  return new FetchFileError('It redirects to an address that is not public.');
}

function failure(error: unknown, signal: AbortSignal): FetchFileError {
  if (error instanceof FetchFileError) return error;
  if (signal.aborted) return new FetchFileError('It took too long to answer.');
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  return new FetchFileError(`It could not be reached${code === null ? '' : ` (${code})`}.`, { cause: error });
}
