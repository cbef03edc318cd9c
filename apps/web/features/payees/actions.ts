'use server';

import { createPayee, deletePayee, getCategory, mergePayees, updatePayee } from '@fintrack/contract';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { backToList, mergeTicked } from '@/lib/name-list-action.ts';
import { saveMerging } from '@/lib/save-merging.ts';
import { aliasesOf, payeeMerging } from './merge-payee.ts';

const PATH = '/payees';

export async function addPayee(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(createPayee, { body: fieldsOf(form) });
    return backToList(PATH, form, { changeSetId });
  });
}

export async function savePayee(_before: FormState, form: FormData): Promise<FormState> {
  const merging = payeeMerging(findCategory, async (merged, kept) => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updatePayee, {
      params: { payeeId: textOf(merged, 'id') },
      body: { ...fieldsOf(merged), version: textOf(merged, 'version') },
    });
    return backToList(PATH, merged, { changeSetId, kept });
  });
  return runForm(form, () => saveMerging(form, merging));
}

/** For the question which of two categories to keep. */
async function findCategory(categoryId: string): Promise<string> {
  const api = await serverApi();
  const { data } = await api.call(getCategory, { params: { categoryId } });
  return data.path.join(' › ');
}

export async function removePayee(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deletePayee, { params: { payeeId: textOf(form, 'id') } });
    return backToList(PATH, form, data);
  });
}

/** Makes the ticked payees one: the one that is kept, and the others its other names. */
export async function mergeSelected(_before: FormState, form: FormData): Promise<FormState> {
  return mergeTicked(form, async (body) => {
    const api = await serverApi();
    const { data } = await api.call(mergePayees, { body });
    return backToList(PATH, form, data);
  });
}

function fieldsOf(form: FormData) {
  return {
    name: textOf(form, 'name'),
    defaultCategoryId: optionalTextOf(form, 'defaultCategoryId') ?? null,
    aliases: aliasesOf(textOf(form, 'aliases')),
  };
}
