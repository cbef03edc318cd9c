'use server';

import { createTag, deleteTag, mergeTags, updateTag } from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';

export async function addTag(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(createTag, { body: fieldsOf(form) });
    return done(form, changeSetId);
  });
}

export async function saveTag(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updateTag, {
      params: { tagId: textOf(form, 'id') },
      body: { ...fieldsOf(form), version: textOf(form, 'version') },
    });
    return done(form, changeSetId);
  });
}

export async function removeTag(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deleteTag, { params: { tagId: textOf(form, 'id') } });
    return done(form, data.changeSetId);
  });
}

/** Makes the ticked tags one. */
export async function mergeSelected(_before: FormState, form: FormData): Promise<FormState> {
  const targetId = textOf(form, 'targetId');
  const ids = form.getAll('select').filter((value) => typeof value === 'string');
  if (!ids.includes(targetId)) return formProblem(form, { targetId: 'Say which name stays.' });
  return runForm(form, async () => {
    const api = await serverApi();
    const sourceIds = ids.filter((id) => id !== targetId);
    const { data } = await api.call(mergeTags, { body: { sourceIds, targetId } });
    return done(form, data.changeSetId);
  });
}

function fieldsOf(form: FormData) {
  return { name: textOf(form, 'name'), color: optionalTextOf(form, 'color') ?? null };
}

/** Back to the list as it was. */
function done(form: FormData, changeSetId: string | null): never {
  refresh();
  const query = new URLSearchParams(textOf(form, 'back'));
  if (changeSetId !== null) query.set('changed', changeSetId);
  redirect(`/tags?${query.toString()}`);
}
