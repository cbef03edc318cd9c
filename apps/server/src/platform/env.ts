import { join, resolve } from 'node:path';
import { z } from 'zod';

const ROLES = ['api', 'web', 'sockets', 'worker'] as const;
export type ProcessRole = (typeof ROLES)[number];

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'an address like postgres://user:password@host:5432/name',
});
const offOrAddress = 'off, or an address like https://rates.example.org/daily.xml';
const offOrUrl = z.union(
  [z.literal('off'), z.url({ protocol: /^https?$/, error: offOrAddress })],
  offOrAddress,
);
const yes = z
  .enum(['true', 'false', '1', '0'], { error: 'true or false' })
  .transform((text) => text === 'true' || text === '1');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Scheme, host and port alone, as a browser sends them. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

const values = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'production, development or test' })
    .default('production'),
  PORT: z.coerce
    .number({ error: 'a port from 0 to 65535' })
    .int()
    .min(0)
    .max(65_535, { error: 'a port from 0 to 65535' })
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  FINTRACK_DATA: z
    .string()
    .min(1)
    .default('./data')
    .transform((path) => resolve(path)),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_APP_URL: postgresUrl.optional(),
  DATABASE_IDENTITY_URL: postgresUrl.optional(),
  FINTRACK_SECRET: z.string().min(32, { error: 'at least 32 characters' }).optional(),
  FINTRACK_ROLES: list
    .pipe(
      z
        .array(z.enum(ROLES, { error: `a list of ${ROLES.join(', ')}` }))
        .min(1, { error: `a list of ${ROLES.join(', ')}` }),
    )
    .default([...ROLES]),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'an address like https://money.example.org' }).optional(),
  TRUST_PROXY: yes.default(false),
  CORS_ORIGINS: list
    .pipe(z.array(z.string().refine(isOrigin, { error: 'a list of origins like https://app.example.org' })))
    .default([]),
  FINTRACK_MAX_UPLOAD_MB: z.coerce
    .number({ error: 'a number of megabytes from 1 to 2048' })
    .int()
    .min(1)
    .max(2048)
    .default(100),
  FINTRACK_MAX_ATTACHMENT_MB: z.coerce
    .number({ error: 'a number of megabytes from 1 to 1024' })
    .int()
    .min(1)
    .max(1024)
    .default(25),
  S3_BUCKET: z.string().min(1).optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'an address like https://s3.example.org' }).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_FORCE_PATH_STYLE: yes.optional(),
  FINTRACK_RATES_URL: offOrUrl.optional(),
  FINTRACK_RATES_HISTORY_URL: offOrUrl.optional(),
  FINTRACK_RATES_ARCHIVE_URL: offOrUrl.optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'trace, debug, info, warn, error or silent',
    })
    .default('info'),
});

/** What the settings of the S3 store need of each other. */
const schema = values.superRefine((env, context) => {
  const complain = (name: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  const hasKey = env.S3_ACCESS_KEY_ID !== undefined;
  const hasSecret = env.S3_SECRET_ACCESS_KEY !== undefined;
  if (hasKey && !hasSecret) complain('S3_SECRET_ACCESS_KEY', 'given together with S3_ACCESS_KEY_ID');
  if (hasSecret && !hasKey) complain('S3_ACCESS_KEY_ID', 'given together with S3_SECRET_ACCESS_KEY');
  if (env.S3_BUCKET === undefined && (hasKey || hasSecret || env.S3_ENDPOINT !== undefined)) {
    complain('S3_BUCKET', 'the bucket for files, since other S3 settings are given');
  }
});

/** The values that FinTrack is started with, checked. */
export type Environment = z.infer<typeof schema>;

/** A value of the environment is wrong; the text names it. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * Reads and checks the environment; an empty value counts as not given.
 * @throws {EnvironmentError} naming each wrong variable, what it is and what it may be.
 */
export function readEnvironment(
  source: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const shown = /URL|SECRET/.test(name) ? 'its value' : `"${given[name] ?? ''}"`;
    return `${name} is wrong: ${shown} should be ${issue.message}.`;
  });
  throw new EnvironmentError(lines.join('\n'));
}

/**
 * Threads that are started from now on keep their compiled programs in the data folder. Without that each makes
 * JavaScript of its TypeScript anew, by a WebAssembly module whose end, with the thread, has brought Node 24 down
 * (nodejs/node#64500); with it a thread starts in half the time.
 */
export function keepCompiledThreads({ FINTRACK_DATA }: Pick<Environment, 'FINTRACK_DATA'>): void {
  process.env.NODE_COMPILE_CACHE ??= join(FINTRACK_DATA, 'compiled');
}
