import type * as contract from '@fintrack/contract';
import type { ImportFormat, ImportSummary } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantContext, TenantTransaction } from '../../platform/database/index.ts';
import { AppError, refuse } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { isTableFormat } from './detection-notes.ts';
import { presentImport } from './present.ts';
import type { StoredStatement } from './repo.stored.ts';
import * as repo from './repo.ts';
import { readImportTask } from './service.background.ts';
import { stateText } from './service.book.ts';
import { previewImport, todayOf } from './service.preview.ts';
import { refuseMissingImport } from './service.rows.ts';
import { isReadInBackground, stageImport } from './service.stage.ts';
import { asUnreadable, refuseUnknownAccounts } from './service.upload.ts';

type MappingChanges = Omit<z.output<typeof contract.updateImportMapping.body>, 'version'>;

export interface MappingTarget {
  readonly importId: string;
  readonly expectedVersion: number;
  readonly changes: MappingChanges;
}

/**
 * Overrides the reading of a draft or says where its statements go. The file is read again where that changes its
 * rows; what was decided about a row is kept.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, STALE_VERSION, VALIDATION_FAILED, FILE_UNREADABLE
 */
export async function updateMapping(
  services: Services,
  context: TenantContext,
  target: MappingTarget,
): Promise<ImportSummary> {
  await services.database.readTenant(context, (tx) => tx.entered);
  const job = { tenantId: context.tenantId, userId: context.userId };
  try {
    return await services.database.bulkTenant(job, null, async (tx) => {
      await change(tx, services, target);
      return presentImport((await repo.findImport(tx, target.importId)) ?? refuseMissingImport());
    });
  } catch (error) {
    throw asUnreadable(error);
  }
}

async function change(tx: TenantTransaction, services: Services, target: MappingTarget): Promise<void> {
  const { importId, changes } = target;
  const record = (await repo.lockImport(tx, importId)) ?? refuseMissingImport();
  if (record.status !== 'draft' && record.status !== 'failed')
    refuse('WRONG_STATE', stateText(record.status));
  if (record.version !== target.expectedVersion) {
    throw new AppError('STALE_VERSION', 'The import was changed meanwhile. Look at it again.', {
      details: { current: presentImport(record) },
    });
  }
  await refuseWrongChanges(tx, record, changes);
  const { useClosingBalance } = changes;
  if (useClosingBalance !== undefined) await repo.updateImport(tx, importId, { useClosingBalance });
  const accounts = await repo.findAccounts(tx);
  const statements = record.statements.map((statement) => withChosenAccount(statement, changes));
  if (needsReading(record, { changes, statements, accounts }))
    return readAgain(tx, services, { record, changes });
  const today = await todayOf(tx, services.clock);
  const preview = await previewImport(tx, { importId, statements, accounts, today });
  await repo.updateImport(tx, importId, { ...preview, accountId: preview.statements[0]?.accountId ?? null });
}

async function refuseWrongChanges(
  tx: TenantTransaction,
  record: repo.ImportRecord,
  changes: MappingChanges,
): Promise<void> {
  const { accountId, accounts = [], mapping } = changes;
  if (mapping && !isTableFormat(record.format)) refuseMapping(record, mapping);
  const stray = accounts.findIndex(({ statementIndex }) => statementIndex >= record.statements.length);
  if (stray >= 0) {
    const message = 'The file has no such statement.';
    refuse('VALIDATION_FAILED', message, [{ path: `accounts.${stray}.statementIndex`, message }]);
  }
  await refuseUnknownAccounts(tx, [
    ...(accountId === undefined ? [] : [{ accountId, path: 'accountId' }]),
    ...accounts.map((choice, index) => ({
      accountId: choice.accountId,
      path: `accounts.${index}.accountId`,
    })),
  ]);
}

/** A file without columns takes the user's word on what it may leave open, and on nothing else. */
function refuseMapping(record: repo.ImportRecord, mapping: NonNullable<MappingChanges['mapping']>): void {
  const open = (record.format && LEFT_OPEN[record.format]) ?? [];
  if (Object.entries(mapping).every(([key, value]) => value === undefined || open.includes(key))) return;
  const message = 'A file of this kind says itself how it is read.';
  refuse('VALIDATION_FAILED', message, [{ path: 'mapping', message }]);
}

const LEFT_OPEN: Readonly<Partial<Record<ImportFormat, readonly string[]>>> = {
  qif: ['dateOrder', 'decimalMark'],
  ofx: ['decimalMark'],
};

function withChosenAccount(statement: StoredStatement, changes: MappingChanges): StoredStatement {
  const single = changes.accounts?.find((choice) => choice.statementIndex === statement.index)?.accountId;
  return { ...statement, accountId: single ?? changes.accountId ?? statement.accountId };
}

interface Changed {
  readonly changes: MappingChanges;
  readonly statements: readonly StoredStatement[];
  readonly accounts: readonly repo.ImportAccount[];
}

function needsReading(record: repo.ImportRecord, { changes, statements, accounts }: Changed): boolean {
  if (record.status === 'failed') return true;
  if (Object.values(changes.mapping ?? {}).some((value) => value !== undefined)) return true;
  if (!isTableFormat(record.format) && record.format !== 'qif') return false;
  // Rows that name no currency are in their account's, and its digits decide how an amount is read.
  return statements.some((statement) => {
    const account = accounts.find((each) => each.id === statement.accountId);
    return account !== undefined && account.currency !== statement.currency;
  });
}

async function readAgain(
  tx: TenantTransaction,
  services: Services,
  { record, changes }: { readonly record: repo.ImportRecord; readonly changes: MappingChanges },
): Promise<void> {
  const request = {
    importId: record.id,
    override: changes.mapping ?? {},
    accountId: changes.accountId ?? null,
    accounts: changes.accounts ?? [],
  };
  if (!isReadInBackground(record)) return stageImport(tx, services, request);
  await repo.updateImport(tx, record.id, {
    status: 'reading',
    doneRows: 0,
    jobProgress: null,
    error: null,
  });
  const payload = { ...request, tenantId: tx.tenantId, userId: tx.userId };
  await services.queue.enqueue(tx, { task: readImportTask, payload, key: `read:${record.id}` });
}
