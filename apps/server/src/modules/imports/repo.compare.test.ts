import { type CalendarDate, parseCalendarDate } from '@fintrack/core/dates';
import {
  type ComparedLine,
  type ComparedRow,
  compareRows,
  type MatchableRow,
  rowFingerprint,
} from '@fintrack/core/matching';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts';
import { signUp, type TestClient } from '../../testing/test-client.ts';
import { compareImport } from './service.compare.ts';

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
const anyLine = fc
  .record({
    externalId: fc.constantFrom(null, null, 'a1x4477', 'b2x4477', '7'),
    day: fc.constantFrom('04', '05', '06', '09'),
    minor: fc.constantFrom(-5000n, -5000n, -5750n, -2000n, -100n, 310n),
    text: fc.constantFrom('CAFE LUNA', 'SQ *CAFE LUNA BERLIN', 'SHELL 4711'),
    isPending: fc.boolean(),
  })
  .map(({ externalId, day, minor, text, isPending }) =>
    makeLine({ externalId, day, minor, text, isPending }),
  );

function makeLine(of: {
  readonly externalId: string | null;
  readonly day: string;
  readonly minor: bigint;
  readonly text: string;
  readonly isPending: boolean;
}): ComparedLine {
  const date: CalendarDate = parseCalendarDate(`2026-01-${of.day}`);
  const fingerprint = rowFingerprint({ date, amountMinor: of.minor, description: of.text });
  const { externalId, isPending } = of;
  return { externalId, fingerprint, date, amountMinor: of.minor, texts: [of.text], isPending };
}

interface Kept {
  readonly row: ComparedRow;
  readonly alias: MatchableRow | null;
  readonly rejected: string | null;
  readonly state: 'live' | 'deleted' | 'reverted';
}

const anyKept = fc
  .record({
    line: anyLine,
    alias: fc.option(anyLine, { freq: 4 }),
    rejected: fc.option(anyLine, { freq: 4 }),
    typed: fc.constantFrom(false, false, true),
    state: fc.constantFrom('live' as const, 'live' as const, 'deleted' as const, 'reverted' as const),
  })
  .map(({ line, alias, rejected, typed, state }): Omit<Kept, 'row'> & { row: Omit<ComparedRow, 'id'> } => {
    const { externalId, fingerprint, ...rest } = line;
    const own = typed ? [] : [{ externalId, fingerprint }];
    const isOther = alias !== null && alias.fingerprint !== fingerprint && !typed;
    const other = isOther
      ? {
          externalId: alias.externalId === externalId ? null : alias.externalId,
          fingerprint: alias.fingerprint,
        }
      : null;
    return {
      row: { ...rest, deleted: state !== 'live', lines: other ? [...own, other] : own, isTransfer: false },
      alias: other,
      rejected:
        rejected === null || rejected.fingerprint === other?.fingerprint ? null : rejected.fingerprint,
      state,
    };
  });

describe('compareImport', () => {
  it('says of every row what compareRows of core says, whatever is there', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine, { maxLength: 6 }),
        fc.array(anyKept, { maxLength: 6 }),
        async (lines, keptRows) => {
          const kept = keptRows.map((each): Kept => ({ ...each, row: { ...each.row, id: newId() } }));
          const rows = kept.filter(({ state }) => state !== 'reverted').map(({ row }) => row);
          const rejections = kept.flatMap(({ row, rejected }) =>
            rejected === null ? [] : [{ row, fingerprint: rejected }],
          );
          const isRejected = (line: ComparedLine, row: ComparedRow): boolean =>
            rejections.some(
              (said) =>
                (said.fingerprint === line.fingerprint &&
                  (said.row.id === row.id || isLine(said.row, row.lines[0]?.fingerprint))) ||
                (isLine(said.row, line.fingerprint) && said.fingerprint === row.lines[0]?.fingerprint),
            );
          const expected = compareRows(lines, rows, { ids: { agreed: 0, differed: 0 }, isRejected }).map(
            (fate) => ({ score: null, rowId: null, ...fate }),
          );
          expect(await compareInDatabase(lines, kept)).toEqual(expected);
        },
      ),
      { numRuns: 250 },
    );
  });

  it('a pump that asked for one unit is found in what it billed, up to three hundred', async () => {
    const told = { externalId: null, text: 'SHELL 4711' };
    const { externalId, fingerprint, ...row } = makeLine({
      ...told,
      day: '05',
      minor: -100n,
      isPending: true,
    });
    const kept: Kept = {
      row: { ...row, id: newId(), deleted: false, lines: [{ externalId, fingerprint }], isTransfer: false },
      alias: null,
      rejected: null,
      state: 'live',
    };
    const fateOf = async (minor: bigint) => {
      const line = makeLine({ ...told, day: '06', minor, isPending: false });
      return (await compareInDatabase([line], [kept])).map(({ fate }) => fate);
    };
    expect(await fateOf(-4612n)).toEqual(['ask']);
    expect(await fateOf(-30_000n)).toEqual(['ask']);
    expect(await fateOf(-30_001n)).toEqual(['new']);
  });

  it('an amount that stands there too often within days is not weighed', async () => {
    const ticket = (day: string, text: string) =>
      makeLine({ externalId: null, day, minor: -280n, text, isPending: false });
    const lines = Array.from({ length: 31 }, () => ticket('05', 'BVG TICKET'));
    const { externalId, fingerprint, ...row } = ticket('05', 'BVG FAHRSCHEIN');
    const kept: Kept = {
      row: { ...row, id: newId(), deleted: false, lines: [{ externalId, fingerprint }], isTransfer: false },
      alias: null,
      rejected: null,
      state: 'live',
    };
    expect(new Set((await compareInDatabase(lines, [kept])).map(({ fate }) => fate))).toEqual(
      new Set(['new']),
    );
    expect((await compareInDatabase(lines.slice(1), [kept])).map(({ fate }) => fate)).toContain('ask');
  });
});

