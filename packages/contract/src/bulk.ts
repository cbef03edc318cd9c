import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amount, id } from './fields.ts';
import { createTransaction, summariseTransactions, transaction, updateTransaction } from './transactions.ts';

/** What one bulk action may touch. */
export const BULK_LIMIT = 10_000;

const many = { error: 'One action takes up to 10,000 rows. Send them in parts.' };
const partial = z.boolean().optional().meta({
  description:
    'Does what can be done and says of the other rows why not. Without it one refused row refuses all.',
});
const dryRun = z.boolean().optional().meta({ description: 'Answers what would happen and writes nothing.' });

/** Which rows an action is about: by id (with the version that was seen, where it must not have changed) or by filter. */
const selection = {
  ids: z
    .array(z.union([id, z.object({ id, version: z.int().positive() })]))
    .min(1, { error: 'Name at least one row.' })
    .max(BULK_LIMIT, many)
    .optional(),
  filter: summariseTransactions.query
    .optional()
    .meta({ description: "Instead of ids: the list's own query parameters. {} is every row." }),
  partial,
  dryRun,
};

const editable = updateTransaction.body.shape;
const bulkChanges = z.object({
  date: editable.date,
  dateShiftDays: z
    .int()
    .min(-36_600)
    .max(36_600)
    .optional()
    .meta({ description: 'Instead of date: moves each row by so many days.' }),
  status: editable.status,
  type: editable.type,
  isRefund: editable.isRefund,
  description: editable.description,
  notes: editable.notes,
  payeeId: editable.payeeId,
  payeeName: editable.payeeName,
  categoryId: editable.categoryId,
  paymentMethod: editable.paymentMethod,
  metadata: editable.metadata.meta({
    description: 'Keys to set; one with null is taken away, the others stay.',
  }),
});
export type BulkChanges = z.output<typeof bulkChanges>;

const tagList = createTransaction.body.shape.tags.unwrap().optional();

const bulkShape = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('create'),
    rows: z.array(createTransaction.body).min(1, { error: 'Give at least one row.' }).max(BULK_LIMIT, many),
    partial,
    dryRun,
  }),
  z.object({ action: z.literal('update'), set: bulkChanges, ...selection }),
  z.object({
    action: z.literal('categorise'),
    categoryId: id.nullable().meta({ description: 'null takes the category off.' }),
    ...selection,
  }),
  z.object({
    action: z.literal('tag'),
    add: tagList,
    remove: tagList,
    set: tagList.meta({ description: 'Instead of add and remove: the only tags the rows have then.' }),
    ...selection,
  }),
  z.object({ action: z.literal('move'), accountId: id, ...selection }),
  z.object({
    action: z.literal('delete'),
    otherLeg: z
      .enum(['delete', 'keep'])
      .optional()
      .meta({ description: 'Of a transfer: deleted too (the default), or kept as a row of its own.' }),
    ...selection,
  }),
]);
export const bulkAction = bulkShape.superRefine((action, context) => {
  for (const { path, message } of problemsOf(action))
    context.addIssue({ code: 'custom', path: [path], message });
});
export type BulkAction = z.output<typeof bulkAction>;

const bulkRefusal = z.object({
  id: id.nullable(),
  index: z.int().nullable().meta({ description: 'Its place in rows or ids, from 0; null with a filter.' }),
  code: z.string(),
  message: z.string(),
});
export type BulkRefusal = z.output<typeof bulkRefusal>;

/** Why rows were refused: the first 100 of them. Also `details` of BULK_REFUSED. */
export const bulkRefusals = z
  .object({ count: z.int(), rows: z.array(bulkRefusal).meta({ description: 'The first 100.' }) })
  .meta({ id: 'BulkRefusals' });
export type BulkRefusals = z.output<typeof bulkRefusals>;

export const bulkResult = z
  .object({
    action: z.enum(['create', 'update', 'categorise', 'tag', 'move', 'delete']),
    dryRun: z.boolean(),
    changeSetId: id.nullable().meta({ description: 'What Undo reverts; null after a dry run.' }),
    selected: z.int(),
    changed: z.int().meta({ description: 'Of the selected rows.' }),
    unchanged: z.int().meta({ description: 'Selected rows that were so already.' }),
    followed: z
      .int()
      .meta({ description: 'Other rows that had to follow, such as the other legs of transfers.' }),
    refused: bulkRefusals,
    createdIds: z
      .array(id.nullable())
      .nullable()
      .meta({ description: 'Of create: in the order of rows, null for one that was refused.' }),
    preview: z
      .object({
        rows: z
          .array(z.object({ before: transaction.nullable(), after: transaction.nullable() }))
          .meta({ description: 'The first 50 that change.' }),
        sums: z
          .array(z.object({ currency: z.string(), before: amount, after: amount }))
          .meta({ description: 'Of all that change, per currency.' }),
        balances: z
          .array(
            z.object({
              accountId: id,
              name: z.string(),
              currency: z.string(),
              before: amount,
              after: amount,
            }),
          )
          .meta({ description: "Today's balances that would be others." }),
      })
      .nullable()
      .meta({ description: 'Of a dry run.' }),
  })
  .meta({ id: 'BulkResult' });
export type BulkResult = z.output<typeof bulkResult>;

export const bulkTransactions = endpoint({
  id: 'bulkTransactions',
  method: 'post',
  path: '/transactions/bulk',
  tag: 'Transactions',
  summary: 'Create, change, categorise, tag, move or delete up to 10,000 rows as one change',
  description:
    'All or nothing unless partial. Rows are named by ids or by filter. The whole action is one change set, which can be reverted as one.',
  access: 'write',
  body: bulkAction,
  data: bulkResult,
  status: 200,
});

interface Problem {
  readonly path: string;
  readonly message: string;
}

/** What does not go together in an action. */
function problemsOf(action: z.output<typeof bulkShape>): Problem[] {
  const problems: Problem[] = [];
  if (action.action !== 'create' && (action.ids === undefined) === (action.filter === undefined)) {
    problems.push({ path: 'ids', message: 'Say which rows: either ids or filter.' });
  }
  if (action.action === 'update') problems.push(...changeProblems(action.set));
  if (action.action === 'tag') problems.push(...tagProblems(action));
  return problems;
}

function changeProblems(set: BulkChanges): Problem[] {
  if (Object.values(set).every((value) => value === undefined)) {
    return [{ path: 'set', message: 'Say what to change.' }];
  }
  const isDoubled = set.date !== undefined && set.dateShiftDays !== undefined;
  return isDoubled ? [{ path: 'set', message: 'Give either date or dateShiftDays.' }] : [];
}

function tagProblems(tags: { add?: unknown; remove?: unknown; set?: unknown }): Problem[] {
  const changes = tags.add !== undefined || tags.remove !== undefined;
  return changes === (tags.set !== undefined)
    ? [{ path: 'set', message: 'Say which tags: either add and remove, or set.' }]
    : [];
}
