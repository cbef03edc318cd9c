'use server';

import {
  boldness,
  retrainCategoriser,
  updateCategoriserSettings,
  updateTransaction,
} from '@fintrack/contract';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';
import { ACCURACY_HREF, REVIEW_HREF } from './hrefs.ts';

/** Yes: the row gets the category that was suggested. */
export async function acceptSuggestion(_before: FormState, form: FormData): Promise<FormState> {
  const transactionId = textOf(form, 'transactionId');
  const [categoryId = '', version = ''] = textOf(form, 'choice').split(' ');
  if (categoryId === '') return formProblem(form, { choice: 'Choose a category.' });
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updateTransaction, {
      params: { transactionId },
      body: { categoryId, version },
    });
    const isOfRow = form.has('fromRow');
    return done(isOfRow ? `/transactions/${transactionId}` : REVIEW_HREF, changeSetId);
  });
}

/** How sure the model has to be from now on. */
export async function saveBoldness(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updateCategoriserSettings, {
      body: { boldness: boldness.parse(form.get('boldness')), version: Number(textOf(form, 'version')) },
    });
    return done(ACCURACY_HREF, changeSetId);
  });
}

/** Has the model trained in the background. */
export async function retrain(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(retrainCategoriser, {});
    return { ok: true, message: 'It is being trained. Look again in a moment.' };
  });
}

function done(path: string, changeSetId: string | null): never {
  revalidatePath('/', 'layout');
  redirect(changeSetId === null ? path : `${path}?changed=${changeSetId}`);
}
