import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import { rowFingerprint } from '@fintrack/core/matching';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import * as rowsRepo from './repo.rows.ts';
import type { StoredStatement } from './repo.stored.ts';
import * as repo from './repo.ts';
import { decideLocally } from './service.local.ts';
import { previewImport } from './service.preview.ts';

let app: TestApp;
let client: TestClient;
let accountId: string;

beforeAll(async () => {
  app = await createTestApp();
  client = await signUp(app);
  accountId = await client.addAccount({ name: 'Checking', currency: 'EUR' });
});
afterAll(() => app.close());

const TODAY = parseCalendarDate('2026-02-10');

interface Told {
  readonly date: CalendarDate;
  readonly minor: bigint;
  readonly text: string;
  readonly externalId: string | null;
  readonly isPending: boolean;
}

const anyTold = fc
  .record({
    day: fc.constantFrom('02', '04', '05', '06', '09', '20'),
    minor: fc.constantFrom(-5010n, -5010n, -5760n, -2037n, -100n, 310n),
    text: fc.constantFrom('CAFE LUNA', 'SQ *CAFE LUNA BERLIN', 'SHELL 4711'),
    externalId: fc.constantFrom(null, null, null, 'a1x4477', 'b2x4477'),
    isPending: fc.boolean(),
  })
  .map(({ day, ...rest }): Told => ({ ...rest, date: parseCalendarDate(`2026-01-${day}`) }));
const anyRow = fc.record({
  told: anyTold,
  isTyped: fc.constantFrom(false, false, true),
  isDeleted: fc.constantFrom(false, false, false, true),
});
const anyWord = fc.record({
  row: fc.nat(7),
  decision: fc.constantFrom('same' as const, 'same' as const, 'add' as const, 'skip' as const, null),
});

/** How many words were taken without comparing all. */
const ways = { alone: 0, all: 0 };

describe('decideLocally', () => {
  it('has the outcome of comparing the whole draft, whatever is in it and whatever was said before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTold, { minLength: 1, maxLength: 8 }),
        fc.array(anyRow, { maxLength: 6 }),
        fc.array(anyWord, { minLength: 1, maxLength: 4 }),
        (lines, rows, words) =>
          inTransaction(async (tx) => {
            for (const row of rows) await addRow(tx, row);
            const importId = await addDraft(tx, lines);
            await compareAll(tx, importId);
            for (const { row, decision } of words) {
              const alone = await say(tx, importId, { rowNumber: (row % lines.length) + 1, decision });
              if (alone === null) continue;
              await compareAll(tx, importId);
              expect(alone).toEqual(await outcomeOf(tx, importId));
            }
          }),
      ),
      { numRuns: 60 },
    );
    expect(ways.alone).toBeGreaterThan(ways.all);
  }, 120_000);
});

/** What became of the rows and the counts after a word on a row; null where there is nothing to say of it. */
async function say(
  tx: TenantTransaction,
  importId: string,
  { rowNumber, decision }: { readonly rowNumber: number; readonly decision: 'same' | 'add' | 'skip' | null },
): Promise<unknown> {
  const record = await repo.findImport(tx, importId);
  const row = await rowsRepo.findRow(tx, importId, rowNumber);
  const account = (await repo.findAccounts(tx)).find(({ id }) => id === accountId);
  if (!record || !row || !account) throw new Error('The draft is not there.');
  const partner = decision === 'same' ? row.matchedTransactionId : null;
  if (decision === 'same' && partner === null) return null;
  const said = { decision, decidedTransactionId: partner };
  const isAlone = await decideLocally(tx, { record, row, decision: said, account, today: TODAY });
  ways[isAlone ? 'alone' : 'all'] += 1;
  if (!isAlone) {
    await rowsRepo.updateRow(tx, row, said);
    await compareAll(tx, importId);
  }
  return outcomeOf(tx, importId);
}

