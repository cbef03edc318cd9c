'use server';

import { updateTransaction } from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';

/** Says which purchase a row gives back, or takes that off again. */
export async function linkPurchase(_before: FormState, form: FormData): Promise<FormState> {
  const params = { transactionId: textOf(form, 'transactionId') };
  const refundOfId = textOf(form, 'refundOfId');
  return runForm(form, async () => {
    if (refundOfId === '') return formProblem(form, { refundOfId: 'Choose a purchase.' });
    const body = { refundOfId: refundOfId === 'none' ? null : refundOfId, version: textOf(form, 'version') };
    const api = await serverApi();
    const { changeSetId } = await api.call(updateTransaction, { params, body });
    revalidatePath('/', 'layout');
    redirect(`/transactions/${params.transactionId}${changeSetId === null ? '' : `?changed=${changeSetId}`}`);
  });
}
