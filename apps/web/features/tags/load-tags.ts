import { getTag, listTags, type Tag } from '@fintrack/contract';
import { serverApi } from '@/lib/api/server-api.ts';
import { findSelected } from '@/lib/find-selected.ts';
import type { NameList } from '@/lib/name-list.ts';

const PAGE = 100;

export interface LoadedTags {
  readonly tags: readonly Tag[];
  readonly total: number | undefined;
  readonly nextCursor: string | null;
  /** Those that are ticked, the most used first. */
  readonly selected: readonly Tag[];
}

/** A page of tags. */
export async function loadTags({ q, sort, cursor, selectedIds }: NameList): Promise<LoadedTags> {
  const api = await serverApi();
  const query = {
    sort,
    limit: PAGE,
    ...(q === undefined ? {} : { q }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  const [page, selected] = await Promise.all([
    api.call(listTags, { query }),
    findSelected(selectedIds.slice(0, PAGE), async (tagId) => {
      return (await api.call(getTag, { params: { tagId } })).data;
    }),
  ]);
  return {
    tags: page.data,
    total: page.pagination?.total,
    nextCursor: page.pagination?.nextCursor ?? null,
    selected,
  };
}
