import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { RegisterForm } from '@/features/identity/register-form.tsx';
import { currencyOptions } from '@/lib/currency-options.ts';
import { localeDefaults } from '@/lib/locale-defaults.ts';
import { isSignedIn } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Create an account' };

export default async function RegisterPage() {
  if (await isSignedIn()) redirect('/dashboard');
  const { locale, currency } = localeDefaults((await headers()).get('accept-language'));
  return <RegisterForm locale={locale} currency={currency} currencies={currencyOptions()} />;
}
