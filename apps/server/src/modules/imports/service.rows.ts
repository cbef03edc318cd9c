import type * as contract from '@fintrack/contract';
import type { ImportRow, ImportSummary } from '@fintrack/contract';
import { AmountFormatError, parseAmount, parseCurrency } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { Services } from '../../platform/services.ts';
import { presentImport, presentRow } from './present.ts';
import * as rowsRepo from './repo.rows.ts';
import type { RowEdits } from './repo.stored.ts';
import * as repo from './repo.ts';
import { decideLocally } from './service.local.ts';
import { previewImport, todayOf } from './service.preview.ts';
import { storedFingerprint } from './staged-row.ts';

type RowChanges = z.output<typeof contract.updateImportRow.body>;

/**
 * Corrects a row of a draft, or says what is to happen to it; the draft is compared again.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, AMOUNT_INVALID, VALIDATION_FAILED
 */
export async function changeRow(
  tx: TenantTransaction,
  services: Services,
  target: { readonly importId: string; readonly rowNumber: number; readonly changes: RowChanges },
): Promise<ImportRow> {
  const { importId, rowNumber, changes } = target;
  const record = (await repo.lockImport(tx, importId)) ?? refuseMissingImport();
  if (record.status !== 'draft')
    refuse('WRONG_STATE', `Rows can be changed while the import is a draft; it is ${record.status}.`);
  const row =
    (await rowsRepo.findRow(tx, importId, rowNumber)) ?? refuse('NOT_FOUND', 'The import has no such row.');
  const tenantCurrency = (await tx.entered).currency;
  const currency = row.currency ?? record.statements[row.statementIndex]?.currency ?? tenantCurrency;
  const edits = readEdits(row, changes, currency);
  const corrected = edits ? correctRow({ ...row, currency }, edits) : {};
  refuseUnbookable({ ...row, ...corrected }, changes);
  const decision = readDecision(row, changes);
  if (edits !== null || !(await decideAlone(tx, services, { record, row, decision }))) {
    await rowsRepo.updateRow(tx, { importId, rowNumber }, { ...corrected, ...decision });
    await compareAgain(tx, services, record);
  }
  const changed = await rowsRepo.findRow(tx, importId, rowNumber);
  if (!changed) throw new Error('A row was changed and is not there.');
  const matched = await rowsRepo.findMatched(tx, [changed]);
  return presentRow(changed, record.status, matched.get(changed.matchedTransactionId ?? ''));
}

/**
 * One word on all rows of a draft that have a fate; the draft is compared again.
 * @throws {AppError} NOT_FOUND, WRONG_STATE
 */
export async function decideRows(
  tx: TenantTransaction,
  services: Services,
  target: { readonly importId: string; readonly changes: z.output<typeof contract.decideImportRows.body> },
): Promise<ImportSummary> {
  const { importId, changes } = target;
  const record = (await repo.lockImport(tx, importId)) ?? refuseMissingImport();
  if (record.status !== 'draft')
    refuse('WRONG_STATE', `Rows can be changed while the import is a draft; it is ${record.status}.`);
  await rowsRepo.decideRows(tx, importId, changes);
  await compareAgain(tx, services, record);
  return presentImport((await repo.findImport(tx, importId)) ?? refuseMissingImport());
}

type Decision = Pick<rowsRepo.ImportRowRecord, 'decision' | 'decidedTransactionId'>;

/** Takes a word on one row where only what competes with it has to be compared; false where all has to be. */
async function decideAlone(
  tx: TenantTransaction,
  services: Services,
  target: {
    readonly record: repo.ImportRecord;
    readonly row: rowsRepo.ImportRowRecord;
    readonly decision: Partial<Decision>;
  },
): Promise<boolean> {
  const { record, row } = target;
  const { decision, decidedTransactionId } = target.decision;
  if (decision === undefined || decidedTransactionId === undefined) return false;
  const { accountId = null } = record.statements[row.statementIndex] ?? {};
  const account = (await repo.findAccounts(tx)).find(({ id }) => id === accountId);
  if (!account) return false;
  const today = await todayOf(tx, services.clock);
  return decideLocally(tx, { record, row, decision: { decision, decidedTransactionId }, account, today });
}

/** Compares a draft with the books as they are now. */
export async function compareAgain(
  tx: TenantTransaction,
  services: Services,
  record: repo.ImportRecord,
): Promise<void> {
  const preview = await previewImport(tx, {
    importId: record.id,
    statements: record.statements,
    accounts: await repo.findAccounts(tx),
    today: await todayOf(tx, services.clock),
  });
  await repo.updateImport(tx, record.id, preview);
}

/** "same" stays with the row that it was said of, whatever else comes to fit. */
function readDecision(row: rowsRepo.ImportRowRecord, { decision }: RowChanges): Partial<Decision> {
  if (decision === undefined) return {};
  if (decision !== 'same') return { decision, decidedTransactionId: null };
  if (row.matchedTransactionId === null) {
    const message = 'There is no row here that it could be the same as.';
    refuse('VALIDATION_FAILED', message, [{ path: 'decision', message }]);
  }
  return { decision, decidedTransactionId: row.matchedTransactionId };
}

/**
 * The columns of a row with the user's corrections in them. The bank's text and content key stay, so that the same
 * line is known again; a line that could not be read gets a key when the corrections make it whole.
 */
export function correctRow(
  row: rowsRepo.ImportRowRecord,
  edits: RowEdits,
): Partial<Omit<rowsRepo.ImportRowRecord, 'importId' | 'rowNumber'>> {
  const date = edits.date ?? row.date;
  const amountMinor = edits.amountMinor === undefined ? row.amountMinor : BigInt(edits.amountMinor);
  const bankText = row.rawDescription ?? row.description ?? row.raw.slice(0, 2000);
  const changed = {
    edits,
    date,
    amountMinor,
    currency: row.currency,
    description: edits.description ?? row.description ?? bankText,
    rawDescription: edits.description === undefined ? row.rawDescription : bankText,
  };
  if (row.fingerprint !== null || date === null || amountMinor === null) return changed;
  const fingerprint = storedFingerprint({ date, amountMinor, description: bankText });
  return { ...changed, fingerprint, fate: 'new', reason: '' };
}

function readEdits(row: rowsRepo.ImportRowRecord, changes: RowChanges, currency: string): RowEdits | null {
  const { date, amount, description } = changes;
  if (date === undefined && amount === undefined && description === undefined) return null;
  return {
    ...row.edits,
    ...(date === undefined ? {} : { date }),
    ...(amount === undefined ? {} : { amountMinor: String(readAmount(amount, currency)) }),
    ...(description === undefined ? {} : { description }),
  };
}

function readAmount(text: string, currency: string): bigint {
  try {
    return parseAmount(text, parseCurrency(currency)).minor;
  } catch (error) {
    if (!(error instanceof AmountFormatError)) throw error;
    return refuse('AMOUNT_INVALID', error.message, [{ path: 'amount', message: error.message }]);
  }
}

function refuseUnbookable(row: { readonly fingerprint: string | null }, changes: RowChanges): void {
  if (changes.decision !== 'add' || row.fingerprint !== null) return;
  const message = 'This line cannot be read, so it cannot be added. Give it a date and an amount first.';
  refuse('VALIDATION_FAILED', message, [{ path: 'decision', message }]);
}

export function refuseMissingImport(): never {
  return refuse('NOT_FOUND', 'There is no such import.');
}
