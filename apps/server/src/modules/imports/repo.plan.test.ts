import { type ImportedRow, type MatchableRow, planImport } from '@fintrack/core/matching';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { planRows } from './repo.plan.ts';

let app: TestApp;
let client: TestClient;
let accountId: string;

beforeAll(async () => {
  app = await createTestApp();
  client = await signUp(app);
  accountId = await client.addAccount({ name: 'Checking', currency: 'EUR' });
});
afterAll(() => app.close());

/** Few different values, so that rows collide in every way. */
const row = fc.record({
  externalId: fc.constantFrom(null, 'a1', 'b2', 'c3', 'd4'),
  fingerprint: fc
    .tuple(fc.constantFrom('01', '02'), fc.constantFrom(-100, -250), fc.constantFrom('tea', 'cake', 'bus'))
    .map(([day, amount, text]) => `v1:2026-01-${day}:${amount}:${text}`),
});
const existingRow = fc.record({
  row,
  state: fc.constantFrom('live', 'live', 'deleted', 'reverted'),
});

describe('planRows', () => {
  it('says of every row what planImport of core says, whatever is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 8 }),
        fc.array(existingRow, { maxLength: 8 }),
        async (incoming, kept) => {
          const existing = kept.map((each) => ({ ...each, id: newId() }));
          const imported: ImportedRow[] = existing
            .filter(({ state }) => state !== 'reverted')
            .map(({ id, row: { externalId, fingerprint }, state }) => ({
              id,
              externalId,
              fingerprint,
              deleted: state === 'deleted',
            }));
          expect(await planInDatabase(incoming, existing)).toEqual(planImport(incoming, imported));
        },
      ),
      { numRuns: 150 },
    );
  });
});

interface Kept {
  readonly id: string;
  readonly row: MatchableRow;
  readonly state: string;
}

/** Plans in a transaction that leaves nothing behind. */
async function planInDatabase(
  incoming: readonly MatchableRow[],
  existing: readonly Kept[],
): Promise<unknown> {
  let fates: unknown;
  const undo = new Error('undo');
  await app.database
    .bulkTenant({ tenantId: client.tenantId, userId: null }, { summary: 'test' }, async (tx) => {
      const importId = newId();
      await arrange(tx, importId, { incoming, existing });
      await planRows(tx, importId, {
        targets: [{ index: 0, accountId, currency: 'EUR' }],
        exceptImportId: null,
      });
      const result = await tx.client.query<{ fate: string; reason: string; matched: string | null }>(
        'SELECT fate, reason, matched_transaction_id AS matched FROM import_rows WHERE import_id = $1 ORDER BY row_number',
        [importId],
      );
      fates = result.rows.map(({ fate, reason, matched }) =>
        matched === null ? { fate, reason } : { fate, reason, existingId: matched },
      );
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return fates;
}

async function arrange(
  tx: TenantTransaction,
  importId: string,
  rows: { readonly incoming: readonly MatchableRow[]; readonly existing: readonly Kept[] },
): Promise<void> {
  for (const { id, row: kept, state } of rows.existing) {
    await tx.client.query(
      `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, description, external_id,
         fingerprint, change_set_id, deleted_at, deleted_reason)
       VALUES ($1, $2, $3, '2026-01-01', -1, 'EUR', 'expense', 'edited since', $4, $5, $6,
         CASE WHEN $7 = 'live' THEN NULL ELSE now() END,
         CASE $7 WHEN 'deleted' THEN 'user' WHEN 'reverted' THEN 'revert' END)`,
      [tx.tenantId, id, accountId, kept.externalId, kept.fingerprint, tx.changeSetId, state],
    );
  }
  await tx.client.query(
    `INSERT INTO imports (tenant_id, id, file_name, file_size, file_sha256, status) VALUES ($1, $2, 'x', 1, '', 'draft')`,
    [tx.tenantId, importId],
  );
  for (const [index, { externalId, fingerprint }] of rows.incoming.entries()) {
    await tx.client.query(
      `INSERT INTO import_rows (tenant_id, import_id, row_number, line, raw, date, amount_minor, currency, description,
         external_id, fingerprint, fate, reason, transaction_id)
       VALUES ($1, $2, $3, $3, '', '2026-01-01', -1, 'EUR', 'x', $4, $5, 'new', '', $6)`,
      [tx.tenantId, importId, index + 1, externalId, fingerprint, newId()],
    );
  }
}
