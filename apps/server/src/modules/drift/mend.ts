import type * as contract from '@fintrack/contract';
import { mendKey } from '@fintrack/core/drift';
import { AmountFormatError, formatMinor, parseAmount } from '@fintrack/core/money';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import type { EventBus } from '../../platform/events.ts';
import { loadLedgers, lockAccount } from '../accounts/index.ts';
import { addTransaction } from '../transactions/index.ts';
import { applyMend } from './apply-mend.ts';
import type { BadSegment } from './gather.ts';
import { presentDrift, readMend } from './present.ts';
import { badSegments } from './segments.ts';
import { searchSegment } from './service.ts';

type MendRequest = z.output<typeof contract.mendBalance.body>;

/**
 * Takes one cause of a drift away, in the running change set. The suspect is searched for again first, so that nothing
 * is done that the evidence of now does not propose. Answers what is left of the difference.
 * @throws {AppError} NOT_FOUND, CONFLICT, STALE_VERSION, and what the change itself may be refused with.
 */
export async function mendBalance(
  tx: TenantTransaction,
  events: EventBus,
  request: MendRequest,
): Promise<contract.Drift | null> {
  // Held, so that no row joins or leaves the account between the search and the mend.
  if (!(await lockAccount(tx, request.accountId))) refuse('NOT_FOUND', 'There is no such account.');
  const { segment } = (await findSegment(tx, request)) ?? refuseGone();
  if (readAmount(request.drift, segment) !== segment.driftMinor) refuseChanged(segment);
  if (request.mend.kind === 'adjustment') await addAdjustment(tx, events, { segment, mend: request.mend });
  else await mendSuspect(tx, events, { segment, mend: request.mend });
  const left = await findSegment(tx, request);
  return left && presentDrift(left.segment, left.accountName, await searchSegment(tx, left.segment));
}

async function findSegment(
  tx: TenantTransaction,
  { accountId, to }: Pick<MendRequest, 'accountId' | 'to'>,
): Promise<{ segment: BadSegment; accountName: string } | null> {
  const loaded = (await loadLedgers(tx, [])).find(({ account }) => account.id === accountId);
  const segment = loaded && badSegments(loaded).find((each) => each.until === to);
  return loaded && segment ? { segment, accountName: loaded.account.name } : null;
}

async function mendSuspect(
  tx: TenantTransaction,
  events: EventBus,
  { segment, mend }: { segment: BadSegment; mend: Exclude<contract.Mend, { kind: 'adjustment' }> },
): Promise<void> {
  const key = mendKey(readWire(mend, segment));
  const { detection } = await searchSegment(tx, segment);
  if (!detection.suspects.some((suspect) => mendKey(suspect.mend) === key)) {
    refuse('CONFLICT', 'That is no suspect any more. Look at the list again.');
  }
  for (const single of mend.kind === 'several' ? mend.mends : [mend]) {
    await applyMend(tx, events, { accountId: segment.accountId, currency: segment.currency, mend: single });
  }
}

/** The last resort, never silent: a row that says what it is, in a category of the user's choice. */
async function addAdjustment(
  tx: TenantTransaction,
  events: EventBus,
  { segment, mend }: { segment: BadSegment; mend: Extract<contract.Mend, { kind: 'adjustment' }> },
): Promise<void> {
  if (readAmount(mend.amount, segment) !== segment.driftMinor) refuseChanged(segment);
  await addTransaction(tx, events, {
    accountId: segment.accountId,
    date: segment.until,
    amount: formatMinor(segment.driftMinor, segment.currency),
    description: mend.description,
    categoryId: mend.categoryId,
    metadata: { adjustment: true },
  });
}

function readWire(mend: Exclude<contract.Mend, { kind: 'adjustment' }>, segment: BadSegment) {
  try {
    return readMend(mend, segment.currency);
  } catch (error) {
    if (!(error instanceof AmountFormatError)) throw error;
    return refuse('AMOUNT_INVALID', error.message, [{ path: 'mend.amount', message: error.message }]);
  }
}

function readAmount(text: string, { currency }: BadSegment): bigint {
  try {
    return parseAmount(text, currency).minor;
  } catch (error) {
    if (!(error instanceof AmountFormatError)) throw error;
    return refuse('AMOUNT_INVALID', error.message, [{ path: 'drift', message: error.message }]);
  }
}

function refuseGone(): never {
  return refuse('CONFLICT', 'Bank and books agree there by now.');
}

function refuseChanged(segment: BadSegment): never {
  const drift = formatMinor(segment.driftMinor, segment.currency);
  return refuse('CONFLICT', `The difference is ${drift} ${segment.currency} by now. Look at it again.`, {
    drift,
  });
}
