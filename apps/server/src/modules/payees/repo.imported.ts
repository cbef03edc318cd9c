import type { TenantTransaction } from '../../platform/database/index.ts';

/** Makes the payees that the new rows of an import name and that are not there yet. */
export async function addPayeesOfImport(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query({
    name: 'payees-of-import',
    text: `INSERT INTO payees (tenant_id, id, name)
      SELECT $1, uuid_v7(), min(r.payee) FROM import_rows r
      WHERE r.import_id = $2 AND r.fate = 'new' AND r.payee IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM payees p WHERE p.deleted_at IS NULL AND lower(p.name) = lower(r.payee))
        AND NOT EXISTS (SELECT 1 FROM payee_aliases a WHERE a.deleted_at IS NULL AND lower(a.name) = lower(r.payee))
      GROUP BY lower(r.payee) ORDER BY lower(r.payee)
      ON CONFLICT (tenant_id, lower(name)) WHERE deleted_at IS NULL DO NOTHING`,
    values: [tx.tenantId, importId],
  });
}
