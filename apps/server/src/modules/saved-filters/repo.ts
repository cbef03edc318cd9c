import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { users } from '../identity/tables.ts';
import { savedFilters } from './tables.ts';

const COLUMNS = {
  id: savedFilters.id,
  userId: savedFilters.userId,
  ownerName: users.name,
  name: savedFilters.name,
  query: savedFilters.query,
  filters: savedFilters.filters,
  isShared: savedFilters.isShared,
  position: savedFilters.position,
  version: savedFilters.version,
  createdAt: savedFilters.createdAt,
};

type Stored = typeof savedFilters.$inferSelect;
export type SavedFilterRow = Pick<
  Stored,
  'id' | 'userId' | 'name' | 'query' | 'filters' | 'isShared' | 'position' | 'version' | 'createdAt'
> & { readonly ownerName: string | null };

/** What a user may see: own filters and shared ones. */
export async function findVisible(tx: TenantTransaction, userId: string): Promise<SavedFilterRow[]> {
  return tx.sql
    .select(COLUMNS)
    .from(savedFilters)
    .leftJoin(users, eq(users.id, savedFilters.userId))
    .where(
      and(
        isNull(savedFilters.deletedAt),
        or(eq(savedFilters.userId, userId), eq(savedFilters.isShared, true)),
      ),
    )
    .orderBy(asc(savedFilters.position), asc(sql`lower(${savedFilters.name})`), asc(savedFilters.id));
}

export async function findOwn(
  tx: TenantTransaction,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<SavedFilterRow | undefined> {
  const [row] = await tx.sql
    .select(COLUMNS)
    .from(savedFilters)
    .leftJoin(users, eq(users.id, savedFilters.userId))
    .where(and(eq(savedFilters.id, id), eq(savedFilters.userId, userId), isNull(savedFilters.deletedAt)));
  return row;
}

export type FilterFields = Partial<Pick<Stored, 'name' | 'query' | 'filters' | 'isShared' | 'position'>>;

/** False when the name is in use. */
export async function insertFilter(
  tx: TenantTransaction,
  filter: FilterFields & Pick<Stored, 'tenantId' | 'id' | 'userId' | 'name'>,
): Promise<boolean> {
  const rows = await tx.sql
    .insert(savedFilters)
    .values(filter)
    .onConflictDoNothing()
    .returning({ id: savedFilters.id });
  return rows.length > 0;
}

/** False when the version is not the current one any more. */
export async function updateFilter(
  tx: TenantTransaction,
  target: { readonly id: string; readonly version: number },
  changes: FilterFields | { readonly deletedAt: 'now' },
): Promise<boolean> {
  const fields = 'deletedAt' in changes ? { deletedAt: sql`now()` } : changes;
  const rows = await tx.sql
    .update(savedFilters)
    .set({ ...fields, version: target.version + 1, updatedAt: sql`now()` })
    .where(
      and(
        eq(savedFilters.id, target.id),
        eq(savedFilters.version, target.version),
        isNull(savedFilters.deletedAt),
      ),
    )
    .returning({ id: savedFilters.id });
  return rows.length > 0;
}
