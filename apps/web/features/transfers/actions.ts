'use server';

import {
  acceptTransferProposal,
  getTransaction,
  linkTransfer,
  rejectTransferProposal,
  unlinkTransfer,
} from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';
import { readAmountField } from '@/lib/read-amount-field.ts';
import { pageSession } from '@/lib/session.ts';

/** Yes: the two rows are one transfer. */
export async function acceptPair(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(acceptTransferProposal, { body: pairOf(form) });
    return done('/transfers', changeSetId);
  });
}

/** No: the two rows are none, and are not asked about again. */
export async function rejectPair(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(rejectTransferProposal, { body: pairOf(form) });
    return done('/transfers', changeSetId);
  });
}

/** Makes two rows one transfer, with a fee where less arrived than left. */
export async function linkRows(_before: FormState, form: FormData): Promise<FormState> {
  const transactionId = textOf(form, 'transactionId');
  const params = { transactionId };
  const [{ locale }, api] = await Promise.all([pageSession(), serverApi()]);
  return runForm(form, async () => {
    const otherId = textOf(form, 'otherId');
    if (otherId === '') return formProblem(form, { otherId: 'Choose the other row.' });
    const rows = await Promise.all(
      [transactionId, otherId].map((id) => api.call(getTransaction, { params: { transactionId: id } })),
    );
    const paying = rows.find(({ data }) => data.amount.startsWith('-')) ?? rows[0];
    const fee = readAmountField(form, 'fee', { currency: paying?.data.currency ?? '', locale });
    if (fee.problem !== null) return formProblem(form, { fee: fee.problem });
    const body = { otherId, ...(fee.decimal === null ? {} : { fee: { amount: fee.decimal } }) };
    const { changeSetId } = await api.call(linkTransfer, { params, body });
    return done(`/transactions/${transactionId}`, changeSetId);
  });
}

/** Makes the legs of a transfer two rows of their own. */
export async function unlinkRows(_before: FormState, form: FormData): Promise<FormState> {
  const params = { transactionId: textOf(form, 'transactionId') };
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(unlinkTransfer, { params });
    return done(`/transactions/${params.transactionId}`, changeSetId);
  });
}

function pairOf(form: FormData): { firstId: string; secondId: string } {
  return { firstId: textOf(form, 'firstId'), secondId: textOf(form, 'secondId') };
}

function done(path: string, changeSetId: string | null): never {
  revalidatePath('/', 'layout');
  redirect(changeSetId === null ? path : `${path}?changed=${changeSetId}`);
}
