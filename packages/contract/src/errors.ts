/**
 * Every refusal that the API can give, with its HTTP status and its short title.
 * The list is closed: a test walks it and fails for a code that nothing produces.
 */
export const ERRORS = {
  VALIDATION_FAILED: { status: 422, title: 'Some values are not valid' },
  MALFORMED_REQUEST: { status: 400, title: 'The request could not be read' },
  INVALID_CURSOR: { status: 400, title: 'The page cursor is not valid' },
  PAGE_TOO_DEEP: { status: 400, title: 'The page is too deep' },
  AMOUNT_INVALID: { status: 422, title: 'The amount is not valid' },
  UNAUTHENTICATED: { status: 401, title: 'Sign in first' },
  TOKEN_EXPIRED: { status: 401, title: 'The access token has expired' },
  SESSION_ENDED: { status: 401, title: 'The session has ended' },
  INVALID_CREDENTIALS: { status: 401, title: 'E-mail or password is wrong' },
  REFRESH_TOKEN_INVALID: { status: 401, title: 'The refresh token is not valid' },
  REFRESH_TOKEN_REUSED: { status: 401, title: 'The refresh token was used before' },
  CSRF_REJECTED: { status: 403, title: 'The request came from another site' },
  FORBIDDEN: { status: 403, title: 'Your role does not allow this' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The method is not allowed here' },
  CONFLICT: { status: 409, title: 'It conflicts with what is there' },
  EMAIL_TAKEN: { status: 409, title: 'The e-mail address is in use' },
  NAME_TAKEN: { status: 409, title: 'The name is in use' },
  STALE_VERSION: { status: 409, title: 'Somebody changed it meanwhile' },
  IDEMPOTENCY_KEY_REUSED: { status: 409, title: 'The Idempotency-Key was used for another request' },
  WRONG_STATE: { status: 409, title: 'It is not in a state that allows this' },
  RECONCILIATION_OFF: { status: 409, title: 'The statement does not add up yet' },
  NOT_REVERTIBLE: { status: 409, title: 'Later changes stand in the way' },
  CATEGORY_CYCLE: { status: 422, title: 'A category cannot stand below itself' },
  CATEGORY_TOO_DEEP: { status: 422, title: 'Categories nest five levels at most' },
  REASSIGNMENT_NEEDED: { status: 409, title: 'Say what takes its place' },
  SPLITS_UNEQUAL: { status: 422, title: 'The parts do not add up to the whole' },
  SEARCH_UNREADABLE: { status: 422, title: 'The search cannot be read' },
  EXPENSE_SIGN: { status: 422, title: 'An expense takes money away' },
  INCOME_SIGN: { status: 422, title: 'An income brings money in' },
  BULK_REFUSED: { status: 422, title: 'Some of the rows cannot be changed so' },
  TOO_MANY_ROWS: { status: 422, title: 'That is too many rows at once' },
  CURRENCY_FIXED: { status: 409, title: 'The currency cannot change any more' },
  WEAK_PASSWORD: { status: 422, title: 'The password is too weak' },
  VERSION_REQUIRED: { status: 428, title: 'Say which version you change' },
  FILE_TOO_LARGE: { status: 413, title: 'The file is too large' },
  BODY_TOO_LARGE: { status: 413, title: 'The request is too large' },
  FILE_UNREADABLE: { status: 422, title: 'The file could not be read' },
  FILE_UNSUPPORTED: { status: 415, title: 'FinTrack does not read this kind of file' },
  RANGE_NOT_SATISFIABLE: { status: 416, title: 'The file ends before that' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: 'Send JSON' },
  MAPPING_INCOMPLETE: { status: 409, title: 'The file needs an answer first' },
  ROWS_UNDECIDED: { status: 409, title: 'Some rows need your word first' },
  RATE_LIMITED: { status: 429, title: 'Too many attempts' },
  UNAVAILABLE: { status: 503, title: 'Not ready' },
  INTERNAL: { status: 500, title: 'Something went wrong on our side' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** HTTP status of a code. */
export function errorStatus(code: ErrorCode): number {
  return ERRORS[code].status;
}

/** Short title of a code: the envelope's `error`. */
export function errorTitle(code: ErrorCode): string {
  return ERRORS[code].title;
}
