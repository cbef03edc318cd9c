import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { color, date, id, instant, listQuery, version } from './fields.ts';

/** What a tag is called: as short as it is on a row. */
const tagName = z
  .string()
  .trim()
  .min(1, { error: 'Give it a name.' })
  .max(50, { error: 'Keep it to 50 characters.' });

export const tag = z
  .object({
    id,
    name: z.string(),
    color: z.string().nullable(),
    transactionCount: z.int(),
    lastUsedOn: date.nullable().meta({ description: 'Date of its newest row.' }),
    version: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Tag' });
export type Tag = z.infer<typeof tag>;

const tagParams = z.object({ tagId: id });

export const listTags = endpoint({
  id: 'listTags',
  method: 'get',
  path: '/tags',
  tag: 'Tags',
  summary: 'Tags by name, or the most used first',
  access: 'member',
  query: listQuery.extend({
    q: z.string().trim().max(50).optional(),
    sort: z.enum(['name', '-transactions', '-lastUsed']).default('name'),
  }),
  data: z.array(tag),
  status: 200,
  paginated: true,
});

export const createTag = endpoint({
  id: 'createTag',
  method: 'post',
  path: '/tags',
  tag: 'Tags',
  summary: 'Add a tag; one that a row uses is there by itself',
  access: 'write',
  body: z.object({ name: tagName, color: color.nullish() }),
  data: tag,
  status: 201,
  versioned: true,
});

export const getTag = endpoint({
  id: 'getTag',
  method: 'get',
  path: '/tags/{tagId}',
  tag: 'Tags',
  summary: 'One tag',
  access: 'member',
  params: tagParams,
  data: tag,
  status: 200,
  versioned: true,
});

export const updateTag = endpoint({
  id: 'updateTag',
  method: 'put',
  path: '/tags/{tagId}',
  tag: 'Tags',
  summary: 'Rename or recolour a tag; its rows follow',
  access: 'write',
  params: tagParams,
  body: z.object({ name: tagName.optional(), color: color.nullish(), version: version.optional() }),
  data: tag,
  status: 200,
  versioned: true,
});

export const deleteTag = endpoint({
  id: 'deleteTag',
  method: 'delete',
  path: '/tags/{tagId}',
  tag: 'Tags',
  summary: 'Delete a tag and take it off its rows',
  access: 'write',
  params: tagParams,
  data: z.object({ changeSetId: id, untaggedTransactions: z.int() }),
  status: 200,
});

export const mergeTags = endpoint({
  id: 'mergeTags',
  method: 'post',
  path: '/tags/merge',
  tag: 'Tags',
  summary: 'Make several tags one',
  access: 'write',
  body: z.object({ sourceIds: z.array(id).min(1).max(100), targetId: id }),
  data: z.object({ retaggedTransactions: z.int(), changeSetId: id }),
  status: 200,
});
