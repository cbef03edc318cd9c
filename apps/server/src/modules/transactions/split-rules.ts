import { formatMinor, parseCurrency } from '@fintrack/core/money';
import { refuse } from '../../platform/errors.ts';
import type * as repo from './repo.ts';

/** What a change makes of a row, as far as splits are concerned. */
export type SplitFacts = Pick<
  repo.StoredTransaction,
  | 'accountId'
  | 'amountMinor'
  | 'categoryId'
  | 'currency'
  | 'date'
  | 'isRefund'
  | 'status'
  | 'type'
  | 'valueDate'
>;

/**
 * Either side of a split keeps the sum: what both sides share is changed on the whole, which takes its parts along, and
 * amounts are changed together, by PUT /transactions/{id}/splits.
 * @throws {AppError} WRONG_STATE that says what to do.
 */
export function checkSplit(current: repo.StoredTransaction, next: SplitFacts): void {
  if (current.parentId !== null) checkPart(current, next);
  else if (current.isSplit) checkWhole(current, next);
}

function checkPart(current: repo.StoredTransaction, next: SplitFacts): void {
  const currency = parseCurrency(current.currency);
  if (next.currency === current.currency && next.amountMinor !== current.amountMinor) {
    const left = formatMinor(current.amountMinor - next.amountMinor, currency);
    const amount = formatMinor(next.amountMinor, currency);
    refuse(
      'WRONG_STATE',
      `This row is one part of a split: with ${amount} ${currency} here, ${left} ${currency} of the whole would belong to no part. Change the split of the whole instead.`,
    );
  }
  const shared = ['accountId', 'date', 'valueDate', 'status', 'type', 'isRefund'] as const;
  if (shared.some((field) => next[field] !== current[field])) {
    refuse(
      'WRONG_STATE',
      'This row is one part of a split: its date, account, status and type are those of the whole. Change them there.',
    );
  }
}

function checkWhole(current: repo.StoredTransaction, next: SplitFacts): void {
  if (next.amountMinor !== current.amountMinor || next.currency !== current.currency) {
    refuse(
      'WRONG_STATE',
      'This row is split, and its parts add up to its amount. Change the amount together with the parts, or undo the split first.',
    );
  }
  if (next.categoryId !== null) {
    refuse(
      'WRONG_STATE',
      'This row is split: its parts have the categories. Change those, or undo the split.',
    );
  }
  if (next.type === 'transfer') {
    refuse('WRONG_STATE', 'This row is split, and a transfer has no parts. Undo the split first.');
  }
}

/** @throws {AppError} WRONG_STATE: a part goes with its whole, or by changing the split. */
export function refusePart(): never {
  return refuse(
    'WRONG_STATE',
    'This row is one part of a split and does not go alone. Take it out of the split of the whole, or delete the whole.',
  );
}
