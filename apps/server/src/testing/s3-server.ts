import { createHash, createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A store that speaks S3 over HTTP, as much of it as files need. It believes only requests that are signed rightly. */
export interface S3Server {
  readonly url: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What it holds, by key. */
  readonly objects: ReadonlyMap<string, Buffer>;
  /** Uploads in parts that were begun and neither completed nor taken back. */
  readonly openUploads: () => number;
  /** What was asked, like "GET", "PUT part", in order. */
  readonly asked: string[];
  /** Answers the next requests of this kind with 503 Slow Down. */
  refuseNext(kind: string, times: number): void;
  close(): Promise<void>;
}

const CREDENTIALS = {
  bucket: 'fintrack-files',
  region: 'eu-test-1',
  accessKeyId: 'TESTKEY',
  secretAccessKey: 'a secret that signs',
};

export async function startS3Server(): Promise<S3Server> {
  const store = new Store();
  const server = createServer((request, response) => {
    answer(store, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    ...CREDENTIALS,
    url: `http://127.0.0.1:${port}`,
    objects: store.objects,
    openUploads: () => store.uploads.size,
    asked: store.asked,
    refuseNext: (kind, times) => store.refusals.set(kind, times),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

class Store {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Map<number, Buffer>>();
  readonly asked: string[] = [];
  readonly refusals = new Map<string, number>();
}

interface Asked {
  readonly kind: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly range: string | undefined;
}

async function answer(store: Store, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://store');
  const body = await buffer(request);
  if (!isSigned(request, url, body)) return fail(response, 403, 'SignatureDoesNotMatch');
  const [, bucket, ...parts] = url.pathname.split('/').map(decodeURIComponent);
  if (bucket !== CREDENTIALS.bucket) return fail(response, 404, 'NoSuchBucket');
  const query = url.searchParams;
  const kind = kindOf(request.method ?? '', query);
  store.asked.push(kind);
  const refusals = store.refusals.get(kind) ?? 0;
  if (refusals > 0) {
    store.refusals.set(kind, refusals - 1);
    return fail(response, 503, 'SlowDown');
  }
  const asked: Asked = { kind, key: parts.join('/'), query, body, range: request.headers.range };
  return isUploadStep(kind) ? answerUpload(store, asked, response) : answerObject(store, asked, response);
}

function kindOf(method: string, query: URLSearchParams): string {
  if (method === 'POST') return query.has('uploads') ? 'begin' : 'complete';
  if (query.has('uploadId')) return method === 'DELETE' ? 'abort' : 'PUT part';
  return method;
}

function isUploadStep(kind: string): boolean {
  return ['begin', 'complete', 'abort', 'PUT part'].includes(kind);
}

function answerObject(store: Store, { kind, key, body, range }: Asked, response: ServerResponse): void {
  const object = store.objects.get(key);
  if (kind === 'PUT') {
    store.objects.set(key, body);
    response.writeHead(200, { ETag: etag(body) }).end();
  } else if (kind === 'DELETE') {
    store.objects.delete(key);
    response.writeHead(204).end();
  } else if (object === undefined) {
    fail(response, 404, 'NoSuchKey');
  } else {
    const [, start = '0', end = ''] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const part = object.subarray(Number(start), end === '' ? undefined : Number(end) + 1);
    response.writeHead(range === undefined ? 200 : 206, { 'Content-Length': part.length }).end(part);
  }
}

function answerUpload(store: Store, { kind, key, query, body }: Asked, response: ServerResponse): void {
  if (kind === 'begin') {
    const id = randomUUID();
    store.uploads.set(id, new Map());
    xml(
      response,
      `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
    return;
  }
  const id = query.get('uploadId') ?? '';
  const parts = store.uploads.get(id);
  if (parts === undefined) return fail(response, 404, 'NoSuchUpload');
  if (kind === 'PUT part') {
    parts.set(Number(query.get('partNumber')), body);
    response.writeHead(200, { ETag: etag(body) }).end();
    return;
  }
  store.uploads.delete(id);
  if (kind === 'abort') {
    response.writeHead(204).end();
    return;
  }
  const inOrder = [...parts].sort(([left], [right]) => left - right).map(([, part]) => part);
  store.objects.set(key, Buffer.concat(inOrder));
  xml(response, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>');
}

function xml(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'Content-Type': 'application/xml' }).end(`<?xml version="1.0"?>${text}`);
}

function fail(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function etag(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** AWS Signature Version 4, from its description: the request as text, hashed, signed with a key of the day. */
function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const given =
    /^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)\/(?<scope>[^,]+), SignedHeaders=(?<names>[^,]+), Signature=(?<sign>[0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )?.groups;
  const payload = String(request.headers['x-amz-content-sha256']);
  if (given === undefined || given['key'] !== CREDENTIALS.accessKeyId || payload !== sha256(body))
    return false;
  const scope = given['scope'] ?? '';
  const names = given['names'] ?? '';
  if (scope.split('/').slice(1).join('/') !== `${CREDENTIALS.region}/s3/aws4_request`) return false;
  const canonical = [
    request.method,
    url.pathname,
    [...url.searchParams]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .sort()
      .join('&'),
    ...names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    names,
    payload,
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${CREDENTIALS.secretAccessKey}`);
  return hmac(key, text).toString('hex') === given['sign'];
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
