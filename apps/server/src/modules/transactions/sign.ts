import { refuse } from '../../platform/errors.ts';

export type TransactionType = 'income' | 'expense' | 'transfer';

/** What the sign says when nobody else does; a refund goes against its type's direction. */
export function typeOfSign(minor: bigint, isRefund: boolean): TransactionType {
  return minor > 0n === isRefund ? 'expense' : 'income';
}

/** What a category makes of a row: its kind is the type, and against the direction of that it is a refund. */
export function typeOfCategory(
  kind: 'income' | 'expense',
  minor: bigint,
): { readonly type: TransactionType; readonly isRefund: boolean } {
  return { type: kind, isRefund: kind === 'expense' ? minor > 0n : minor < 0n };
}

export interface SignedAmount {
  readonly type: TransactionType;
  readonly minor: bigint;
  readonly isRefund: boolean;
  /** The magnitude as the currency writes it, for the hint. */
  readonly text: string;
}

/**
 * A new user who posts {type: "expense", amount: 12.5} must not silently gain money.
 * @throws {AppError} EXPENSE_SIGN, INCOME_SIGN; the text names both remedies.
 */
export function checkSign({ type, minor, isRefund, text }: SignedAmount): void {
  if (isRefund || type === 'transfer') return;
  if (type === 'expense' && minor > 0n) {
    const message = `An expense takes money away: write -${text}, or set isRefund to true if this is a refund.`;
    refuse('EXPENSE_SIGN', message, [{ path: 'amount', message }]);
  }
  if (type === 'income' && minor < 0n) {
    const message = `An income brings money in: write ${text}, or set isRefund to true if this is income paid back.`;
    refuse('INCOME_SIGN', message, [{ path: 'amount', message }]);
  }
}
