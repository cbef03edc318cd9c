'use server';

import { createSavedFilter, deleteSavedFilter, updateSavedFilter } from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';
import { FILTER_KEYS } from './transaction-filter.ts';

/** Keeps the search and the filters that the form was sent with. */
export async function saveFilter(_before: FormState, form: FormData): Promise<FormState> {
  if (textOf(form, 'name') === '') return formProblem(form, { name: 'Give it a name.' });
  return runForm(form, async () => {
    const api = await serverApi();
    const filters = FILTER_KEYS.filter((key) => key !== 'q' && textOf(form, key) !== '');
    await api.call(createSavedFilter, {
      body: {
        name: textOf(form, 'name'),
        query: textOf(form, 'q'),
        filters: Object.fromEntries(filters.map((key) => [key, textOf(form, key)])),
        isShared: form.has('isShared'),
      },
    });
    refresh();
    return { ok: true, message: 'Saved.' };
  });
}

/** Renames a filter, changes its search, or shares it. */
export async function changeFilter(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(updateSavedFilter, {
      params: { savedFilterId: textOf(form, 'id') },
      body: {
        name: textOf(form, 'name'),
        query: textOf(form, 'query'),
        isShared: form.has('isShared'),
        version: textOf(form, 'version'),
      },
    });
    refresh();
    return { ok: true, message: 'Saved.' };
  });
}

export async function removeFilter(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deleteSavedFilter, { params: { savedFilterId: textOf(form, 'id') } });
    refresh();
    redirect(`/transactions/filters?changed=${data.changeSetId}`);
  });
}
