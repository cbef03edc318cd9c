import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENDPOINTS, type Endpoint, errorEnvelope, pagination } from '@fintrack/contract';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { VERSION } from './version.ts';

const FILE = join(import.meta.dirname, '../../../../packages/contract/openapi.json');

/** The API as OpenAPI 3.1, made from the contract. */
export function describeApi(): object {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  for (const endpoint of ENDPOINTS) {
    for (const path of [endpoint.path, ...(endpoint.aliases ?? [])]) {
      app.openAPIRegistry.registerPath(createRoute(describeEndpoint(endpoint, path)));
    }
  }
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'FinTrack',
      version: VERSION,
      description:
        "Amounts are decimal text with exactly the currency's digits. /api is the same as /api/v1.",
      license: { name: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: '/api/v1' }],
  });
  return allowNull(document) as object;
}

/**
 * "This schema or null" is written by the library as the schema AND a type with null, which nothing null can be.
 * Here it becomes what is meant.
 */
function allowNull(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(allowNull);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, allowNull(value)] as const);
  const { allOf, ...rest }: Record<string, unknown> = Object.fromEntries(entries);
  if (allOf === undefined) return rest;
  const parsed = nullableReference.safeParse(allOf);
  if (!parsed.success) return { allOf, ...rest };
  const [reference, { type: _, ...described }] = parsed.data;
  return { anyOf: [reference, { type: 'null' }], ...described, ...rest };
}

const nullableReference = z.tuple([
  z.object({ $ref: z.string() }),
  z.looseObject({ type: z.array(z.string()).refine((types) => types.includes('null')) }),
]);

function describeEndpoint(endpoint: Endpoint, path: string): Parameters<typeof createRoute>[0] {
  const isAlias = path !== endpoint.path;
  return {
    method: endpoint.method,
    path,
    operationId: isAlias ? `${endpoint.id}Alias` : endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: [endpoint.description, ACCESS[endpoint.access]]
      .filter((text) => text !== undefined)
      .join('\n\n'),
    ...(endpoint.access === 'public' ? {} : { security: [{ bearer: [] }] }),
    request: describeRequest(endpoint),
    responses: {
      [endpoint.status]: describeSuccess(endpoint),
      default: { description: 'A refusal', content: { 'application/json': { schema: errorEnvelope } } },
    },
  };
}

const ACCESS: Readonly<Record<Endpoint['access'], string>> = {
  public: 'Needs no sign-in.',
  member: 'For every member of the tenant.',
  write: 'For OWNER, ADMIN and MEMBER.',
  admin: 'For OWNER and ADMIN.',
};

function describeRequest(endpoint: Endpoint): NonNullable<Parameters<typeof createRoute>[0]['request']> {
  const json = endpoint.body ? { body: { content: { 'application/json': { schema: endpoint.body } } } } : {};
  const form = endpoint.form
    ? {
        body: {
          content: {
            'multipart/form-data': {
              schema: endpoint.form.extend({ file: z.string().meta({ format: 'binary' }) }),
            },
          },
        },
      }
    : {};
  const headers = {
    ...(endpoint.method === 'post' && endpoint.access !== 'public'
      ? {
          'Idempotency-Key': z
            .string()
            .max(255)
            .optional()
            .meta({ description: 'The same request again gets the first answer.' }),
        }
      : {}),
    ...(endpoint.method === 'put' && endpoint.versioned
      ? {
          'If-Match': z.string().optional().meta({
            description: 'The ETag of the row that is changed, like "3"; or send version in the body.',
          }),
        }
      : {}),
  };
  return {
    ...(endpoint.params ? { params: endpoint.params } : {}),
    ...(endpoint.query ? { query: endpoint.query } : {}),
    ...(Object.keys(headers).length > 0 ? { headers: z.object(headers) } : {}),
    ...json,
    ...form,
  };
}

function describeSuccess(endpoint: Endpoint) {
  if (endpoint.raw) {
    const schema = z.string().meta({ format: 'binary' });
    const content = Object.fromEntries(endpoint.raw.map((type) => [type, { schema }]));
    return { description: endpoint.summary, content };
  }
  if (!endpoint.data) return { description: endpoint.summary };
  const schema = z.object({
    success: z.literal(true),
    data: endpoint.data,
    ...(endpoint.paginated ? { pagination } : {}),
  });
  return { description: endpoint.summary, content: { 'application/json': { schema } } };
}

if (import.meta.main) writeFileSync(FILE, `${JSON.stringify(describeApi(), null, 2)}\n`);
