import { getTransaction } from '@fintrack/contract';
import type { Metadata } from 'next';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { DeleteTransactionForm } from '@/features/transactions/delete-transaction-form.tsx';
import { rowTitle } from '@/features/transactions/listed-transaction.ts';
import { loadEntryLists } from '@/features/transactions/load-transactions.ts';
import { TransactionFacts } from '@/features/transactions/transaction-facts.tsx';
import styles from '@/features/transactions/transaction-form.module.css';
import { TransactionForm } from '@/features/transactions/transaction-form.tsx';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Transaction' };

interface TransactionPageProps {
  params: Promise<{ transactionId: string }>;
}

export default async function TransactionPage({ params }: TransactionPageProps) {
  const { transactionId } = await params;
  const [{ canWrite }, lists, row] = await Promise.all([
    pageSession(),
    loadEntryLists(),
    findOr404((api) => api.call(getTransaction, { params: { transactionId } })),
  ]);
  return (
    <>
      <PageHeader title={rowTitle(row)} detail={row.accountName} />
      <div className={styles.page}>
        {canWrite ? <TransactionForm lists={lists} row={row} accountId={row.accountId} attempt="" /> : null}
        <Section title="Origin">
          <TransactionFacts row={row} />
        </Section>
        {canWrite ? <DeleteTransactionForm id={row.id} isTransfer={row.type === 'transfer'} /> : null}
      </div>
    </>
  );
}
