import type { UndecidedRows } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Services } from '../../platform/services.ts';
import { findAnchors, saveAnchor } from '../accounts/index.ts';
import { addPayeesOfImport } from '../payees/index.ts';
import { enqueueDetection } from '../recurring/index.ts';
import {
  bookImportRows,
  hasSplitRows,
  type ImportTarget,
  linkCertainTransfers,
  settleImportRows,
} from '../transactions/index.ts';
import type { ImportJob } from './import-job.ts';
import { openQuestions } from './open-questions.ts';
import type { FileAnswers, StoredStatement } from './repo.stored.ts';
import * as repo from './repo.ts';
import { saveVerdicts } from './repo.verdicts.ts';
import { bookOwnImport, isOwnExport } from './service.own.ts';
import { type Compared, compareAndCount, todayOf } from './service.preview.ts';
import { refuseMissingImport } from './service.rows.ts';

const BATCH_ROWS = 25_000;

export interface Booking {
  readonly importId: string;
  /** The state that it is booked from. */
  readonly from: 'draft' | 'committing';
  /** What becomes of the rows that nobody has had a word on. */
  readonly undecided?: UndecidedRows | undefined;
  /** Told where it is, where somebody waits for it. */
  readonly job?: ImportJob;
}

/**
 * Books the new rows of an import, its anchors and its profile: all of it in this transaction, whose change set is the
 * import's. What is new is found out once more where the books have changed since the preview.
 * @throws {AppError} NOT_FOUND, WRONG_STATE, MAPPING_INCOMPLETE, ROWS_UNDECIDED, CONFLICT
 */
export async function bookImport(
  tx: TenantTransaction,
  services: Services,
  booking: Booking,
): Promise<repo.ImportRecord> {
  const { importId } = booking;
  const record = (await repo.lockImport(tx, importId)) ?? refuseMissingImport();
  refuseUnready(record, booking.from);
  const targets = targetsOf(record.statements);
  const accountIds = [...new Set(targets.map((target) => target.accountId))];
  await repo.lockAccounts(tx, accountIds);
  const accounts = await repo.findAccounts(tx);
  if (!accountIds.every((id) => accounts.some((account) => account.id === id && !account.isArchived))) {
    refuse('CONFLICT', 'An account that the rows go to was deleted or archived. Choose another one.');
  }
  const today = await todayOf(tx, services.clock);
  const { preview, idCounts } = await compareAndCount(tx, {
    importId,
    statements: record.statements,
    accounts,
    today,
    undecided: booking.undecided,
    before: { compared: record.compared, asked: record.counts.ask ?? 0 },
  });
  refuseUndecided(preview.counts.ask);
  await saveVerdicts(tx, importId);
  await settleImportRows(tx, importId);
  await addPayeesOfImport(tx, importId);
  const total = preview.counts.total;
  booking.job?.tell({ phase: 'booking', done: 0, total });
  if (isOwnExport(record)) await bookOwnImport(tx, importId, targets);
  else {
    const hasParts = await hasSplitRows(tx, importId);
    for (let first = 1; first <= total; first += BATCH_ROWS) {
      const last = Math.min(first + BATCH_ROWS - 1, total);
      await bookImportRows(tx, importId, { targets, first, last, hasParts });
      booking.job?.tell({ phase: 'booking', done: last, total });
    }
    booking.job?.tell({ phase: 'finishing', done: total, total });
    await linkCertainTransfers(tx, importId);
  }
  if (record.useClosingBalance) await bookAnchors(tx, record, today);
  await rememberReading(tx, record, idCounts);
  services.events.balancesMoved(tx, accountIds);
  const news = { count: preview.counts.new + preview.counts.match, account_ids: accountIds };
  if (news.count > 0) services.events.publish(tx, 'transactions_changed', news);
  await enqueueDetection(tx, services);
  await repo.updateImport(tx, importId, {
    ...preview,
    status: 'committed',
    error: null,
    changeSetId: tx.changeSetId,
    committedAt: services.clock.now(),
    doneRows: total,
    totalRows: total,
  });
  return (await repo.findImport(tx, importId)) ?? refuseMissingImport();
}

