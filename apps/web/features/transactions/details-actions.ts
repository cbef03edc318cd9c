'use server';

import { getTransaction, updateTransaction } from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';
import { readDetails } from './read-details.ts';

/** Saves tags, payment method and metadata of a row. */
export async function saveDetails(_before: FormState, form: FormData): Promise<FormState> {
  const params = { transactionId: textOf(form, 'transactionId') };
  const api = await serverApi();
  return runForm(form, async () => {
    const { data: row } = await api.call(getTransaction, { params });
    const reading = readDetails(form, row.metadata);
    if (reading.details === null) return formProblem(form, { ...reading.fieldErrors });
    const body = { ...reading.details, version: textOf(form, 'version') };
    const { changeSetId } = await api.call(updateTransaction, { params, body });
    revalidatePath('/', 'layout');
    const query = changeSetId === null ? '' : `?changed=${changeSetId}`;
    redirect(`/transactions/${row.id}${query}`);
  });
}
