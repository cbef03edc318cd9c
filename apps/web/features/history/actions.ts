'use server';

import { revertChangeSet } from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';

/** Undoes a change set as the pressed button says: all of it, the chosen rows, or whatever can be undone. */
export async function undoRows(_before: FormState, form: FormData): Promise<FormState> {
  const what = textOf(form, 'what');
  const rows = form.getAll('row').filter((value): value is string => typeof value === 'string');
  if (what === 'chosen' && rows.length === 0) return formProblem(form, {}, 'Choose the rows to undo first.');
  return runForm(form, async () => {
    const api = await serverApi();
    const body = what === 'chosen' ? { rows } : { partial: what === 'possible' };
    const { data } = await api.call(revertChangeSet, {
      params: { changeSetId: textOf(form, 'changeSetId') },
      body,
    });
    refresh();
    redirect(
      `/history/${data.changeSetId}${data.remaining.length === 0 ? '' : `?left=${data.remaining.length}`}`,
    );
  });
}
