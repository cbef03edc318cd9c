import { listAccounts } from '@fintrack/contract';
import type { ReactNode } from 'react';
import { AppProviders } from '@/components/app-providers.tsx';
import { AppFrame } from '@/components/frame/app-frame.tsx';
import { SignOutForm } from '@/features/identity/sign-out-form.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { pageSession } from '@/lib/session.ts';

/** The frame of every page for a signed-in person. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const [{ settings, user, locale, currency, today }, accounts] = await Promise.all([
    pageSession(),
    railAccounts(),
  ]);
  return (
    <AppProviders locale={locale} currency={currency} today={today}>
      <AppFrame
        tenantName={settings.name}
        accounts={accounts}
        user={<SignOutForm who={user.name === '' ? user.email : user.name} />}
      >
        {children}
      </AppFrame>
    </AppProviders>
  );
}

async function railAccounts() {
  const api = await serverApi();
  const { data } = await api.call(listAccounts, {});
  return data.map(({ id, name, balance }) => ({
    id,
    name,
    href: `/accounts/${id}`,
    balance: balance.posted,
    currency: balance.currency,
  }));
}
