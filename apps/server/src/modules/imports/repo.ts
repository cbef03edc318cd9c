import { and, asc, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { readCount, type TenantTransaction } from '../../platform/database/index.ts';
import { accounts } from '../accounts/tables.ts';
import { importProfiles, imports } from './tables.ts';

export type ImportRecord = typeof imports.$inferSelect;
export type ImportStatus = ImportRecord['status'];
export type ImportChanges = Partial<typeof imports.$inferInsert>;

export async function insertImport(tx: TenantTransaction, row: typeof imports.$inferInsert): Promise<void> {
  await tx.sql.insert(imports).values(row);
}

export async function findImport(tx: TenantTransaction, importId: string): Promise<ImportRecord | undefined> {
  const [row] = await tx.sql.select().from(imports).where(eq(imports.id, importId));
  return row;
}

/**
 * One writer at a time works on an import. Not by locking its row, because the progress of the work is written to
 * that row from another connection.
 */
export async function lockImport(tx: TenantTransaction, importId: string): Promise<ImportRecord | undefined> {
  await tx.client.query("SELECT pg_advisory_xact_lock(hashtextextended('import:' || $1::text, 0))", [
    importId,
  ]);
  return findImport(tx, importId);
}

/** Newest first: ids are ordered by time. */
export async function findImports(
  tx: TenantTransaction,
  page: { readonly before: string | undefined; readonly offset: number; readonly limit: number },
): Promise<ImportRecord[]> {
  return tx.sql
    .select()
    .from(imports)
    .where(page.before === undefined ? undefined : lt(imports.id, page.before))
    .orderBy(desc(imports.id))
    .offset(page.offset)
    .limit(page.limit);
}

export async function countImports(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.sql.select({ count: sql<unknown>`count(*)` }).from(imports);
  return readCount(row?.count ?? 0);
}

/** What the user sees of an import changes, and with it the version. */
export async function updateImport(
  tx: TenantTransaction,
  importId: string,
  changes: ImportChanges,
): Promise<void> {
  await tx.sql
    .update(imports)
    .set({ ...changes, version: sql`${imports.version} + 1`, updatedAt: sql`now()` })
    .where(eq(imports.id, importId));
}

/** By the database's clock: the rows that were taken back bear the same moment. */
export async function markReverted(
  tx: TenantTransaction,
  importId: string,
  changeSetId: string,
): Promise<void> {
  await tx.sql
    .update(imports)
    .set({
      status: 'reverted',
      revertedAt: sql`now()`,
      undoChangeSetId: changeSetId,
      version: sql`${imports.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(eq(imports.id, importId));
}

/** Rows and all. */
export async function deleteImport(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.sql.delete(imports).where(eq(imports.id, importId));
}

export interface ImportAccount {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly last4: string | null;
  readonly isArchived: boolean;
}

/** The accounts that rows can go to. */
export async function findAccounts(tx: TenantTransaction): Promise<ImportAccount[]> {
  const rows = await tx.sql
    .select({
      id: accounts.id,
      name: accounts.name,
      currency: accounts.currency,
      last4: accounts.accountNumberLast4,
      archivedAt: accounts.archivedAt,
    })
    .from(accounts)
    .where(isNull(accounts.deletedAt))
    .orderBy(asc(accounts.displayOrder), asc(accounts.id));
  return rows.map(({ archivedAt, ...account }) => ({ ...account, isArchived: archivedAt !== null }));
}

/** Keeps other imports away from these accounts until the end, so that two of them cannot both find a row new. */
export async function lockAccounts(tx: TenantTransaction, accountIds: readonly string[]): Promise<void> {
  await tx.client.query('SELECT 1 FROM accounts WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [
    accountIds,
  ]);
}

export interface ProfileRecord {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly signature: string;
  readonly mapping: typeof importProfiles.$inferSelect.mapping;
  /** On what a file without columns leaves open. */
  readonly answers: typeof importProfiles.$inferSelect.answers;
  readonly updatedAt: Date;
}

/** Remembered readings of accounts that are there, the last used first. */
export async function findProfiles(tx: TenantTransaction): Promise<ProfileRecord[]> {
  return tx.sql
    .select({
      id: importProfiles.id,
      accountId: importProfiles.accountId,
      accountName: accounts.name,
      signature: importProfiles.signature,
      mapping: importProfiles.mapping,
      answers: importProfiles.answers,
      updatedAt: importProfiles.updatedAt,
    })
    .from(importProfiles)
    .innerJoin(
      accounts,
      and(eq(accounts.tenantId, importProfiles.tenantId), eq(accounts.id, importProfiles.accountId)),
    )
    .where(isNull(accounts.deletedAt))
    .orderBy(desc(importProfiles.updatedAt), desc(importProfiles.id));
}

/** What earlier files of these statements' sources have shown of their ids, for the account that each goes to. */
export async function findIdCounts(
  tx: TenantTransaction,
  statements: readonly { readonly accountId: string | null; readonly signature: string | null }[],
): Promise<{ accountId: string; agreed: number; differed: number }[]> {
  const result = await tx.client.query<{ accountId: string; agreed: number; differed: number }>(
    `SELECT p.account_id AS "accountId", p.ids_agreed AS agreed, p.ids_differed AS differed FROM import_profiles p
     JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[]) AS s (account_id, signature)) s
       ON s.account_id = p.account_id AND s.signature = p.signature`,
    [statements.map(({ accountId }) => accountId), statements.map(({ signature }) => signature)],
  );
  return result.rows;
}

/** Adds what a file has shown of its source's ids. */
export async function addIdCounts(
  tx: TenantTransaction,
  source: { readonly accountId: string; readonly signature: string },
  counts: { readonly agreed: number; readonly differed: number },
): Promise<void> {
  await tx.sql
    .update(importProfiles)
    .set({
      idsAgreed: sql`least(${importProfiles.idsAgreed} + ${counts.agreed}, 1000000000)`,
      idsDiffered: sql`least(${importProfiles.idsDiffered} + ${counts.differed}, 1000000000)`,
    })
    .where(
      and(eq(importProfiles.accountId, source.accountId), eq(importProfiles.signature, source.signature)),
    );
}

export async function saveProfile(
  tx: TenantTransaction,
  profile: typeof importProfiles.$inferInsert,
): Promise<void> {
  await tx.sql
    .insert(importProfiles)
    .values(profile)
    .onConflictDoUpdate({
      target: [importProfiles.tenantId, importProfiles.accountId, importProfiles.signature],
      set: {
        mapping: profile.mapping ?? null,
        // A file that left nothing open was asked nothing, and takes no answer back.
        answers: sql`coalesce(excluded.answers, ${importProfiles.answers})`,
        updatedAt: sql`now()`,
      },
    });
}

/** False when there is no such profile. */
export async function deleteProfile(tx: TenantTransaction, profileId: string): Promise<boolean> {
  const deleted = await tx.sql
    .delete(importProfiles)
    .where(eq(importProfiles.id, profileId))
    .returning({ id: importProfiles.id });
  return deleted.length > 0;
}

/** The import that a change set booked, took back or put back. */
export async function findImportByChangeSet(
  tx: TenantTransaction,
  changeSetId: string,
): Promise<ImportRecord | undefined> {
  const [row] = await tx.sql
    .select()
    .from(imports)
    .where(or(eq(imports.changeSetId, changeSetId), eq(imports.undoChangeSetId, changeSetId)));
  return row;
}

/** What a change set of an import changed beside booking rows: rows that it updated, lines that it remembered. */
export async function findSideEffects(tx: TenantTransaction, changeSetId: string): Promise<string[]> {
  const result = await tx.client.query<{ id: string }>({
    name: 'imports-side-effects',
    text: `SELECT DISTINCT l.resource_id AS id FROM audit_logs l
      WHERE l.change_set_id = $1 AND l.success
        AND (l.resource_type = 'transaction' AND l.action = 'update' OR l.resource_type = 'duplicate_verdict')`,
    values: [changeSetId],
  });
  return result.rows.map(({ id }) => id);
}
