import type { TenantTransaction } from '../../platform/database/index.ts';
import type { Services } from '../../platform/services.ts';
import { AccountChooser } from './account-chooser.ts';
import type { MappingOverride } from './detect-csv-file.ts';
import { completeDetection, isTableFormat } from './detection-notes.ts';
import type { FileStatement } from './file-statement.ts';
import type { ImportJob } from './import-job.ts';
import { loadEnricher } from './load-enricher.ts';
import { OUTCOME_COLUMNS } from './outcome-cells.ts';
import { NO_COUNTS } from './present.ts';
import * as planRepo from './repo.plan.ts';
import * as rowsRepo from './repo.rows.ts';
import { insertStagedRows } from './repo.staged.ts';
import type { StoredStatement } from './repo.stored.ts';
import * as repo from './repo.ts';
import { isOwnExport } from './service.own.ts';
import { previewImport, todayOf } from './service.preview.ts';
import { correctRow } from './service.rows.ts';
import { stageInThread } from './stage-in-thread.ts';
import { type StagedLines, type StageOutcome, type StageSource, stageLines } from './stage-lines.ts';
import { COPY_COLUMNS } from './staged-row.ts';

/** Up to here a file is read while the caller waits; a larger one in the background, in a thread of its own. */
const INLINE_BYTES = 2 * 1024 * 1024;

/** True when a stored file is read in the background. */
export function isReadInBackground(record: { readonly fileSize: number }): boolean {
  return record.fileSize > INLINE_BYTES;
}

/** How a stored file is to be read into rows. */
export interface StageRequest {
  readonly importId: string;
  /** The user's word on the CSV mapping. */
  readonly override: MappingOverride;
  /** The account of every statement. */
  readonly accountId: string | null;
  /** The account of single statements. */
  readonly accounts: readonly { readonly statementIndex: number; readonly accountId: string }[];
  /** Of a file that is read in the background. */
  readonly job?: ImportJob;
  /** It was booked before: whoever reads it anew compares it, without what it has booked itself. */
  readonly isReplay?: boolean;
}

/** Where the file of an import is kept. */
export function fileKey(record: { readonly tenantId: string; readonly id: string }): string {
  return `imports/${record.tenantId}/${record.id}`;
}

/**
 * Reads the stored file of an import into rows and compares them, replacing what was read before; what the user has
 * decided about a row is kept where the line is the same. The connection must allow COPY.
 * @throws {FileRefusal} with the line and the reason; the transaction must then be rolled back.
 */
export async function stageImport(
  tx: TenantTransaction,
  services: Services,
  request: StageRequest,
): Promise<void> {
  const record = await repo.findImport(tx, request.importId);
  if (!record) throw new Error('An import was to be read and is not there.');
  const known = { accounts: await repo.findAccounts(tx), profiles: await repo.findProfiles(tx) };
  const { accountId, accounts } = request;
  const chooser = new AccountChooser({ accountId, accounts }, record.statements, known);
  const { format, encoding, mapping, detection, statements: before } = record;
  const source: StageSource = {
    record: { format, encoding, mapping, detection, statements: before },
    override: request.override,
    chosen: { accountId, accounts },
    known,
    tenantCurrency: (await tx.entered).currency,
    enricher: await loadEnricher(tx, record),
  };
  const key = fileKey(record);
  const reading = isReadInBackground(record)
    ? stageInThread(services.env, { source, key, signal: request.job?.signal })
    : stageLines(source, () => services.files.get(key));
  const decided = await rowsRepo.findDecidedRows(tx, record.id);
  await rowsRepo.deleteRows(tx, record.id);
  const file = await copyRows(tx, { ...request, totalRows: record.totalRows }, reading);
  request.job?.tell({ phase: 'comparing', done: record.totalRows, total: record.totalRows });
  await keepDecisions(tx, record.id, decided);
  const closings =
    file.detection.provenOrder === null
      ? []
      : await planRepo.findProvenClosings(tx, record.id, file.detection.provenOrder);
  // A table's rows may be meant for one account whatever they name; the statements of other files are accounts.
  // An own export names the accounts of its rows, whatever account its form was sent with.
  const isSingle = file.statements.length === 1;
  const isOnly = !isOwnExport(file) && (isTableFormat(record.format) || isSingle);
  const statements = file.statements.map((statement) =>
    toStored(statement, {
      accountId: (chooser.choose(statement, isOnly) ?? chooser.choose(statement, isSingle))?.id ?? null,
      closing: closings.find((closing) => closing.statementIndex === statement.index),
    }),
  );
  const today = await todayOf(tx, services.clock);
  const preview = request.isReplay
    ? { statements, counts: { ...NO_COUNTS, total: file.rows }, compared: null }
    : await previewImport(tx, { importId: record.id, statements, accounts: known.accounts, today });
  await repo.updateImport(tx, record.id, {
    status: 'draft',
    error: null,
    accountId: preview.statements[0]?.accountId ?? null,
    mapping: file.mapping,
    detection: completeDetection(record.detection, file.detection, file.findings),
    statements: preview.statements,
    counts: preview.counts,
    compared: preview.compared,
    totalRows: preview.counts.total,
    doneRows: preview.counts.total,
  });
}

