import { createTag, deleteTag, getTag, listTags, mergeTags, updateTag } from '@fintrack/contract';
import { z } from 'zod';
import { describeChangeSet } from '../../platform/database/index.ts';
import { decodeCursor, encodeCursor, pageOffset, type Route, route } from '../../platform/http/index.ts';
import * as service from './service.ts';

const NUMBER = z.string().regex(/^-?\d{1,10}$/);

export const routes: readonly Route[] = [
  route(listTags, ({ read, query: { limit, cursor, page, q, sort } }) => {
    const after = cursor === undefined ? undefined : readCursor(cursor, sort);
    const offset = pageOffset(page, limit);
    return read(async (tx) => {
      const { tags, next, total } = await service.listTags(tx, { q, sort, after, offset, limit });
      const pagination = {
        limit,
        ...(page === undefined ? {} : { page }),
        nextCursor: next ? encodeCursor([sort, next.sortKey, next.id]) : null,
        hasMore: next !== null,
        ...(total === undefined ? {} : { total }),
      };
      return { data: [...tags], pagination };
    });
  }),
  route(createTag, ({ write, body }) =>
    write({ summary: `Added the tag "${body.name}"` }, async (tx) => {
      const tag = await service.addTag(tx, body);
      return { data: tag, version: tag.version };
    }),
  ),
  route(getTag, ({ read, params }) =>
    read(async (tx) => {
      const tag = await service.getTag(tx, params.tagId);
      return { data: tag, version: tag.version };
    }),
  ),
  route(updateTag, ({ write, params, body: { version: _, ...changes }, expectedVersion }) => {
    const update = { id: params.tagId, version: expectedVersion(), changes };
    return write({ kind: 'bulk', summary: 'Changed a tag' }, async (tx) => {
      const tag = await service.changeTag(tx, update);
      return { data: tag, version: tag.version };
    });
  }),
  route(deleteTag, ({ write, params }) =>
    write({ kind: 'bulk', summary: 'Deleted a tag' }, async (tx) => {
      const { name, untaggedTransactions } = await service.deleteTag(tx, params.tagId);
      await describeChangeSet(tx, `Deleted the tag "${name}"`);
      return { data: { changeSetId: tx.changeSetId, untaggedTransactions } };
    }),
  ),
  route(mergeTags, ({ write, body }) =>
    write({ kind: 'bulk', summary: 'Merged tags' }, async (tx) => {
      const { retaggedTransactions, targetName } = await service.mergeTags(tx, body);
      const sources = body.sourceIds.length === 1 ? 'a tag' : `${body.sourceIds.length} tags`;
      await describeChangeSet(tx, `Merged ${sources} into "${targetName}"`);
      return { data: { changeSetId: tx.changeSetId, retaggedTransactions } };
    }),
  ),
];

/** A cursor belongs to the order that it was made in. @throws {AppError} INVALID_CURSOR */
function readCursor(cursor: string, sort: 'name' | '-transactions' | '-lastUsed') {
  const key = sort === 'name' ? z.string() : NUMBER;
  const [, sortKey, id] = decodeCursor(cursor, z.tuple([z.literal(sort), key, z.uuid()]));
  return { sortKey, id };
}