/** @throws {AppError} WRONG_STATE, MAPPING_INCOMPLETE */
export function refuseUnready(record: repo.ImportRecord, from: repo.ImportStatus): void {
  if (record.status !== from) refuse('WRONG_STATE', STATE_TEXTS[record.status]);
  const questions = openQuestions(record.detection, record.mapping, record.statements);
  const [first] = questions;
  if (first) refuse('MAPPING_INCOMPLETE', `${first.text} Answer this first.`, questions);
}

/** @throws {AppError} ROWS_UNDECIDED while there are rows that may be in the account already. */
export function refuseUndecided(count: number): void {
  if (count === 0) return;
  refuse(
    'ROWS_UNDECIDED',
    count === 1
      ? 'One row may be in the account already. Say whether it is, or have it booked or left out.'
      : `${count} rows may be in the account already. Say of each whether it is, or have all of them booked or left out.`,
    { count, undecided: ['book', 'skip'] },
  );
}

const STATE_TEXTS: Readonly<Record<repo.ImportStatus, string>> = {
  reading: 'The file is still being read. Wait until it is.',
  draft: 'The import is a draft: it is not booked yet.',
  committing: 'The import is being booked already.',
  committed: 'The import is booked already.',
  replaying: 'The file is being read again. Wait until it is, or stop that.',
  reverted: 'The import was taken back. Import the file again to book it.',
  failed: 'The import has failed. Correct the mapping to have the file read again, or delete it.',
};

/** What to say of an import that is in another state. */
export function stateText(status: repo.ImportStatus): string {
  return STATE_TEXTS[status];
}

function targetsOf(statements: readonly StoredStatement[]): ImportTarget[] {
  return statements.flatMap(({ index, accountId }) => (accountId === null ? [] : [{ index, accountId }]));
}

/** The bank's closing balances, but not over a user's own word for that day, and not ahead of today. */
async function bookAnchors(
  tx: TenantTransaction,
  record: repo.ImportRecord,
  today: CalendarDate,
): Promise<void> {
  for (const { accountId, closingMinor, closingDate } of record.statements) {
    if (accountId === null || closingMinor === null || closingDate === null || closingDate > today) continue;
    const balanceMinor = BigInt(closingMinor);
    const there = (await findAnchors(tx, accountId)).find((anchor) => anchor.anchorDate === closingDate);
    if (there && (there.source === 'user' || there.balanceMinor === balanceMinor)) continue;
    await saveAnchor(tx, {
      id: newId(),
      accountId,
      anchorDate: closingDate,
      balanceMinor,
      description: `Closing balance in ${record.fileName}`,
      isInitialBalance: false,
      confidenceLevel: 'high',
      source: 'import',
      importId: record.id,
    });
  }
}

/** What the user has said of a file that has no mapping; null where nothing was asked. */
function answersOf({ detection }: repo.ImportRecord): FileAnswers | null {
  const answers = detection?.answers ?? {};
  return Object.keys(answers).length === 0 ? null : answers;
}

async function rememberReading(
  tx: TenantTransaction,
  record: repo.ImportRecord,
  idCounts: Compared['idCounts'],
): Promise<void> {
  const counted = new Set<string>();
  for (const { accountId, signature } of record.statements) {
    if (accountId === null || signature === null) continue;
    await repo.saveProfile(tx, {
      id: newId(),
      tenantId: tx.tenantId,
      accountId,
      signature,
      mapping: record.mapping,
      answers: answersOf(record),
    });
    const counts = idCounts.find((each) => each.accountId === accountId);
    // Several statements of one account were counted as one.
    if (!counts || counted.has(accountId) || counts.agreed + counts.differed === 0) continue;
    counted.add(accountId);
    await repo.addIdCounts(tx, { accountId, signature }, counts);
  }
}
