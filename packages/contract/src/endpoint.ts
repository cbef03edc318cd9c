import type { z } from 'zod';

/** Who may call: anyone; every member of the tenant; OWNER, ADMIN, MEMBER (write); OWNER, ADMIN (admin). */
export type Access = 'public' | 'member' | 'write' | 'admin';

/** One endpoint, described once: validation, types, OpenAPI and the client come from it. */
export interface Endpoint {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api/v1, parameters in braces: "/accounts/{accountId}". */
  readonly path: string;
  /** Other paths with the same answer. */
  readonly aliases?: readonly string[];
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** A JSON body. */
  readonly body?: z.ZodType;
  /** A multipart/form-data body with one file field and these text fields. */
  readonly form?: z.ZodObject;
  /** `data` of the success envelope; leave out for 204 and for `raw`. */
  readonly data?: z.ZodType;
  /** The answer is bytes of one of these media types, streamed and without an envelope. */
  readonly raw?: readonly string[];
  readonly status: 200 | 201 | 202 | 204;
  /** The success envelope carries `pagination`. */
  readonly paginated?: boolean;
  /** The answer carries an ETag with the row's version, and a change must name it (If-Match or body.version). */
  readonly versioned?: boolean;
}

/** Keeps the literal types of an endpoint. */
export function endpoint<const Shape extends Endpoint>(shape: Shape): Shape {
  return shape;
}
