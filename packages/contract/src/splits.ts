import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amountInput, id, name, version } from './fields.ts';
import { transactionDetail } from './transactions.ts';

/** How many parts a split may have. */
export const MAX_SPLIT_PARTS = 100;

const splitPartInput = z.object({
  id: id.optional().meta({ description: 'A part that is there already and is to keep its identity.' }),
  amount: amountInput,
  categoryId: id.nullish(),
  payeeId: id.nullish().meta({ description: "Left out: the whole's payee." }),
  payeeName: name.nullish().meta({ description: 'Instead of payeeId: found by name, or made.' }),
  description: z
    .string()
    .trim()
    .max(2000, { error: 'Keep it to 2,000 characters.' })
    .optional()
    .meta({ description: "Left out: the whole's description." }),
  notes: z.string().max(10_000, { error: 'Keep it to 10,000 characters.' }).nullish(),
  tags: z
    .array(z.string().trim().min(1).max(50))
    .max(50)
    .optional()
    .meta({ description: "Left out: the whole's tags." }),
});
export type SplitPartInput = z.output<typeof splitPartInput>;

export const replaceSplits = endpoint({
  id: 'replaceSplits',
  method: 'put',
  path: '/transactions/{transactionId}/splits',
  tag: 'Transactions',
  summary: 'Split a transaction over categories, or change or undo its split',
  description:
    'The parts replace those that are there and add up to the amount exactly; SPLITS_UNEQUAL says by how much they miss it. An empty list makes it one row again. `amount` changes the whole together with its parts.',
  access: 'write',
  params: z.object({ transactionId: id }),
  body: z.object({
    version: version.optional(),
    amount: amountInput.optional(),
    splits: z
      .array(splitPartInput)
      .max(MAX_SPLIT_PARTS, { error: 'A transaction is split into at most 100 parts.' })
      .refine((parts) => parts.length !== 1, {
        error: 'One part is no split. Give two or more, or none to make it one row again.',
      }),
  }),
  data: transactionDetail,
  status: 200,
  versioned: true,
});
