'use server';

import { revertChangeSet } from '@fintrack/contract';
import { refresh } from 'next/cache';
import { serverApi } from './api/server-api.ts';
import { type FormState, runForm, textOf } from './form-action.ts';

/** Undoes the change set that the form names. */
export async function revertChange(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(revertChangeSet, {
      params: { changeSetId: textOf(form, 'changeSetId') },
    });
    refresh();
    return { ok: true, message: 'Undone.', changeSetId: data.changeSetId };
  });
}
