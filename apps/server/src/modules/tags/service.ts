import type { createTag, Tag, updateTag } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { rewriteTags } from '../transactions/index.ts';
import * as repo from './repo.ts';

export interface TagList {
  readonly tags: readonly Tag[];
  /** Where the next page begins; null on the last one. */
  readonly next: repo.TagPage['after'] | null;
  /** On the first page only. */
  readonly total: number | undefined;
}

export async function listTags(tx: TenantTransaction, page: repo.TagPage): Promise<TagList> {
  const rows = await repo.listTags(tx, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    tags: shown.map(toTag),
    next: last ? { sortKey: last.sortKey, id: last.id } : null,
    total: page.after ? undefined : await repo.countTags(tx, page.q),
  };
}

export async function getTag(tx: TenantTransaction, id: string): Promise<Tag> {
  const row = await repo.findTag(tx, id);
  return row ? toTag(row) : refuseMissing();
}

export async function addTag(tx: TenantTransaction, input: z.output<typeof createTag.body>): Promise<Tag> {
  const tag = { id: newId(), tenantId: tx.tenantId, name: input.name, color: input.color ?? null };
  const row = await repo.insertTag(tx, tag);
  return row ? getTag(tx, row.id) : refuseTaken(input.name);
}

export interface TagUpdate {
  readonly id: string;
  readonly version: number;
  readonly changes: Omit<z.output<typeof updateTag.body>, 'version'>;
}

/** Renames or recolours a tag. The name on its rows follows, in one statement. */
export async function changeTag(tx: TenantTransaction, { id, version, changes }: TagUpdate): Promise<Tag> {
  const [current] = await repo.lockTags(tx, [id]);
  if (!current) return refuseMissing();
  if (current.version !== version) return refuseStale(await getTag(tx, id));
  const { name, color } = changes;
  if (name !== undefined) {
    const namesake = await repo.findTagByName(tx, name);
    if (namesake && namesake.id !== id) return refuseTaken(name);
  }
  // First the tag itself: the rows' new name is to lead to it, and not to a new tag.
  await repo.updateTag(tx, id, {
    ...(name === undefined ? {} : { name }),
    ...(color === undefined ? {} : { color }),
  });
  if (name !== undefined && name !== current.name) {
    await rewriteTags(tx, { tagIds: [id], from: [current.name], to: name });
  }
  return getTag(tx, id);
}

export interface RemovedTag {
  readonly name: string;
  readonly untaggedTransactions: number;
}

/** Deletes a tag and takes it off its rows. */
export async function deleteTag(tx: TenantTransaction, id: string): Promise<RemovedTag> {
  const [tag] = await repo.lockTags(tx, [id]);
  if (!tag) return refuseMissing();
  const untaggedTransactions = await rewriteTags(tx, { tagIds: [id], from: [tag.name], to: null });
  await repo.softDeleteTags(tx, [id]);
  return { name: tag.name, untaggedTransactions };
}

export interface TagMerge {
  readonly sourceIds: readonly string[];
  readonly targetId: string;
}

export interface MergedTags {
  readonly retaggedTransactions: number;
  readonly targetName: string;
}

/** Makes several tags one: their rows have the target instead, each once. */
export async function mergeTags(tx: TenantTransaction, merge: TagMerge): Promise<MergedTags> {
  const sourceIds = [...new Set(merge.sourceIds)];
  const found = await repo.lockTags(tx, [...sourceIds, merge.targetId]);
  const target = found.find(({ id }) => id === merge.targetId);
  if (!target) {
    return refuse('VALIDATION_FAILED', 'The tag to merge into is not there.', [
      { path: 'targetId', message: 'There is no such tag.' },
    ]);
  }
  refuseUnknown(merge, found);
  const retaggedTransactions = await rewriteTags(tx, {
    tagIds: sourceIds,
    from: found.map(({ name }) => name),
    to: target.name,
  });
  await repo.softDeleteTags(tx, sourceIds);
  return { retaggedTransactions, targetName: target.name };
}

function refuseUnknown(merge: TagMerge, found: readonly repo.TagRow[]): void {
  const known = new Set(found.map(({ id }) => id));
  const problems = merge.sourceIds.flatMap((id, index) => {
    const path = `sourceIds.${index}`;
    if (id === merge.targetId) return [{ path, message: 'A tag cannot be merged into itself.' }];
    return known.has(id) ? [] : [{ path, message: 'There is no such tag.' }];
  });
  if (problems.length > 0) {
    refuse('VALIDATION_FAILED', 'These tags cannot be merged. Check the marked ones.', problems);
  }
}

function refuseMissing(): never {
  return refuse('NOT_FOUND', 'There is no such tag.');
}

function refuseTaken(name: string): never {
  return refuse('NAME_TAKEN', `There is a tag "${name}" already. Choose another name, or merge the two.`);
}

function refuseStale(current: Tag): never {
  return refuse('STALE_VERSION', 'Somebody changed this tag meanwhile. Look at it again, then save.', {
    current,
  });
}

function toTag({ sortKey: _, ...tag }: repo.ListedTag): Tag {
  return tag;
}
