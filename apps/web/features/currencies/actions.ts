'use server';

import {
  deleteExchangeRate,
  fetchExchangeRates,
  importExchangeRates,
  putExchangeRate,
} from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { decimalMark } from '@/lib/notation.ts';
import { pageSession } from '@/lib/session.ts';

/** Sets a rate by hand, typed in the person's notation. */
export async function setRate(_before: FormState, form: FormData): Promise<FormState> {
  const { locale } = await pageSession();
  const typed = textOf(form, 'rate');
  const rate = decimalMark(locale) === ',' ? typed.replace(',', '.') : typed;
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(putExchangeRate, {
      body: {
        base: textOf(form, 'base'),
        quote: textOf(form, 'quote'),
        date: optionalTextOf(form, 'date'),
        rate,
      },
    });
    return done(changeSetId);
  });
}

/** Takes a rate that was set by hand back. */
export async function removeRate(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deleteExchangeRate, { params: { rateId: textOf(form, 'rateId') } });
    return done(data.changeSetId);
  });
}

/** Takes rates from one of the European Central Bank's files. */
export async function uploadRates(_before: FormState, form: FormData): Promise<FormState> {
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) return formProblem(form, { file: 'Choose a file first.' });
  const upload = new FormData();
  upload.set('file', file, file.name);
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(importExchangeRates, { form: upload });
    if (data.taken === 0) return { ok: true, message: 'All of its rates were known already.' };
    return done(data.changeSetId);
  });
}

/** Asks for the newest published rates. */
export async function askForRates(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(fetchExchangeRates, {});
    return { ok: true, message: 'They are on their way. Look again in a moment.' };
  });
}

function done(changeSetId: string | null): never {
  refresh();
  redirect(changeSetId === null ? '/currencies' : `/currencies?changed=${changeSetId}`);
}
