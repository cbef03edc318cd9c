import { randomUUID } from 'node:crypto';
import {
  type ErrorCode,
  type ErrorEnvelope,
  errorStatus,
  errorTitle,
  type FieldProblem,
} from '@fintrack/contract';
import { z } from 'zod';
import { sqlState } from '../database/index.ts';
import { AppError } from '../errors.ts';
import type { Logger } from '../logger.ts';

/** The answer to a failed request; what was not expected is logged whole and told as an id only. */
export function errorResponse(error: unknown, logger: Logger): Response {
  const refusal = asRefusal(error);
  const errorId = randomUUID();
  if (refusal.code === 'INTERNAL') logger.error({ err: error, errorId }, 'request failed');
  else logger.debug({ code: refusal.code, errorId }, 'request refused');
  const body: ErrorEnvelope = {
    success: false,
    error: errorTitle(refusal.code),
    message: refusal.message,
    code: refusal.code,
    ...(refusal.details === undefined ? {} : { details: refusal.details }),
    errorId,
  };
  return Response.json(body, {
    status: errorStatus(refusal.code),
    headers: { ...refusal.headers, 'X-Error-Id': errorId, 'Cache-Control': 'no-store' },
  });
}

/** Turns the problems of a schema into VALIDATION_FAILED with a path and a text each. */
export function validationError(error: z.ZodError, prefix: string): AppError {
  const problems: FieldProblem[] = error.issues.map((issue) => ({
    path: issue.path.map(String).join('.') || prefix,
    message: issue.message,
  }));
  const first = problems[0];
  const text = first ? `${first.path}: ${first.message}` : 'Some values are not valid.';
  return new AppError('VALIDATION_FAILED', text, { details: problems });
}

function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return validationError(error, 'body');
  return new AppError(codeOfState(sqlState(error)), textOfState(sqlState(error)));
}

// A service should refuse these before the database does; what slips through is still told as what it is.
const STATES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  '23505': ['CONFLICT', 'Something with the same name or key is there already.'],
  '23503': ['VALIDATION_FAILED', 'It refers to something that is not there.'],
  '57014': ['UNAVAILABLE', 'That took too long and was stopped. Narrow it down, or try again.'],
  '53300': ['UNAVAILABLE', 'The database has no connection free. Try again in a moment.'],
  '57P03': ['UNAVAILABLE', 'The database is starting. Try again in a moment.'],
};

function codeOfState(state: string | null): ErrorCode {
  return (state && STATES[state]?.[0]) || 'INTERNAL';
}

function textOfState(state: string | null): string {
  return (
    (state && STATES[state]?.[1]) ||
    'Something went wrong on our side. Nothing was changed. Try again, and report the error id if it stays.'
  );
}
