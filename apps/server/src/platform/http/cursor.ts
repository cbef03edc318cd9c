import type { z } from 'zod';
import { refuse } from '../errors.ts';

const MAX_PAGED_ROWS = 10_000;

/** Makes the opaque text of a place in a list. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a place back. @throws {AppError} INVALID_CURSOR */
export function decodeCursor<Place>(text: string, schema: z.ZodType<Place>): Place {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return refuse('INVALID_CURSOR', 'This page cursor is not one of this list. Start again without it.');
  }
}

/** Rows to pass over for a page number, bounded. @throws {AppError} PAGE_TOO_DEEP */
export function pageOffset(page: number | undefined, limit: number): number {
  const offset = ((page ?? 1) - 1) * limit;
  if (offset + limit > MAX_PAGED_ROWS) {
    refuse(
      'PAGE_TOO_DEEP',
      `Pages reach ${MAX_PAGED_ROWS} rows deep. Go on with the cursor of the last answer.`,
    );
  }
  return offset;
}
