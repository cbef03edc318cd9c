import type { Client } from 'pg';

/** Lines that are told. */
const MAX_LINES = 500;

/** Totals and links of payees and tags that their rows do not give, a line each; of the connection's tenant. */
export async function verifyUses(client: Client, tenant: string): Promise<string[]> {
  const found = await client.query<{ line: string }>(`
    SELECT CASE v.total
        WHEN 'payee' THEN format('payee %s holds %s minor units of %s in %s rows; its rows give %s in %s',
          coalesce(p.name, v.id::text), v.stored_minor, v.currency, v.stored_count, v.actual_minor, v.actual_count)
        WHEN 'tag' THEN format('tag %s counts %s rows; %s have it',
          coalesce(g.name, v.id::text), v.stored_count, v.actual_count)
        ELSE format('tag %s %s', coalesce(g.name, v.id::text),
          CASE WHEN v.stored_count = 0 THEN 'does not lead to a row that has it'
            ELSE 'leads to a row that does not have it' END)
      END AS line
    FROM verify_uses() v
    LEFT JOIN payees p ON v.total = 'payee' AND p.tenant_id = current_tenant_id() AND p.id = v.id
    LEFT JOIN tags g ON v.total <> 'payee' AND g.tenant_id = current_tenant_id() AND g.id = v.id
    ORDER BY line LIMIT ${MAX_LINES}`);
  return found.rows.map((row) => `${tenant}: ${row.line}`);
}
