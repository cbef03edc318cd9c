import type { SingleMend } from '@fintrack/contract';
import type { Currency } from '@fintrack/core/money';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { EventBus } from '../../platform/events.ts';
import {
  addBankLine,
  addMissingLeg,
  deleteTransaction,
  editTransaction,
  getTransaction,
  repeatTransaction,
  restoreFromTrash,
  turnAmountRound,
} from '../transactions/index.ts';
import { findFullLine } from './repo.evidence.ts';

interface Applied {
  readonly accountId: string;
  readonly currency: Currency;
  readonly mend: SingleMend;
}

/** Does one mend through the same rules that a change by hand has. @throws {AppError} STALE_VERSION and theirs. */
export async function applyMend(
  tx: TenantTransaction,
  events: EventBus,
  { accountId, mend }: Applied,
): Promise<void> {
  switch (mend.kind) {
    case 'delete_row':
      await checkVersion(tx, mend);
      await deleteTransaction(tx, events, { id: mend.transactionId, otherLeg: 'delete' });
      return;
    case 'restore_row':
      await restoreFromTrash(tx, events, { ids: [mend.transactionId], partial: false });
      return;
    case 'flip_sign':
      await turnAmountRound(tx, events, { id: mend.transactionId, version: mend.version });
      return;
    case 'add_like':
      await repeatTransaction(tx, events, { id: mend.transactionId, date: mend.date });
      return;
    case 'add_leg':
      await addMissingLeg(tx, events, { id: mend.transactionId, version: mend.version, accountId });
      return;
    case 'add_line': {
      const line = (await findFullLine(tx, mend)) ?? refuse('CONFLICT', 'That line of the file is gone.');
      await addBankLine(tx, events, { accountId, importId: mend.importId, line });
      return;
    }
    default:
      await editTransaction(tx, events, {
        id: mend.transactionId,
        version: mend.version,
        changes: changesOf(mend),
      });
  }
}

type Edit = Extract<SingleMend, { kind: 'correct_amount' | 'move_date' | 'mark_cleared' | 'mark_pending' }>;

function changesOf(mend: Edit) {
  switch (mend.kind) {
    case 'correct_amount':
      return { amount: mend.amount };
    case 'move_date':
      return { date: mend.date };
    case 'mark_cleared':
      return { status: 'cleared' as const, date: mend.date };
    case 'mark_pending':
      return { status: 'pending' as const };
  }
}

async function checkVersion(
  tx: TenantTransaction,
  { transactionId, version }: { transactionId: string; version: number },
): Promise<void> {
  const current = await getTransaction(tx, transactionId);
  if (current.version === version) return;
  const message = 'Somebody changed this transaction meanwhile. Look at it again.';
  refuse('STALE_VERSION', message, { current });
}
