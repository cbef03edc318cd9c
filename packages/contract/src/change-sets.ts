import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { date, id, instant, listQuery } from './fields.ts';
import { obstacle } from './trash.ts';

export const changeSet = z
  .object({
    id,
    kind: z.enum(['request', 'import', 'bulk', 'rule', 'sync', 'assistant', 'revert', 'setup']),
    summary: z.string(),
    currency: z
      .string()
      .nullable()
      .meta({ description: 'Of the first row that it touched: what an amount in its summary is in.' }),
    userId: id.nullable(),
    userName: z.string().nullable(),
    revertsId: id.nullable(),
    revertedById: id.nullable().meta({ description: 'What undid all of it.' }),
    undoneRows: z.int().meta({ description: 'Rows that were undone without the rest.' }),
    importId: id.nullable().meta({ description: 'The import that it booked, took back or put back.' }),
    createdAt: instant,
  })
  .meta({ id: 'ChangeSet' });
export type ChangeSet = z.infer<typeof changeSet>;

export const listChangeSets = endpoint({
  id: 'listChangeSets',
  method: 'get',
  path: '/change-sets',
  tag: 'History',
  summary: 'What happened, newest first',
  access: 'member',
  query: listQuery.extend({
    kind: changeSet.shape.kind.optional(),
    userId: id.optional(),
    from: date.optional().meta({ description: "A day of the tenant's time zone." }),
    to: date.optional(),
    resourceType: z.string().max(50).optional(),
    resourceId: id.optional(),
  }),
  data: z.array(changeSet),
  status: 200,
  paginated: true,
});

export const listChangePeople = endpoint({
  id: 'listChangePeople',
  method: 'get',
  path: '/change-sets/people',
  tag: 'History',
  summary: 'Whose changes the history can be narrowed to: the members of the tenant',
  access: 'member',
  data: z.array(z.object({ id, name: z.string() }).meta({ id: 'ChangePerson' })),
  status: 200,
});

export const getChangeSet = endpoint({
  id: 'getChangeSet',
  method: 'get',
  path: '/change-sets/{changeSetId}',
  tag: 'History',
  summary: 'One change set with its rows before and after',
  access: 'member',
  params: z.object({ changeSetId: id }),
  data: changeSet.extend({
    entries: z
      .array(
        z.object({
          action: z.string(),
          resourceType: z.string(),
          resourceId: id.nullable(),
          before: z.record(z.string(), z.unknown()).nullable(),
          after: z.record(z.string(), z.unknown()).nullable(),
        }),
      )
      .meta({ description: 'The first 500.' }),
    entryCount: z.int(),
  }),
  status: 200,
});

/** A field that an entry changed. */
export const fieldChange = z
  .object({
    field: z.string().meta({ example: 'amount' }),
    before: z.unknown(),
    after: z.unknown(),
    beforeName: z.string().nullable().meta({ description: 'Of what the value is the id of.' }),
    afterName: z.string().nullable(),
    currency: z.string().nullable().meta({ description: 'Of a field that is an amount.' }),
  })
  .meta({ id: 'FieldChange' });
export type FieldChange = z.infer<typeof fieldChange>;

export const changeSetEntry = z
  .object({
    id,
    action: z.string().meta({ description: 'create, update, delete, restore or import.' }),
    resourceType: z.string(),
    resourceId: id.nullable(),
    title: z.string().meta({ description: 'What the row is called, or what it says.' }),
    isUndone: z.boolean().meta({ description: 'This row was undone, with or without the rest.' }),
    changes: z.array(fieldChange).meta({
      description:
        'Fields with another value than before; of a row that was made or deleted, those with a value.',
    }),
  })
  .meta({ id: 'ChangeSetEntry' });
export type ChangeSetEntry = z.infer<typeof changeSetEntry>;

export const listChangeSetEntries = endpoint({
  id: 'listChangeSetEntries',
  method: 'get',
  path: '/change-sets/{changeSetId}/entries',
  tag: 'History',
  summary: 'The rows of a change set with what changed in them, names instead of ids',
  access: 'member',
  params: z.object({ changeSetId: id }),
  query: listQuery.pick({ limit: true, cursor: true }),
  data: z.array(changeSetEntry),
  status: 200,
  paginated: true,
});

export const revertChangeSet = endpoint({
  id: 'revertChangeSet',
  method: 'post',
  path: '/change-sets/{changeSetId}/revert',
  tag: 'History',
  summary: 'Undo a change set, as one or some of its rows',
  description:
    'Without a body all of it. Refused with the rows in the way (NOT_REVERTIBLE) when later edits touched any of them; nothing is then undone. ' +
    'With partial, what can be undone is, and the answer lists the rest with reasons. ' +
    'The other leg of a transfer and the parts of a split go along with the row that is named.',
  access: 'write',
  params: z.object({ changeSetId: id }),
  body: z
    .object({
      rows: z.array(id).min(1).max(10_000).optional().meta({ description: 'Only these rows of it.' }),
      entries: z
        .array(z.object({ resourceType: z.string().max(50), resourceId: id }))
        .min(1)
        .max(10_000)
        .optional()
        .meta({ description: 'The same, with their kinds.' }),
      partial: z.boolean().optional(),
    })
    .optional(),
  data: z.object({
    changeSetId: id.meta({ description: 'The change set of the undoing, which can be reverted itself.' }),
    revertedRows: z.int(),
    remaining: z.array(obstacle).meta({ description: 'With partial: the rows that stay, the first 100.' }),
  }),
  status: 200,
});
