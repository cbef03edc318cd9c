import type { TenantTransaction } from '../../platform/database/index.ts';
import type { SetBy } from './tables.ts';

export type { SetBy };

export interface Origin {
  readonly transactionId: string;
  readonly setBy: SetBy;
}

/** Keeps what filled fields of rows in the running change set; in one statement, and sent at once. */
export async function saveOrigins(tx: TenantTransaction, origins: readonly Origin[]): Promise<void> {
  if (origins.length === 0) return;
  await tx.client.query({
    name: 'rules-save-origins',
    text: `INSERT INTO field_origins (tenant_id, transaction_id, change_set_id, set_by)
      SELECT current_tenant_id(), o.id, $1, o.set_by FROM json_to_recordset($2::json) AS o (id uuid, set_by jsonb)`,
    values: [
      tx.changeSetId,
      JSON.stringify(origins.map(({ transactionId, setBy }) => ({ id: transactionId, set_by: setBy }))),
    ],
  });
}
