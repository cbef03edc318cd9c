'use server';

import { createTransaction, deleteTransaction, getTransaction, updateTransaction } from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { pageSession } from '@/lib/session.ts';
import { loadEntryLists } from './load-transactions.ts';
import { readEntry, type TransactionEntry } from './read-entry.ts';

/** Books what the page for a new transaction says; a transfer where another account is named. */
export async function addTransaction(_before: FormState, form: FormData): Promise<FormState> {
  const [{ locale }, lists] = await Promise.all([pageSession(), loadEntryLists()]);
  const reading = readEntry(form, { ...lists, locale });
  if (reading.entry === null) return formProblem(form, { ...reading.fieldErrors });
  const { entry } = reading;
  return runForm(form, async () => {
    const api = await serverApi();
    const to = optionalTextOf(form, 'transferAccountId');
    const body = to === undefined ? entry : transferBody(entry, to, optionalTextOf(form, 'transferAmount'));
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
    const reading = readEntry(form, { ...lists, locale, isTransfer: before.type === 'transfer' });
    if (reading.entry === null) return formProblem(form, { ...reading.fieldErrors });
    const { payeeName, ...entry } = reading.entry;
    const payee = payeeName === null ? { payeeId: null } : { payeeName };
    const body = { ...entry, ...payee, version: textOf(form, 'version') };
    const { changeSetId } = await api.call(updateTransaction, { params, body });
    return done(changeSetId);
  });
}

/** Deletes a transaction, both legs of a transfer. */
export async function removeTransaction(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deleteTransaction, {
      params: { transactionId: textOf(form, 'transactionId') },
    });
    return done(data.changeSetId);
  });
}

/** A transfer leaves the account whatever the direction says. */
function transferBody(
  entry: TransactionEntry,
  transferAccountId: string,
  transferAmount: string | undefined,
) {
  const { accountId, date, description, notes, status } = entry;
  const amount = `-${entry.amount.replace('-', '')}`;
  const own = { accountId, date, description, notes, status, amount };
  return { ...own, type: 'transfer' as const, transferAccountId, transferAmount };
}

function done(changeSetId: string | null): never {
  revalidatePath('/', 'layout');
  redirect(changeSetId === null ? '/transactions' : `/transactions?changed=${changeSetId}`);
}
