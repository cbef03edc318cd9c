'use server';

import {
  applyCategoryTemplate,
  categoryTemplate,
  createCategory,
  deleteCategory,
  updateCategory,
} from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
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
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updateCategory, {
      params: { categoryId: textOf(form, 'id') },
      body: {
        name: textOf(form, 'name'),
        parentId: readPlace(textOf(form, 'place')).parentId,
        color: optionalTextOf(form, 'color') ?? null,
        isActive: form.has('isActive'),
        version: textOf(form, 'version'),
      },
    });
    return done(changeSetId);
  });
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

function done(changeSetId: string | null): never {
  refresh();
  redirect(changeSetId === null ? '/categories' : `/categories?changed=${changeSetId}`);
}
