import { AmountFormatError, evaluateAmount, formatAmount, isCurrency } from '@fintrack/core/money';
import { decimalMark } from './notation.ts';

/** An amount as it was typed: its decimal, or what is wrong with it; both null when the field is empty. */
export interface AmountReading {
  readonly decimal: string | null;
  readonly problem: string | null;
}

/** Reads an amount field of a form in the person's notation; sums such as 12.50+3*2 are worked out. */
export function readAmountField(
  form: FormData,
  name: string,
  { currency, locale }: { readonly currency: string; readonly locale: string },
): AmountReading {
  const value = form.get(name);
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return { decimal: null, problem: null };
  if (!isCurrency(currency)) return { decimal: null, problem: 'Choose a currency first.' };
  try {
    return { decimal: formatAmount(evaluateAmount(text, currency, decimalMark(locale))), problem: null };
  } catch (error) {
    if (error instanceof AmountFormatError) return { decimal: null, problem: error.message };
    throw error;
  }
}
