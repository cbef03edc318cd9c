import { and, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { categories } from '../categories/tables.ts';
import { categoriserSettings, categoryModels } from './tables.ts';

export type ModelRecord = Omit<typeof categoryModels.$inferSelect, 'tenantId' | 'model'>;

const FIGURES = {
  version: categoryModels.version,
  trainedRows: categoryModels.trainedRows,
  merchants: categoryModels.merchants,
  categories: categoryModels.categories,
  trial: categoryModels.trial,
  trainedUntil: categoryModels.trainedUntil,
  trainedAt: categoryModels.trainedAt,
};

/** The figures of the newest model. */
export async function findNewestModel(tx: TenantTransaction): Promise<ModelRecord | undefined> {
  const [row] = await tx.sql
    .select(FIGURES)
    .from(categoryModels)
    .where(isNotNull(categoryModels.model))
    .orderBy(desc(categoryModels.version))
    .limit(1);
  return row;
}

/** A model as it is stored; null where it is not kept any more. */
export async function findModelText(tx: TenantTransaction, version: number): Promise<string | null> {
  const [row] = await tx.sql
    .select({ model: categoryModels.model })
    .from(categoryModels)
    .where(eq(categoryModels.version, version));
  return row?.model ?? null;
}

/** One training of a tenant at a time; the next version is then sure. Answers the newest version so far. */
export async function lockVersions(tx: TenantTransaction): Promise<number> {
  await tx.sql.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended('categoriser ' || current_tenant_id(), 0))`,
  );
  const [row] = await tx.sql
    .select({ version: sql<number | null>`max(${categoryModels.version})` })
    .from(categoryModels);
  return row?.version ?? 0;
}

/** Keeps a model, and no more of the models before the last few. */
export async function insertModel(
  tx: TenantTransaction,
  model: Omit<typeof categoryModels.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.sql.insert(categoryModels).values({ ...model, tenantId: tx.tenantId });
  await tx.sql
    .update(categoryModels)
    .set({ model: null })
    .where(and(lte(categoryModels.version, model.version - KEPT_MODELS), isNotNull(categoryModels.model)));
}

const KEPT_MODELS = 2;

export interface CategoryRecord {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: 'income' | 'expense';
  readonly color: string | null;
  readonly isActive: boolean;
}

/** Categories that are not deleted, retired ones too. */
export async function findCategories(tx: TenantTransaction): Promise<CategoryRecord[]> {
  return tx.sql
    .select({
      id: categories.id,
      parentId: categories.parentId,
      name: categories.name,
      kind: categories.kind,
      color: categories.color,
      isActive: categories.isActive,
    })
    .from(categories)
    .where(isNull(categories.deletedAt));
}

export type SettingRecord = Pick<typeof categoriserSettings.$inferSelect, 'id' | 'boldness' | 'version'>;

export async function findSetting(tx: TenantTransaction): Promise<SettingRecord | undefined> {
  const [row] = await tx.sql
    .select({
      id: categoriserSettings.id,
      boldness: categoriserSettings.boldness,
      version: categoriserSettings.version,
    })
    .from(categoriserSettings)
    .where(isNull(categoriserSettings.deletedAt));
  return row;
}

/** False when there is one already. */
export async function insertSetting(
  tx: TenantTransaction,
  setting: Pick<SettingRecord, 'id' | 'boldness'>,
): Promise<boolean> {
  const rows = await tx.sql
    .insert(categoriserSettings)
    .values({ ...setting, tenantId: tx.tenantId })
    .onConflictDoNothing()
    .returning({ id: categoriserSettings.id });
  return rows.length > 0;
}

/** False when the version is not the current one any more. */
export async function updateSetting(
  tx: TenantTransaction,
  { id, version, boldness }: SettingRecord,
): Promise<boolean> {
  const rows = await tx.sql
    .update(categoriserSettings)
    .set({ boldness, version: version + 1, updatedAt: sql`now()` })
    .where(
      and(
        eq(categoriserSettings.id, id),
        eq(categoriserSettings.version, version),
        isNull(categoriserSettings.deletedAt),
      ),
    )
    .returning({ id: categoriserSettings.id });
  return rows.length > 0;
}
