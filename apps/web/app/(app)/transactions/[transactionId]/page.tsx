import { getTransaction, listAttachments } from '@fintrack/contract';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { Attachments } from '@/features/attachments/attachments.tsx';
import { SuggestionSection } from '@/features/categorising/suggestion-section.tsx';
import { ProvenanceSection } from '@/features/provenance/provenance-section.tsx';
import { SeriesOfTransaction } from '@/features/recurring/series-of-transaction.tsx';
import { loadPurchases } from '@/features/refunds/load-purchases.ts';
import { RefundSection } from '@/features/refunds/refund-section.tsx';
import { SplitSection } from '@/features/splits/split-section.tsx';
import { DeleteTransactionForm } from '@/features/transactions/delete-transaction-form.tsx';
import { DetailsForm } from '@/features/transactions/details-form.tsx';
import { categoryOptions } from '@/features/transactions/entry-lists.ts';
import { rowTitle } from '@/features/transactions/listed-transaction.ts';
import { loadEntryLists } from '@/features/transactions/load-transactions.ts';
import { TransactionFacts } from '@/features/transactions/transaction-facts.tsx';
import styles from '@/features/transactions/transaction-form.module.css';
import { TransactionForm } from '@/features/transactions/transaction-form.tsx';
import { loadLinkCandidates } from '@/features/transfers/load-link-candidates.ts';
import { TransferSection } from '@/features/transfers/transfer-section.tsx';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Transaction' };

interface TransactionPageProps {
  params: Promise<{ transactionId: string }>;
  searchParams: SearchParams;
}

export default async function TransactionPage({ params, searchParams }: TransactionPageProps) {
  const { transactionId } = await params;
  const [{ canWrite }, lists, row, files] = await Promise.all([
    pageSession(),
    loadEntryLists(),
    findOr404((api) => api.call(getTransaction, { params: { transactionId } })),
    findOr404((api) => api.call(listAttachments, { params: { transactionId } })),
  ]);
  const [candidates, purchases] = await Promise.all([
    canWrite ? loadLinkCandidates(row) : [],
    canWrite ? loadPurchases(row) : [],
  ]);
  return (
    <>
      <PageHeader title={rowTitle(row)} detail={row.accountName} />
      <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
      <div className={styles.page}>
        {canWrite ? (
          <TransactionForm
            lists={lists}
            row={row}
            accountId={row.accountId}
            attempt=""
            otherLeg={row.otherLeg}
          />
        ) : null}
        <SuggestionSection row={row} canWrite={canWrite} />
        <SplitSection row={row} categories={categoryOptions(lists.categories)} canWrite={canWrite} />
        <TransferSection row={row} candidates={candidates} canWrite={canWrite} />
        <SeriesOfTransaction transactionId={row.id} />
        <RefundSection row={row} purchases={purchases} canWrite={canWrite} />
        {canWrite ? (
          <Section title="Tags and details">
            <DetailsForm key={row.version} row={row} />
          </Section>
        ) : null}
        <Section title="Attachments">
          <Attachments transactionId={row.id} files={files} canWrite={canWrite} />
        </Section>
        <Section title="Origin">
          <TransactionFacts row={row} />
        </Section>
        <ProvenanceSection transactionId={row.id} />
        {canWrite && row.parentId === null ? (
          <DeleteTransactionForm id={row.id} isTransfer={row.otherLeg !== null} />
        ) : null}
      </div>
    </>
  );
}