/** Keeps the rows as they are read. */
async function copyRows(
  tx: TenantTransaction,
  request: Pick<StageRequest, 'importId' | 'job'> & { readonly totalRows: number },
  reading: AsyncGenerator<StagedLines, StageOutcome>,
): Promise<StageOutcome & { readonly rows: number }> {
  const { job, totalRows } = request;
  const ended: { outcome?: StageOutcome } = {};
  let rows = 0;
  async function* lines(): AsyncGenerator<StagedLines> {
    for (;;) {
      job?.signal.throwIfAborted();
      const next = await reading.next();
      if (next.done) {
        ended.outcome = next.value;
        return;
      }
      yield next.value;
      rows += next.value.rows;
      // A file whose length nobody knows beforehand has 0.
      job?.tell({ phase: 'reading', done: rows, total: totalRows === 0 ? 0 : Math.max(rows, totalRows) });
    }
  }
  try {
    const columns = `${COPY_COLUMNS}, ${OUTCOME_COLUMNS}`;
    await insertStagedRows(tx, request.importId, { columns, batches: lines() });
  } finally {
    // However it ends, nothing goes on reading.
    await reading[Symbol.asyncDispose]();
  }
  if (!ended.outcome) throw new Error('A file was read and has said nothing of itself.');
  return { ...ended.outcome, rows };
}

async function keepDecisions(
  tx: TenantTransaction,
  importId: string,
  decided: readonly rowsRepo.ImportRowRecord[],
): Promise<void> {
  for (const before of decided) {
    const row = await rowsRepo.findRowByLine(tx, importId, before);
    if (!row) continue;
    await rowsRepo.updateRow(tx, row, {
      decision: before.decision,
      decidedTransactionId: before.decidedTransactionId,
      matchedTransactionId: before.matchedTransactionId,
      matchScore: before.matchScore,
      matchReasons: before.matchReasons,
      ...(before.edits ? correctRow(row, before.edits) : {}),
    });
  }
}

function toStored(
  statement: FileStatement,
  found: { readonly accountId: string | null; readonly closing: planRepo.ClosingBalance | undefined },
): StoredStatement {
  const { closingMinor, ...rest } = statement;
  return {
    ...rest,
    accountId: found.accountId,
    closingMinor: found.closing ? String(found.closing.minor) : (closingMinor?.toString() ?? null),
    closingDate: found.closing?.date ?? statement.closingDate,
    rowCount: 0,
    sumMinor: null,
    newSumMinor: null,
    firstDate: null,
    lastDate: null,
    resultingMinor: null,
    balancesAgree: null,
  };
}
