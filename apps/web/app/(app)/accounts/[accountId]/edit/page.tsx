import { getAccount, listAnchors } from '@fintrack/contract';
import type { Metadata } from 'next';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { AccountForm } from '@/features/accounts/account-form.tsx';
import styles from '@/features/accounts/accounts.module.css';
import { CloseAccount } from '@/features/accounts/close-account.tsx';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { currencyOptions } from '@/lib/currency-options.ts';

export const metadata: Metadata = { title: 'Edit account' };

export default async function EditAccountPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params;
  const [account, anchors] = await Promise.all([
    findOr404((api) => api.call(getAccount, { params: { accountId } })),
    findOr404((api) => api.call(listAnchors, { params: { accountId } })),
  ]);
  return (
    <>
      <PageHeader title={`Edit ${account.name}`} />
      <div className={styles.page}>
        <AccountForm account={account} currencies={currencyOptions()} />
        <Section title="Close the account">
          <CloseAccount account={account} anchorCount={anchors.length} />
        </Section>
      </div>
    </>
  );
}
