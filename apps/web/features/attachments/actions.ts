'use server';

import { createAttachment, deleteAttachment } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';

/** Attaches files where JavaScript is off; with it the browser sends them to the API itself. */
export async function attachFiles(_before: FormState, form: FormData): Promise<FormState> {
  const transactionId = textOf(form, 'transactionId');
  const files = form.getAll('file').filter((file) => file instanceof File && file.size > 0);
  if (files.length === 0) return formProblem(form, { file: 'Choose a file first.' });
  const refusals: string[] = [];
  let changeSetId: string | null = null;
  for (const file of files) {
    if (!(file instanceof File)) continue;
    try {
      changeSetId = (await attach(transactionId, file)) ?? changeSetId;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refusals.push(`${file.name}: ${error.envelope.message}`);
    }
  }
  refresh();
  if (refusals.length > 0) return formProblem(form, { file: refusals.join(' ') });
  return back(transactionId, changeSetId);
}

/** Takes a file off; the page after it offers Undo. */
export async function detachFile(_before: FormState, form: FormData): Promise<FormState> {
  const transactionId = textOf(form, 'transactionId');
  return runForm(form, async () => {
    const api = await serverApi();
    const params = { transactionId, attachmentId: textOf(form, 'attachmentId') };
    const { data } = await api.call(deleteAttachment, { params });
    refresh();
    return back(transactionId, data.changeSetId);
  });
}

async function attach(transactionId: string, file: File): Promise<string | null> {
  const api = await serverApi();
  const upload = new FormData();
  upload.set('file', file, file.name);
  const { changeSetId } = await api.call(createAttachment, { params: { transactionId }, form: upload });
  return changeSetId;
}

function back(transactionId: string, changeSetId: string | null): never {
  const path = `/transactions/${transactionId}`;
  redirect(changeSetId === null ? path : `${path}?changed=${changeSetId}`);
}
