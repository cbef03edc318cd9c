'use server';

import { restoreTrash } from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';

/** Brings back the row whose button was pressed, or those that are ticked. */
export async function restoreRows(_before: FormState, form: FormData): Promise<FormState> {
  const one = textOf(form, 'one');
  const chosen = form.getAll('row').filter((value): value is string => typeof value === 'string');
  const ids = one === '' ? chosen : [one];
  if (ids.length === 0) return formProblem(form, {}, 'Choose the rows to bring back first.');
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(restoreTrash, {
      body: { ids, partial: textOf(form, 'what') === 'possible' },
    });
    refresh();
    redirect(`/trash?changed=${data.changeSetId}`);
  });
}
