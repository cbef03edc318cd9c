import pg from 'pg';

interface BareRows {
  readonly changeSetId: string;
  readonly days: readonly string[];
}

/** Takes away what the bare server wrote: it is in no total, because no trigger saw it. */
export async function removeBareRows(
  ownerUrl: string,
  tenantId: string,
  { changeSetId, days }: BareRows,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query(
      'DELETE FROM transactions WHERE tenant_id = $1 AND date = ANY($2::date[]) AND change_set_id = $3',
      [tenantId, days, changeSetId],
    );
  } finally {
    await client.end();
  }
}
