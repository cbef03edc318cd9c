import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant } from './fields.ts';

/** What filled a field of a row that nobody typed. */
export const fieldSetter = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('rule'), ruleId: id, name: z.string(), version: z.int() }),
    z.object({
      by: z.literal('model'),
      version: z.int(),
      confidence: z.number().min(0).max(1),
      reason: z.string(),
    }),
    z.object({
      by: z.literal('payee'),
      name: z.string().meta({ description: 'Whose usual category it is.' }),
    }),
    z.object({ by: z.literal('file') }),
  ])
  .meta({ id: 'FieldSetter' });
export type FieldSetter = z.infer<typeof fieldSetter>;

export const fieldOrigin = z
  .object({
    field: z.string().meta({ description: 'As in Transaction.', example: 'categoryId' }),
    value: z.unknown(),
    name: z.string().nullable().meta({ description: 'Of what the value is the id of.' }),
    currency: z.string().nullable().meta({ description: 'Of a value that is an amount.' }),
    setBy: z.enum(['user', 'bulk', 'import', 'sync', 'rule', 'assistant', 'revert', 'setup']),
    userId: id.nullable(),
    userName: z.string().nullable(),
    setter: fieldSetter.nullable().meta({
      description: 'Within the change: the rule, model or payee that filled the field; null: nobody else.',
    }),
    summary: z
      .string()
      .nullable()
      .meta({ description: "The change set's, in words: which rule, which undoing." }),
    at: instant,
    changeSetId: id.nullable(),
  })
  .meta({ id: 'FieldOrigin' });
export type FieldOrigin = z.infer<typeof fieldOrigin>;

export const getProvenance = endpoint({
  id: 'getProvenance',
  method: 'get',
  path: '/transactions/{transactionId}/provenance',
  tag: 'Transactions',
  summary: 'Who set each field of a transaction, when and by what',
  access: 'member',
  params: z.object({ transactionId: id }),
  data: z.object({
    fields: z.array(fieldOrigin),
    importRow: z
      .object({
        importId: id,
        fileName: z.string(),
        line: z.int(),
        raw: z.string().meta({ description: 'The line as it stood in the file.' }),
        isCorrected: z.boolean().meta({ description: 'Somebody corrected it before it was booked.' }),
      })
      .nullable(),
    isTruncated: z.boolean().meta({
      description: 'The row was changed so often that the oldest changes were not looked at.',
    }),
  }),
  status: 200,
});
