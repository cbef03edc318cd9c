'use server';

import {
  applyCategoryTemplate,
  categoryTemplate,
  createCategory,
  deleteCategory,
  getCategory,
  updateCategory,
} from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { saveMerging } from '@/lib/save-merging.ts';
import { categoryMerging } from './merge-category.ts';
import { readPlace } from './places.ts';

export async function addCategory(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(createCategory, {
      body: {
        ...readPlace(textOf(form, 'place')),
        name: textOf(form, 'name'),
        color: optionalTextOf(form, 'color'),
      },
    });
    return done(changeSetId);
  });
}

export async function saveCategory(_before: FormState, form: FormData): Promise<FormState> {
  const merging = categoryMerging(findName, async (merged, kept) => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updateCategory, {
      params: { categoryId: textOf(merged, 'id') },
      body: {
        name: textOf(merged, 'name'),
        parentId: readPlace(textOf(merged, 'place')).parentId,
        color: optionalTextOf(merged, 'color') ?? null,
        isActive: merged.has('isActive'),
        version: textOf(merged, 'version'),
      },
    });
    return done(changeSetId, kept);
  });
  return runForm(form, () => saveMerging(form, merging));
}

/** For the question which of two places to keep. */
async function findName(categoryId: string): Promise<string> {
  const api = await serverApi();
  const { data } = await api.call(getCategory, { params: { categoryId } });
  return data.path.join(' › ');
}

/** Deletes a category; its rows and children go where the form says. */
export async function removeCategory(_before: FormState, form: FormData): Promise<FormState> {
  if (form.has('asksWhere') && textOf(form, 'reassignTo') === '') {
    return formProblem(form, { reassignTo: 'Say where they go.' });
  }
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deleteCategory, {
      params: { categoryId: textOf(form, 'id') },
      query: { reassignTo: optionalTextOf(form, 'reassignTo') },
    });
    return done(data.changeSetId);
  });
}

export async function applyTemplate(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const templateId = categoryTemplate.shape.id.parse(form.get('templateId'));
    const { data } = await api.call(applyCategoryTemplate, { params: { templateId } });
    if (data.created === 0) return { ok: true, message: 'You have all of these already.' };
    return done(data.changeSetId);
  });
}

function done(changeSetId: string | null, kept: string | null = null): never {
  refresh();
  if (changeSetId === null) redirect('/categories');
  const query = new URLSearchParams({ changed: changeSetId, ...(kept === null ? {} : { kept }) });
  redirect(`/categories?${query.toString()}`);
}
