'use server';

import { deleteImportProfile, endSession, updateSettings } from '@fintrack/contract';
import { ApiError } from '@fintrack/contract/client';
import { refresh } from 'next/cache';
import { cookies } from 'next/headers';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, runForm, textOf } from '@/lib/form-action.ts';
import { parseTheme, THEME_COOKIE } from '@/lib/theme.ts';

/** Saves the fields that the section's form has; the others stay. */
export async function saveSettings(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const given = FIELDS.filter((name) => form.has(name));
    const fields: Record<string, string> = Object.fromEntries(
      given.map((name) => [name, textOf(form, name)]),
    );
    try {
      await api.call(updateSettings, {
        body: { ...fields, version: textOf(form, 'version') },
      });
    } catch (error) {
      // The page then shows what the others saved, and the form carries the new version.
      if (error instanceof ApiError && error.envelope.code === 'STALE_VERSION') refresh();
      throw error;
    }
    refresh();
    return { ok: true, message: 'Saved.' };
  });
}

const FIELDS = [
  'userName',
  'name',
  'locale',
  'timezone',
  'currency',
  'fiscal_year_start',
  'weekStart',
] as const;

/** Keeps the theme in this browser for a year; "system" forgets it. */
export async function saveTheme(_before: FormState, form: FormData): Promise<FormState> {
  const store = await cookies();
  const theme = parseTheme(textOf(form, 'theme'));
  if (theme === undefined) store.delete(THEME_COOKIE);
  else store.set(THEME_COOKIE, theme, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax' });
  refresh();
  return { ok: true, message: 'Saved.' };
}

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Signs one other device out. */
export async function endDevice(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(endSession, { params: { sessionId: textOf(form, 'sessionId') } });
    refresh();
    return { ok: true, message: 'Signed out.' };
  });
}

/** Forgets how a bank's files are read. */
export async function forgetProfile(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    await api.call(deleteImportProfile, { params: { profileId: textOf(form, 'profileId') } });
    refresh();
    return { ok: true, message: 'Forgotten.' };
  });
}
