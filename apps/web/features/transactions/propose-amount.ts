import { getExchangeRate } from '@fintrack/contract';
import { isCalendarDate } from '@fintrack/core/dates';
import {
  AmountFormatError,
  evaluateAmount,
  formatAmount,
  isCurrency,
  type Money,
  parseCurrency,
} from '@fintrack/core/money';
import { convertMoney } from '@fintrack/core/rates';
import { serverApi } from '@/lib/api/server-api.ts';
import { exactRateOf } from '@/lib/exact-rate-of.ts';
import { type FormProblem, formProblem, textOf } from '@/lib/form-action.ts';
import { amountText } from '@/lib/format-amount.ts';
import { formatFullDay } from '@/lib/format-day.ts';
import { rateText } from '@/lib/format-rate.ts';
import { decimalMark } from '@/lib/notation.ts';
import type { EntryContext } from './read-entry.ts';

/**
 * The form again, with what the account's amount would be at the rate of the day. It is a proposal: nothing is booked,
 * and the person may change it to what the bank took.
 */
export async function proposeAmount(form: FormData, context: EntryContext): Promise<FormProblem> {
  const account = context.accounts.find(({ id }) => id === textOf(form, 'accountId'));
  const date = textOf(form, 'date');
  const paid = readPaid(form, context);
  if (account === undefined) return formProblem(form, { accountId: 'Choose an account.' });
  if (!isCalendarDate(date)) return formProblem(form, { date: 'Write a date, like 15, -1 or 3/12.' });
  if ('problem' in paid) return formProblem(form, { [paid.field]: paid.problem });
  const api = await serverApi();
  const params = { base: paid.currency, quote: account.currency, date };
  const { data } = await api.call(getExchangeRate, { params });
  if (data.rate === null)
    return formProblem(form, { originalAmount: data.unknown?.reason ?? 'No rate is known.' });
  const own = formatAmount(convertMoney(paid, exactRateOf(data.rate), parseCurrency(account.currency)));
  const { locale } = context;
  const shown = amountText(own, { locale, currency: account.currency });
  const again = formProblem(form, {});
  return {
    ...again,
    values: {
      ...again.values,
      amount: own.replace('-', ''),
      proposal: `Proposed: ${shown}, at 1 ${paid.currency} = ${rateText(data.rate.rate, locale)} ${account.currency} of ${formatFullDay(data.rate.date, locale)}. Change it if your bank took another amount.`,
    },
  };
}

/** What was paid in the other currency, or what is wrong with it. */
function readPaid(form: FormData, { locale }: EntryContext): Money | { field: string; problem: string } {
  const currency = textOf(form, 'originalCurrency');
  if (!isCurrency(currency))
    return { field: 'originalCurrency', problem: 'Choose the currency that was paid in.' };
  const text = textOf(form, 'originalAmount');
  if (text === '') return { field: 'originalAmount', problem: 'Write what was paid.' };
  try {
    return evaluateAmount(text, currency, decimalMark(locale));
  } catch (error) {
    if (error instanceof AmountFormatError) return { field: 'originalAmount', problem: error.message };
    throw error;
  }
}
