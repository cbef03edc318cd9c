import type { TenantTransaction } from '../../platform/database/index.ts';

/** The names of categories and accounts that are there. */
export async function findNames(
  tx: TenantTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const result = await tx.client.query<{ id: string; name: string }>({
    name: 'imports-names',
    text: `SELECT id, name FROM categories WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL
      UNION ALL SELECT id, name FROM accounts WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL`,
    values: [ids],
  });
  return new Map(result.rows.map(({ id, name }) => [id, name]));
}
