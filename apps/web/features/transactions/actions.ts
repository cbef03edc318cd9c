'use server';

import { createTransaction, deleteTransaction, getTransaction, updateTransaction } from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';
import { readAmountField } from '@/lib/read-amount-field.ts';
import { saveMerging } from '@/lib/save-merging.ts';
import { pageSession } from '@/lib/session.ts';
import { loadEntryLists } from './load-transactions.ts';
import { transactionMerging } from './merging-form.ts';
import { proposeAmount } from './propose-amount.ts';
import { readEntry, type TransactionEntry } from './read-entry.ts';

/** Books what the page for a new transaction says; a transfer where another account is named. */
export async function addTransaction(_before: FormState, form: FormData): Promise<FormState> {
  const [{ locale }, lists] = await Promise.all([pageSession(), loadEntryLists()]);
  if (form.has('propose')) return runForm(form, () => proposeAmount(form, { ...lists, locale }));
  const reading = readEntry(form, { ...lists, locale });
  if (reading.entry === null) return formProblem(form, { ...reading.fieldErrors });
  const { entry } = reading;
  return runForm(form, async () => {
    const api = await serverApi();
    const to = lists.accounts.find(({ id }) => id === textOf(form, 'transferAccountId'));
    const from = lists.accounts.find(({ id }) => id === entry.accountId);
    const arrives = readAmountField(form, 'transferAmount', { currency: to?.currency ?? '', locale });
    const fee = readAmountField(form, 'transferFee', { currency: from?.currency ?? '', locale });
    if (to !== undefined && (arrives.problem !== null || fee.problem !== null)) {
      return formProblem(form, problemsOf({ transferAmount: arrives.problem, transferFee: fee.problem }));
    }
    const body =
      to === undefined ? entry : transferBody(entry, to.id, { amount: arrives.decimal, fee: fee.decimal });
    const { changeSetId } = await api.call(createTransaction, {
      body,
      idempotencyKey: textOf(form, 'attempt'),
    });
    return done(changeSetId);
  });
}

/** Saves what the page of a transaction says. */
export async function saveTransaction(_before: FormState, form: FormData): Promise<FormState> {
  const params = { transactionId: textOf(form, 'transactionId') };
  const [{ locale }, lists, api] = await Promise.all([pageSession(), loadEntryLists(), serverApi()]);
  return runForm(form, async () => {
    const { data: before } = await api.call(getTransaction, { params });
    // A split and a linked refund keep their type as a transfer does.
    const isTransfer = before.type === 'transfer' || before.isSplit || before.refundOfId !== null;
    const context = { ...lists, locale, isTransfer };
    const reading = readEntry(form, context);
    if (reading.entry === null) return formProblem(form, { ...reading.fieldErrors });
    const currency = before.otherLeg?.currency ?? '';
    const arrives = readAmountField(form, 'transferAmount', { currency, locale });
    if (arrives.problem !== null) return formProblem(form, { transferAmount: arrives.problem });
    const other = arrives.decimal === null ? {} : { transferAmount: arrives.decimal };
    const merging = transactionMerging(context, async ({ payeeName, ...entry }, version, kept) => {
      const payee = payeeName === null ? { payeeId: null } : { payeeName };
      const { changeSetId } = await api.call(updateTransaction, {
        params,
        body: { ...entry, ...payee, ...other, version },
      });
      return done(changeSetId, kept);
    });
    return saveMerging(form, merging);
  });
}

/** Deletes a transaction; of a transfer both legs, unless the other one is to stay. */
export async function removeTransaction(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deleteTransaction, {
      params: { transactionId: textOf(form, 'transactionId') },
      query: { otherLeg: textOf(form, 'otherLeg') === 'keep' ? 'keep' : 'delete' },
    });
    return done(data.changeSetId);
  });
}

/** A transfer leaves the account whatever the direction says. */
function transferBody(
  entry: TransactionEntry,
  transferAccountId: string,
  { amount: arrives, fee }: { readonly amount: string | null; readonly fee: string | null },
) {
  const { accountId, date, description, notes, status } = entry;
  const amount = `-${entry.amount.replace('-', '')}`;
  const own = { accountId, date, description, notes, status, amount };
  return {
    ...own,
    type: 'transfer' as const,
    transferAccountId,
    ...(arrives === null ? {} : { transferAmount: arrives }),
    ...(fee === null ? {} : { transferFee: { amount: fee } }),
  };
}

function problemsOf(problems: Readonly<Record<string, string | null>>): Record<string, string> {
  const found = Object.entries(problems).filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(found);
}

function done(changeSetId: string | null, kept: string | null = null): never {
  revalidatePath('/', 'layout');
  if (changeSetId === null) redirect('/transactions');
  const query = new URLSearchParams({ changed: changeSetId, ...(kept === null ? {} : { kept }) });
  redirect(`/transactions?${query.toString()}`);
}
