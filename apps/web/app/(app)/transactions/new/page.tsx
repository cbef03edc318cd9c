import type { Metadata } from 'next';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { firstAccountId } from '@/features/transactions/entry-lists.ts';
import { loadEntryLists } from '@/features/transactions/load-transactions.ts';
import { TransactionForm } from '@/features/transactions/transaction-form.tsx';
import { currencyOptions } from '@/lib/currency-options.ts';
import { newIdempotencyKey } from '@/lib/idempotency-key.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';

export const metadata: Metadata = { title: 'New transaction' };

export default async function NewTransactionPage({ searchParams }: { searchParams: SearchParams }) {
  const lists = await loadEntryLists();
  const accountId = firstAccountId(lists.accounts, await readParam(searchParams, 'accountId'));
  return (
    <>
      <PageHeader title="New transaction" />
      {accountId === undefined ? (
        <EmptyState
          sentence="A transaction belongs to an account. Add one first."
          action={
            <LinkButton href="/accounts/new" look="primary">
              Add an account
            </LinkButton>
          }
        />
      ) : (
        <TransactionForm
          lists={lists}
          row={null}
          accountId={accountId}
          attempt={newIdempotencyKey()}
          currencies={currencyOptions()}
        />
      )}
    </>
  );
}