async function compareAll(tx: TenantTransaction, importId: string): Promise<void> {
  const record = await repo.findImport(tx, importId);
  const preview = await previewImport(tx, {
    importId,
    statements: record?.statements ?? [],
    accounts: await repo.findAccounts(tx),
    today: TODAY,
  });
  await repo.updateImport(tx, importId, preview);
}

async function outcomeOf(tx: TenantTransaction, importId: string): Promise<unknown> {
  const rows = await rowsRepo.findRows(tx, importId, { after: 0, offset: 0, limit: 100 });
  const record = await repo.findImport(tx, importId);
  return {
    rows: rows.map(({ fate, reason, matchedTransactionId, matchScore, matchReasons }) => ({
      fate,
      reason,
      matchedTransactionId,
      matchScore,
      matchReasons,
    })),
    counts: record?.counts,
    statements: record?.statements,
  };
}

/** Leaves nothing behind. */
async function inTransaction(work: (tx: TenantTransaction) => Promise<void>): Promise<void> {
  const undo = new Error('undo');
  await app.database
    .bulkTenant({ tenantId: client.tenantId, userId: null }, { summary: 'test' }, async (tx) => {
      await work(tx);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}

async function addRow(
  tx: TenantTransaction,
  {
    told,
    isTyped,
    isDeleted,
  }: { readonly told: Told; readonly isTyped: boolean; readonly isDeleted: boolean },
): Promise<void> {
  const { date, minor, text, externalId, isPending } = told;
  await tx.client.query(
    `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, status, description,
       raw_description, external_id, fingerprint, change_set_id, deleted_at, deleted_reason)
     VALUES ($1, $2, $3, $4, $5::bigint, 'EUR', CASE WHEN $5::bigint > 0 THEN 'income' ELSE 'expense' END, $6, $7, $8,
       $9, $10, $11, CASE WHEN $12 THEN now() END, CASE WHEN $12 THEN 'user' END)`,
    [
      tx.tenantId,
      newId(),
      accountId,
      date,
      minor,
      isPending ? 'pending' : 'cleared',
      text,
      isTyped ? null : text,
      isTyped ? null : externalId,
      isTyped ? null : rowFingerprint({ date, amountMinor: minor, description: text }),
      tx.changeSetId,
      isDeleted,
    ],
  );
}

async function addDraft(tx: TenantTransaction, lines: readonly Told[]): Promise<string> {
  const importId = newId();
  const statement: StoredStatement = {
    index: 0,
    accountId,
    fileAccount: null,
    fileAccountKey: null,
    signature: null,
    last4: null,
    suggestedType: null,
    currency: 'EUR',
    closingMinor: '-10000',
    closingDate: parseCalendarDate('2026-01-31'),
    rowCount: 0,
    sumMinor: null,
    newSumMinor: null,
    firstDate: null,
    lastDate: null,
    resultingMinor: null,
    balancesAgree: null,
  };
  await tx.client.query(
    `INSERT INTO imports (tenant_id, id, file_name, file_size, file_sha256, status, statements)
     VALUES ($1, $2, 'x', 1, '', 'draft', $3)`,
    [tx.tenantId, importId, JSON.stringify([statement])],
  );
  for (const [index, { date, minor, text, externalId, isPending }] of lines.entries()) {
    await tx.client.query(
      `INSERT INTO import_rows (tenant_id, import_id, row_number, line, raw, date, amount_minor, currency, description,
         external_id, fingerprint, status, fate, reason, transaction_id)
       VALUES ($1, $2, $3, $3, '', $4, $5, 'EUR', $6, $7, $8, $9, 'new', '', $10)`,
      [
        tx.tenantId,
        importId,
        index + 1,
        date,
        minor,
        text,
        externalId,
        rowFingerprint({ date, amountMinor: minor, description: text }),
        isPending ? 'pending' : 'cleared',
        newId(),
      ],
    );
  }
  return importId;
}
