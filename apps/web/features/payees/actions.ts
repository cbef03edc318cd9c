'use server';

import { createPayee, deletePayee, mergePayees, updatePayee } from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';

export async function addPayee(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(createPayee, { body: fieldsOf(form) });
    return done(form, changeSetId);
  });
}

export async function savePayee(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updatePayee, {
      params: { payeeId: textOf(form, 'id') },
      body: { ...fieldsOf(form), version: textOf(form, 'version') },
    });
    return done(form, changeSetId);
  });
}

export async function removePayee(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deletePayee, { params: { payeeId: textOf(form, 'id') } });
    return done(form, data.changeSetId);
  });
}

/** Makes the ticked payees one: the one that is kept, and the others its other names. */
export async function mergeSelected(_before: FormState, form: FormData): Promise<FormState> {
  const targetId = textOf(form, 'targetId');
  const ids = form.getAll('select').filter((value) => typeof value === 'string');
  if (!ids.includes(targetId)) return formProblem(form, { targetId: 'Say which name stays.' });
  return runForm(form, async () => {
    const api = await serverApi();
    const sourceIds = ids.filter((id) => id !== targetId);
    const { data } = await api.call(mergePayees, { body: { sourceIds, targetId } });
    return done(form, data.changeSetId);
  });
}

function fieldsOf(form: FormData) {
  const aliases = textOf(form, 'aliases').split('\n');
  return {
    name: textOf(form, 'name'),
    defaultCategoryId: optionalTextOf(form, 'defaultCategoryId') ?? null,
    aliases: aliases.map((alias) => alias.trim()).filter((alias) => alias !== ''),
  };
}

/** Back to the list as it was. */
function done(form: FormData, changeSetId: string | null): never {
  refresh();
  const query = new URLSearchParams(textOf(form, 'back'));
  if (changeSetId !== null) query.set('changed', changeSetId);
  redirect(`/payees?${query.toString()}`);
}
