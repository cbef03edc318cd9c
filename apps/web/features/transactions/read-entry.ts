import { type CalendarDate, isCalendarDate } from '@fintrack/core/dates';
import {
  AmountFormatError,
  evaluateAmount,
  formatAmount,
  isCurrency,
  type Money,
  money,
  negate,
  parseCurrency,
} from '@fintrack/core/money';
import { decimalMark } from '@/lib/notation.ts';

/** What a form says about a transaction, in the API's words. */
export interface TransactionEntry {
  readonly accountId: string;
  readonly date: CalendarDate;
  /** Signed decimal. */
  readonly amount: string;
  /** Left out for one leg of a transfer, which stays one. */
  readonly type?: 'income' | 'expense';
  readonly isRefund?: boolean;
  readonly payeeName: string | null;
  readonly categoryId: string | null;
  readonly description: string;
  readonly notes: string | null;
  readonly status: 'pending' | 'cleared' | 'reconciled';
  /** What was paid in another currency, signed as the amount; left out where nothing is said. */
  readonly originalAmount?: string;
  readonly originalCurrency?: string;
}

export interface EntryContext {
  /** BCP 47: how amounts are typed. */
  readonly locale: string;
  readonly accounts: readonly { readonly id: string; readonly currency: string }[];
  readonly categories: readonly { readonly id: string; readonly kind: 'income' | 'expense' }[];
  readonly isTransfer?: boolean;
}

export type EntryReading =
  | { readonly entry: TransactionEntry; readonly fieldErrors: null }
  | { readonly entry: null; readonly fieldErrors: Readonly<Record<string, string>> };

export type Direction = 'out' | 'in';

/**
 * Reads the fields of a transaction's form. The direction is a field of its own and is "out" unless said otherwise, so
 * that an amount typed without a sign never adds money by mistake; a sign that was typed wins. Against the kind of its
 * category the direction means a refund.
 */
export function readEntry(form: FormData, context: EntryContext): EntryReading {
  const accountId = textOf(form, 'accountId');
  const date = textOf(form, 'date');
  const amount = readAmount(form, context);
  const fieldErrors: Record<string, string> = {};
  if (!context.accounts.some(({ id }) => id === accountId)) fieldErrors.accountId = 'Choose an account.';
  if (!isCalendarDate(date)) fieldErrors.date = 'Write a date, like 15, -1 or 3/12.';
  if (typeof amount === 'string') fieldErrors.amount = amount;
  const original = readOriginal(form, context, typeof amount !== 'string' && amount.minor < 0n);
  if (typeof original === 'string') fieldErrors.originalAmount = original;
  if (
    typeof amount === 'string' ||
    typeof original === 'string' ||
    !isCalendarDate(date) ||
    Object.keys(fieldErrors).length > 0
  ) {
    return { entry: null, fieldErrors };
  }
  const categoryId = orNull(textOf(form, 'categoryId'));
  const entry = {
    accountId,
    date,
    amount: formatAmount(amount),
    ...(context.isTransfer === true ? {} : typeOf(amount, categoryId, context)),
    payeeName: orNull(textOf(form, 'payeeName')),
    categoryId,
    description: textOf(form, 'description'),
    notes: orNull(textOf(form, 'notes')),
    status: statusOf(textOf(form, 'status')),
    ...original,
  };
  return { entry, fieldErrors: null };
}

/** The type that goes with a direction and a category's kind; where they disagree it is a refund. */
export function typeOfDirection(
  direction: Direction,
  kind: 'income' | 'expense' | undefined,
): { type: 'income' | 'expense'; isRefund: boolean } {
  const own = direction === 'in' ? 'income' : 'expense';
  return { type: kind ?? own, isRefund: kind !== undefined && kind !== own };
}

function typeOf(amount: Money, categoryId: string | null, { categories }: EntryContext) {
  const kind = categories.find(({ id }) => id === categoryId)?.kind;
  return typeOfDirection(amount.minor > 0n ? 'in' : 'out', kind);
}

/** The signed amount, or what is wrong with it. */
function readAmount(form: FormData, context: EntryContext): Money | string {
  const text = textOf(form, 'amount');
  const account = context.accounts.find(({ id }) => id === textOf(form, 'accountId'));
  if (text === '') return 'Write an amount.';
  // Without an account there is no currency to read it in, and the account is what is missing.
  if (account === undefined) return money(0n, parseCurrency('USD'));
  try {
    const amount = evaluateAmount(text, parseCurrency(account.currency), decimalMark(context.locale));
    if (amount.minor < 0n) return amount;
    const isIn = text.startsWith('+') || textOf(form, 'direction') === 'in';
    return isIn ? amount : negate(amount);
  } catch (error) {
    if (error instanceof AmountFormatError) return error.message;
    throw error;
  }
}

/** What was paid in another currency, with the sign of the amount; or what is wrong with it. */
function readOriginal(
  form: FormData,
  { locale }: EntryContext,
  isOut: boolean,
): { originalAmount?: string; originalCurrency?: string } | string {
  const [currency, text] = [textOf(form, 'originalCurrency'), textOf(form, 'originalAmount')];
  if (currency === '' && text === '') return {};
  if (text === '') return 'Write what was paid in the other currency.';
  if (!isCurrency(currency)) return 'Choose the currency that was paid in.';
  try {
    const { minor } = evaluateAmount(text, currency, decimalMark(locale));
    const magnitude = minor < 0n ? -minor : minor;
    return {
      originalAmount: formatAmount(money(isOut ? -magnitude : magnitude, currency)),
      originalCurrency: currency,
    };
  } catch (error) {
    if (error instanceof AmountFormatError) return error.message;
    throw error;
  }
}

function statusOf(text: string): TransactionEntry['status'] {
  return text === 'pending' || text === 'reconciled' ? text : 'cleared';
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
