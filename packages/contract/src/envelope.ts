import { z } from 'zod';
import { ERRORS, type ErrorCode } from './errors.ts';

/** Where a list stands: `nextCursor` is null on the last page; `total` is exact unless `totalIsCapped`. */
export const pagination = z
  .object({
    limit: z.int(),
    page: z.int().optional(),
    nextCursor: z.string().nullable(),
    hasMore: z.boolean(),
    total: z.int().optional(),
    totalIsCapped: z.boolean().optional(),
  })
  .meta({ id: 'Pagination' });
export type Pagination = z.infer<typeof pagination>;

const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** What every refusal looks like. `message` says what is wrong and what to do; `errorId` is in the server's log. */
export const errorEnvelope = z
  .object({
    success: z.literal(false),
    error: z.string().meta({ description: 'Short title of the code.' }),
    message: z.string().meta({ description: 'What is wrong and what to do, for a person.' }),
    code: z.enum(codes),
    details: z.unknown().optional(),
    errorId: z.string(),
  })
  .meta({ id: 'Error' });
export type ErrorEnvelope = z.infer<typeof errorEnvelope>;

/** `details` of VALIDATION_FAILED. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** What every success looks like. */
export interface SuccessEnvelope<Data> {
  readonly success: true;
  readonly data: Data;
  readonly pagination?: Pagination;
}
