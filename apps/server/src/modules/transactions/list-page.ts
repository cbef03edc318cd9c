import type { Pagination } from '@fintrack/contract';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOffset } from '../../platform/http/index.ts';
import type { ListPage, ListPosition, ListSort } from './repo.list.ts';

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly page?: number | undefined;
  readonly sort: ListSort;
}

const DATE_KEY = z.iso.date();
const AMOUNT_KEY = z.string().regex(/^-?\d{1,19}$/);

/** The page that a query asks for. @throws {AppError} INVALID_CURSOR, PAGE_TOO_DEEP */
export function readPage({ limit, cursor, page, sort }: PageQuery): ListPage {
  const after = cursor === undefined ? undefined : readCursor(cursor, sort);
  return { sort, after, offset: pageOffset(page, limit), limit };
}

/** Where a list stands, for its answer. */
export function writePagination(
  list: {
    readonly next: ListPosition | null;
    readonly total?: number;
    readonly totalIsCapped?: boolean;
  },
  { limit, page, sort }: PageQuery,
): Pagination {
  const { next, total, totalIsCapped } = list;
  return {
    limit,
    ...(page === undefined ? {} : { page }),
    nextCursor: next && encodeCursor([sort, next.key, next.id]),
    hasMore: next !== null,
    ...(total === undefined ? {} : { total, totalIsCapped: totalIsCapped ?? false }),
  };
}

/** A cursor belongs to the order that it was made in. */
function readCursor(cursor: string, sort: ListSort): ListPosition {
  const key = sort.endsWith('amount') ? AMOUNT_KEY : DATE_KEY;
  const [, place, id] = decodeCursor(cursor, z.tuple([z.literal(sort), key, z.uuid()]));
  return { key: place, id };
}
