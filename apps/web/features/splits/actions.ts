'use server';

import { getTransaction, replaceSplits } from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';
import { pageSession } from '@/lib/session.ts';
import { readSplitForm, readWhole, renumbered } from './read-split-form.ts';

/** Saves the parts of a transaction, and its amount where that was changed with them. */
export async function saveSplits(_before: FormState, sent: FormData): Promise<FormState> {
  const form = renumbered(sent);
  const params = { transactionId: textOf(form, 'transactionId') };
  const [{ locale }, api] = await Promise.all([pageSession(), serverApi()]);
  return runForm(form, async () => {
    const { data: row } = await api.call(getTransaction, { params });
    const context = { currency: row.currency, locale, isOut: row.amount.startsWith('-') };
    const { parts, fieldErrors } = readSplitForm(form, context);
    const whole = readWhole(form, context);
    const wholeError = whole?.problem ? { amount: whole.problem } : {};
    if (Object.keys({ ...fieldErrors, ...wholeError }).length > 0) {
      return formProblem(form, { ...fieldErrors, ...wholeError });
    }
    // None at all would undo the split, for which there is a button of its own.
    if (parts.length === 0) return formProblem(form, {}, 'Write the amounts of two parts or more.');
    const amount = whole === null ? {} : { amount: whole.decimal };
    const body = { version: textOf(form, 'version'), splits: [...parts], ...amount };
    const { changeSetId } = await api.call(replaceSplits, { params, body });
    return done(params.transactionId, changeSetId);
  });
}

/** Makes a split one row again. */
export async function undoSplit(_before: FormState, form: FormData): Promise<FormState> {
  const params = { transactionId: textOf(form, 'transactionId') };
  return runForm(form, async () => {
    const api = await serverApi();
    const body = { version: textOf(form, 'version'), splits: [] };
    const { changeSetId } = await api.call(replaceSplits, { params, body });
    return done(params.transactionId, changeSetId);
  });
}

function done(transactionId: string, changeSetId: string | null): never {
  revalidatePath('/', 'layout');
  redirect(`/transactions/${transactionId}${changeSetId === null ? '' : `?changed=${changeSetId}`}`);
}
