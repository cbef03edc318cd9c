import { type Logger, pino } from 'pino';
import type { Environment } from './env.ts';

export type { Logger };

/** A log of one JSON object a line; in development of readable lines. Secrets never reach it. */
export function createLogger(env: Pick<Environment, 'LOG_LEVEL' | 'NODE_ENV'>): Logger {
  const redact = ['password', 'accessToken', 'refreshToken', '*.password', '*.accessToken', '*.refreshToken'];
  if (env.NODE_ENV !== 'development') return pino({ level: env.LOG_LEVEL, redact, base: null });
  return pino({ level: env.LOG_LEVEL, redact, base: null, transport: { target: 'pino-pretty' } });
}
