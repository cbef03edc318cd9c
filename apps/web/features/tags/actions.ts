'use server';

import { createTag, deleteTag, mergeTags, updateTag } from '@fintrack/contract';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { backToList, mergeTicked } from '@/lib/name-list-action.ts';
import { saveMerging } from '@/lib/save-merging.ts';
import { tagMerging } from './merge-tag.ts';

const PATH = '/tags';

export async function addTag(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(createTag, { body: fieldsOf(form) });
    return backToList(PATH, form, { changeSetId });
  });
}

export async function saveTag(_before: FormState, form: FormData): Promise<FormState> {
  const merging = tagMerging(async (merged, kept) => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updateTag, {
      params: { tagId: textOf(merged, 'id') },
      body: { ...fieldsOf(merged), version: textOf(merged, 'version') },
    });
    return backToList(PATH, merged, { changeSetId, kept });
  });
  return runForm(form, () => saveMerging(form, merging));
}

export async function removeTag(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deleteTag, { params: { tagId: textOf(form, 'id') } });
    return backToList(PATH, form, data);
  });
}

/** Makes the ticked tags one. */
export async function mergeSelected(_before: FormState, form: FormData): Promise<FormState> {
  return mergeTicked(form, async (body) => {
    const api = await serverApi();
    const { data } = await api.call(mergeTags, { body });
    return backToList(PATH, form, data);
  });
}

function fieldsOf(form: FormData) {
  return { name: textOf(form, 'name'), color: optionalTextOf(form, 'color') ?? null };
}
