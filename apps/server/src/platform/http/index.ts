export { type Api, type ApiDocument, type ApiOptions, createApi, type RequestMeta } from './api.ts';
export { decodeCursor, encodeCursor, pageOffset } from './cursor.ts';
export { errorResponse } from './envelope.ts';
export { hashRequest, runOnce } from './idempotency.ts';
export { type ResultOf, type Route, type RouteCall, type RouteResult, route } from './route.ts';
