import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { amount, date, id, instant, listQuery } from './fields.ts';
import { transactionType } from './transactions.ts';

export const trashedTransaction = z
  .object({
    id,
    accountId: id,
    accountName: z.string(),
    isAccountDeleted: z.boolean().meta({ description: 'Then the row cannot come back alone.' }),
    date,
    amount,
    currency: z.string(),
    type: transactionType,
    description: z.string(),
    payeeName: z.string().nullable(),
    categoryName: z.string().nullable(),
    transferTransactionId: id.nullable().meta({ description: 'The other leg, which comes back with it.' }),
    isSplit: z.boolean(),
    importId: id.nullable(),
    deletedAt: instant,
    deletedById: id.nullable(),
    deletedByName: z.string().nullable(),
    changeSetId: id.nullable().meta({ description: 'The change set that deleted it.' }),
  })
  .meta({ id: 'TrashedTransaction' });
export type TrashedTransaction = z.infer<typeof trashedTransaction>;

export const listTrash = endpoint({
  id: 'listTrash',
  method: 'get',
  path: '/trash',
  tag: 'Trash',
  summary: 'Transactions that a user deleted, the last one first',
  access: 'member',
  query: listQuery.pick({ limit: true, cursor: true }).extend({
    accountId: id.optional(),
    from: date.optional().meta({ description: 'Of the transaction.' }),
    to: date.optional(),
    text: z.string().trim().max(255).optional().meta({ description: 'Part of description, payee or notes.' }),
  }),
  data: z.array(trashedTransaction),
  status: 200,
  paginated: true,
});

/** Something deleted that has a name. */
export const trashedThing = z
  .object({
    resourceType: z.enum(['account', 'category', 'payee', 'tag']),
    id,
    name: z.string(),
    deletedAt: instant,
    deletedById: id.nullable(),
    deletedByName: z.string().nullable(),
    changeSetId: id.meta({
      description:
        'The change set that deleted it; reverting that brings it back, with all that went with it.',
    }),
    changeSummary: z.string(),
  })
  .meta({ id: 'TrashedThing' });
export type TrashedThing = z.infer<typeof trashedThing>;

export const listTrashedThings = endpoint({
  id: 'listTrashedThings',
  method: 'get',
  path: '/trash/things',
  tag: 'Trash',
  summary: 'Accounts, categories, payees and tags that were deleted, the last one first',
  description: 'What an undoing took away again is not in it: undoing that brings it back.',
  access: 'member',
  query: listQuery.pick({ limit: true, cursor: true }).extend({
    resourceType: trashedThing.shape.resourceType.optional(),
  }),
  data: z.array(trashedThing),
  status: 200,
  paginated: true,
});

/** A row that stays where it is, and why. */
export const obstacle = z
  .object({
    resourceType: z.string(),
    resourceId: id,
    summary: z.string(),
    changedBy: id.nullable().meta({ description: 'The change set that touched it last.' }),
    reason: z.string(),
  })
  .meta({ id: 'Obstacle' });
export type Obstacle = z.infer<typeof obstacle>;

export const restoreTrash = endpoint({
  id: 'restoreTrash',
  method: 'post',
  path: '/trash/restore',
  tag: 'Trash',
  summary: 'Bring deleted transactions back, as one change set',
  description:
    'A transfer comes back with both legs, a split with its parts. All or none (NOT_REVERTIBLE with the reasons), unless partial. ' +
    'Where a category, a payee, a purchase or the other leg is gone for good, the row comes back without it.',
  access: 'write',
  body: z.object({ ids: z.array(id).min(1).max(10_000), partial: z.boolean().optional() }),
  data: z.object({
    changeSetId: id,
    restored: z.int().meta({ description: 'With other legs, without the parts of splits.' }),
    loosened: z.int().meta({ description: 'Rows that came back without something that is gone.' }),
    remaining: z.array(obstacle),
  }),
  status: 200,
});
