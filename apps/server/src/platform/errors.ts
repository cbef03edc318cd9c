import type { ErrorCode } from '@fintrack/contract';

/** An expected refusal: a code of the closed list, and a text that says what is wrong and what to do. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    message: string,
    extra: { details?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.code = code;
    this.details = extra.details;
    this.headers = extra.headers ?? {};
  }
}

/** Throws {@link AppError}. */
export function refuse(code: ErrorCode, message: string, details?: unknown): never {
  throw new AppError(code, message, { details });
}
