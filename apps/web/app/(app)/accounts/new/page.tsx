import type { Metadata } from 'next';
import { PageHeader } from '@/components/page-header.tsx';
import { AccountForm } from '@/features/accounts/account-form.tsx';
import { currencyOptions } from '@/lib/currency-options.ts';

export const metadata: Metadata = { title: 'New account' };

export default function NewAccountPage() {
  return (
    <>
      <PageHeader title="New account" />
      <AccountForm account={null} currencies={currencyOptions()} />
    </>
  );
}
