export { type Api, type ApiDocument, createApi } from './api.ts';
export { decodeCursor, encodeCursor, pageOffset } from './cursor.ts';

export { hashRequest, runOnce } from './idempotency.ts';
export { writeRaw } from './raw-response.ts';
export { cleanFileName, receiveFile } from './receive-file.ts';
export {
  type RawResult,
  type RequestMeta,
  type ResultOf,
  type Route,
  type RouteCall,
  type RouteResult,
  route,
} from './route.ts';
export { serveFile } from './serve-file.ts';
export { wholeBody, writesWholeBody } from './text-response.ts';