function isLine(row: ComparedRow, fingerprint: string | undefined): boolean {
  return fingerprint !== undefined && row.lines[0]?.fingerprint === fingerprint;
}

interface Outcome {
  readonly fate: string;
  readonly rowId: string | null;
  readonly score: number | null;
}

/** Compares in a transaction that leaves nothing behind. */
async function compareInDatabase(lines: readonly ComparedLine[], kept: readonly Kept[]): Promise<Outcome[]> {
  let found: Outcome[] = [];
  const undo = new Error('undo');
  await app.database
    .bulkTenant({ tenantId: client.tenantId, userId: null }, { summary: 'test' }, async (tx) => {
      const importId = newId();
      for (const each of kept) await keep(tx, each);
      await addLines(tx, importId, lines);
      await compareImport(tx, {
        importId,
        matcherVersion: 'v2',
        targets: [{ index: 0, accountId, currency: 'EUR' }],
        idCounts: [],
        isBooking: false,
        isReplay: false,
      });
      const result = await tx.client.query<Outcome>(
        `SELECT fate, matched_transaction_id AS "rowId", match_score AS score FROM import_rows
         WHERE import_id = $1 ORDER BY row_number`,
        [importId],
      );
      found = result.rows;
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return found;
}

async function keep(tx: TenantTransaction, { row, alias, rejected, state }: Kept): Promise<void> {
  const [own] = row.lines;
  await tx.client.query(
    `INSERT INTO transactions (tenant_id, id, account_id, date, amount_minor, currency, type, status, description,
       raw_description, external_id, fingerprint, change_set_id, deleted_at, deleted_reason)
     VALUES ($1, $2, $3, $4, $5::bigint, 'EUR', CASE WHEN $5::bigint > 0 THEN 'income' ELSE 'expense' END, $6, $7, $8, $9, $10, $11,
       CASE WHEN $12 = 'live' THEN NULL ELSE now() END,
       CASE $12 WHEN 'deleted' THEN 'user' WHEN 'reverted' THEN 'revert' END)`,
    [
      tx.tenantId,
      row.id,
      accountId,
      row.date,
      row.amountMinor,
      row.isPending ? 'pending' : 'cleared',
      own ? 'edited since' : row.texts[0],
      own ? row.texts[0] : null,
      own?.externalId ?? null,
      own?.fingerprint ?? null,
      tx.changeSetId,
      state,
    ],
  );
  if (alias) await sayOf(tx, row, { verdict: 'same', ...alias });
  if (rejected !== null)
    await sayOf(tx, row, { verdict: 'different', fingerprint: rejected, externalId: null });
}

async function sayOf(
  tx: TenantTransaction,
  row: ComparedRow,
  said: MatchableRow & { readonly verdict: 'same' | 'different' },
): Promise<void> {
  await tx.client.query(
    `INSERT INTO duplicate_verdicts (tenant_id, id, transaction_id, verdict, fingerprint, external_id, row_fingerprint)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tx.tenantId,
      newId(),
      row.id,
      said.verdict,
      said.fingerprint,
      said.externalId,
      row.lines[0]?.fingerprint,
    ],
  );
}

async function addLines(
  tx: TenantTransaction,
  importId: string,
  lines: readonly ComparedLine[],
): Promise<void> {
  await tx.client.query(
    `INSERT INTO imports (tenant_id, id, file_name, file_size, file_sha256, status) VALUES ($1, $2, 'x', 1, '', 'draft')`,
    [tx.tenantId, importId],
  );
  for (const [index, line] of lines.entries()) {
    await tx.client.query(
      `INSERT INTO import_rows (tenant_id, import_id, row_number, line, raw, date, amount_minor, currency, description,
         external_id, fingerprint, status, fate, reason, transaction_id)
       VALUES ($1, $2, $3, $3, '', $4, $5, 'EUR', $6, $7, $8, $9, 'new', '', $10)`,
      [
        tx.tenantId,
        importId,
        index + 1,
        line.date,
        line.amountMinor,
        line.texts[0],
        line.externalId,
        line.fingerprint,
        line.isPending ? 'pending' : 'cleared',
        newId(),
      ],
    );
  }
}
