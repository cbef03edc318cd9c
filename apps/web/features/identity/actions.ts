'use server';

import { login, logout, logoutAll, register, tenantType } from '@fintrack/contract';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { localPath } from '@/lib/api/sign-in-path.ts';
import { type FormState, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';

export async function signIn(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi({ keepCookies: true, signedOut: 'throw' });
    await api.call(login, { body: { email: textOf(form, 'email'), password: passwordOf(form) } });
    const next = localPath(textOf(form, 'next'));
    redirect(next === '/' ? '/dashboard' : next);
  });
}

export async function signUp(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi({ keepCookies: true, signedOut: 'throw' });
    const type = tenantType.catch('PERSONAL').parse(form.get('tenantType'));
    await api.call(register, {
      body: {
        email: textOf(form, 'email'),
        password: passwordOf(form),
        name: textOf(form, 'name'),
        tenantName: type === 'PERSONAL' ? undefined : optionalTextOf(form, 'tenantName'),
        tenantType: type,
        currency: optionalTextOf(form, 'currency'),
        timezone: optionalTextOf(form, 'timezone'),
        locale: optionalTextOf(form, 'locale'),
      },
    });
    redirect('/dashboard');
  });
}

/** Signs this device out. */
export async function signOut(): Promise<void> {
  const api = await serverApi({ keepCookies: true });
  await api.call(logout, {});
  redirect('/sign-in');
}

/** Signs every device out, this one among them. */
export async function signOutEverywhere(): Promise<void> {
  const api = await serverApi({ keepCookies: true });
  await api.call(logoutAll, {});
  redirect('/sign-in');
}

/** As it was typed: spaces count. */
function passwordOf(form: FormData): string {
  const value = form.get('password');
  return typeof value === 'string' ? value : '';
}
