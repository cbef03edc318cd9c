import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, listQuery } from './fields.ts';

export const changeSet = z
  .object({
    id,
    kind: z.enum(['request', 'import', 'bulk', 'rule', 'sync', 'assistant', 'revert', 'setup']),
    summary: z.string(),
    userId: id.nullable(),
    userName: z.string().nullable(),
    revertsId: id.nullable(),
    revertedById: id.nullable(),
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
  query: listQuery,
  data: z.array(changeSet),
  status: 200,
  paginated: true,
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

export const revertChangeSet = endpoint({
  id: 'revertChangeSet',
  method: 'post',
  path: '/change-sets/{changeSetId}/revert',
  tag: 'History',
  summary: 'Undo a change set as one',
  description:
    'Refused with the rows in the way (NOT_REVERTIBLE) when later edits touched any of them; nothing is then undone.',
  access: 'write',
  params: z.object({ changeSetId: id }),
  data: z.object({
    changeSetId: id.meta({ description: 'The change set of the undoing, which can be reverted itself.' }),
    revertedRows: z.int(),
  }),
  status: 200,
});
