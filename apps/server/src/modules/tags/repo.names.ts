import type { TenantTransaction } from '../../platform/database/index.ts';

/** How tags are written, whatever the case they were given in; a tag that is not there yet is not in the answer. */
export async function findTagNames(
  tx: TenantTransaction,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const result = await tx.client.query<{ given: string; name: string }>({
    name: 'tags-find-names',
    text: `SELECT n.name AS given, g.name FROM unnest($1::text[]) AS n (name)
      JOIN tags g ON g.deleted_at IS NULL AND lower(g.name) = lower(n.name)`,
    values: [names],
  });
  return new Map(result.rows.map(({ given, name }) => [given, name]));
}
