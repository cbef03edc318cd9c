import type { TenantTransaction } from '../../platform/database/index.ts';

/** Makes the payees that the new rows of an import name, or rules for them, and that are not there yet. */
export async function addPayeesOfImport(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query({
    name: 'payees-of-import',
    text: `INSERT INTO payees (tenant_id, id, name)
      SELECT $1, uuid_v7(), min(r.name) FROM (
        SELECT coalesce(i.payee_name, i.payee) AS name FROM import_rows i WHERE i.import_id = $2 AND i.fate = 'new'
      ) r
      WHERE r.name IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM payees p WHERE p.deleted_at IS NULL AND lower(p.name) = lower(r.name))
        AND NOT EXISTS (SELECT 1 FROM payee_aliases a WHERE a.deleted_at IS NULL AND lower(a.name) = lower(r.name))
      GROUP BY lower(r.name) ORDER BY lower(r.name)
      ON CONFLICT (tenant_id, lower(name)) WHERE deleted_at IS NULL DO NOTHING`,
    values: [tx.tenantId, importId],
  });
}

/** The same for the payees that the parts of splits in an own export name. */
export async function addPayeesOfOwnParts(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.client.query({
    name: 'payees-of-own-parts',
    text: `INSERT INTO payees (tenant_id, id, name)
      SELECT $1, uuid_v7(), min(r.name) FROM (
        SELECT part.payee AS name FROM import_rows i
        CROSS JOIN LATERAL jsonb_to_recordset(nullif(i.own -> 'splits', 'null')) AS part (payee text)
        WHERE i.import_id = $2 AND i.fate = 'new' AND i.own IS NOT NULL
      ) r
      WHERE r.name <> ''
        AND NOT EXISTS (SELECT 1 FROM payees p WHERE p.deleted_at IS NULL AND lower(p.name) = lower(r.name))
        AND NOT EXISTS (SELECT 1 FROM payee_aliases a WHERE a.deleted_at IS NULL AND lower(a.name) = lower(r.name))
      GROUP BY lower(r.name) ORDER BY lower(r.name)
      ON CONFLICT (tenant_id, lower(name)) WHERE deleted_at IS NULL DO NOTHING`,
    values: [tx.tenantId, importId],
  });
}
