'use server';

import { createRecurring, detectRecurring, recurringState, updateRecurring } from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, runForm, textOf } from '@/lib/form-action.ts';
import { pageSession } from '@/lib/session.ts';
import { RECURRING_HREF, seriesHref } from './hrefs.ts';
import { readSeriesForm } from './read-series-form.ts';

const STATES = recurringState.exclude(['proposed']);

/** Accepts, dismisses or ends a series. */
export async function answerSeries(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const seriesId = textOf(form, 'seriesId');
    const { changeSetId } = await api.call(updateRecurring, {
      params: { seriesId },
      body: { state: STATES.parse(form.get('state')), version: textOf(form, 'version') },
    });
    return done(textOf(form, 'back') === 'series' ? seriesHref(seriesId) : RECURRING_HREF, changeSetId);
  });
}

/** Looks through the books now. */
export async function lookForSeries(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(detectRecurring, {});
    refresh();
    if (data.status === 'queued') {
      return { ok: true, message: 'The books are being looked through. Look again in a minute.' };
    }
    return { ok: true, message: foundText(data) };
  });
}

function foundText({ found, updated }: { found: number; updated: number }): string {
  const news = found === 0 ? 'Nothing new.' : found === 1 ? '1 new proposal.' : `${found} new proposals.`;
  if (updated === 0) return news;
  return `${news} ${updated === 1 ? '1 known series has' : `${updated} known series have`} new rows.`;
}

export async function addSeries(_before: FormState, form: FormData): Promise<FormState> {
  const { locale } = await pageSession();
  return runForm(form, async () => {
    const read = readSeriesForm(form, { currency: textOf(form, 'currency'), locale });
    if (read.problems !== null) return formProblem(form, read.problems);
    const api = await serverApi();
    const { data, changeSetId } = await api.call(createRecurring, {
      body: { ...read.fields, accountId: textOf(form, 'accountId') },
    });
    return done(seriesHref(data.id), changeSetId);
  });
}

export async function saveSeries(_before: FormState, form: FormData): Promise<FormState> {
  const { locale } = await pageSession();
  return runForm(form, async () => {
    const read = readSeriesForm(form, { currency: textOf(form, 'currency'), locale });
    if (read.problems !== null) return formProblem(form, read.problems);
    const { amount, low, high, schedule, ...fields } = read.fields;
    const api = await serverApi();
    const seriesId = textOf(form, 'seriesId');
    const isFound = form.has('isFound');
    const { changeSetId } = await api.call(updateRecurring, {
      params: { seriesId },
      body: {
        ...fields,
        ...(isFound && !form.has('ownAmount') ? { amount: null } : { amount, low, high }),
        schedule: isFound && !form.has('ownSchedule') ? null : schedule,
        version: textOf(form, 'version'),
      },
    });
    return done(seriesHref(seriesId), changeSetId);
  });
}

function done(path: string, changeSetId: string | null): never {
  refresh();
  redirect(changeSetId === null ? path : `${path}?changed=${changeSetId}`);
}
