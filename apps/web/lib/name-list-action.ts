import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { type FormState, formProblem, runForm, textOf } from './form-action.ts';

/** Back to the list as it was when the form was opened; `kept` tells what others have changed beside. */
export function backToList(
  path: string,
  form: FormData,
  { changeSetId, kept = null }: { readonly changeSetId: string | null; readonly kept?: string | null },
): never {
  refresh();
  const query = new URLSearchParams(textOf(form, 'back'));
  if (changeSetId !== null) query.set('changed', changeSetId);
  if (kept !== null) query.set('kept', kept);
  redirect(`${path}?${query.toString()}`);
}

/** Makes the ticked ones one: the one that was chosen to stay. */
export async function mergeTicked(
  form: FormData,
  merge: (ids: { readonly sourceIds: string[]; readonly targetId: string }) => Promise<never>,
): Promise<FormState> {
  const targetId = textOf(form, 'targetId');
  const ids = form.getAll('select').filter((value) => typeof value === 'string');
  if (!ids.includes(targetId)) return formProblem(form, { targetId: 'Say which name stays.' });
  return runForm(form, () => merge({ sourceIds: ids.filter((id) => id !== targetId), targetId }));
}
