import type { TenantTransaction } from '../../platform/database/index.ts';

/** Who changed a row last and when: what a conflict is shown with. */
export interface LastChange {
  /** null where nobody did, but a job. */
  readonly name: string | null;
  readonly at: string;
}

/** From the audit trail; null for a row that is as its import has left it. */
export async function findLastChange(tx: TenantTransaction, id: string): Promise<LastChange | null> {
  const result = await tx.client.query<LastChange>(
    `SELECT u.name, to_char(l.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
     FROM audit_logs l LEFT JOIN users u ON u.id = l.user_id
     WHERE l.resource_type = 'transaction' AND l.resource_id = $1 AND l.success
     ORDER BY l.id DESC LIMIT 1`,
    [id],
  );
  return result.rows[0] ?? null;
}
