import { placeCategories } from '@fintrack/core/categories';
import {
  type CategoriserModel,
  type ModelCategory,
  parseModel,
  trainModel,
} from '@fintrack/core/categorising';
import type { TenantTransaction } from '../../platform/database/index.ts';
import type { CategoriserData, NamedCategory } from './prepare-categoriser.ts';
import { findCorrections } from './repo.labels.ts';
import * as repo from './repo.ts';

/** More than this is not looked at between two trainings, which come after twenty. */
const MOST_CORRECTIONS = 1000;

/** Reads what rows of the tenant are categorised with. */
export async function loadCategoriser(tx: TenantTransaction): Promise<CategoriserData> {
  // One after the other: a connection that copies takes one statement at a time.
  const newest = await repo.findNewestModel(tx);
  const records = await repo.findCategories(tx);
  const setting = await repo.findSetting(tx);
  const corrections = await findCorrections(tx, {
    since: newest?.trainedUntil ?? null,
    limit: MOST_CORRECTIONS,
  });
  const categories = nameCategories(records);
  const kept = newest === undefined ? null : await readModel(tx, newest.version);
  return {
    model: kept ?? trainModel([], modelCategories(categories)),
    version: kept === null ? 0 : (newest?.version ?? 0),
    boldness: setting?.boldness ?? 'usual',
    categories,
    corrections,
  };
}

/** Active categories as the model learns them. */
export function modelCategories(categories: readonly NamedCategory[]): ModelCategory[] {
  return categories.flatMap(({ id, kind, path, isActive }) => (isActive ? [{ id, kind, path }] : []));
}

/** Categories with their paths, in the order of the tree. */
export function nameCategories(records: readonly repo.CategoryRecord[]): NamedCategory[] {
  const nodes = records.map((record) => ({ ...record, displayOrder: 0 }));
  return placeCategories(nodes).map(({ node: { id, kind, name, color, isActive }, path }) => {
    return { id, kind, name, color, path, isActive };
  });
}

/** Models that were read lately, by tenant and version: one never changes once it is written. */
const lately = new Map<string, CategoriserModel>();
const MOST_KEPT = 20;

async function readModel(tx: TenantTransaction, version: number): Promise<CategoriserModel | null> {
  const key = `${tx.tenantId} ${version}`;
  const known = lately.get(key);
  if (known) return known;
  const text = await repo.findModelText(tx, version);
  const model = text === null ? null : parseModel(text);
  if (model === null) return null;
  lately.set(key, model);
  const [oldest] = lately.keys();
  if (lately.size > MOST_KEPT && oldest !== undefined) lately.delete(oldest);
  return model;
}
