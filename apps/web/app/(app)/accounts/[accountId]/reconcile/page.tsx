import { getAccount, listReconciliations, type Reconciliation } from '@fintrack/contract';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { Section } from '@/components/section.tsx';
import { BeginForm } from '@/features/reconciliation/begin-form.tsx';
import { CancelForm } from '@/features/reconciliation/cancel-form.tsx';
import { loadStatement, type Statement } from '@/features/reconciliation/load-statement.ts';
import styles from '@/features/reconciliation/reconciliation.module.css';
import { StatementHead } from '@/features/reconciliation/statement-head.tsx';
import { StatementList } from '@/features/reconciliation/statement-list.tsx';
import { StatementRows } from '@/features/reconciliation/statement-rows.tsx';
import { UnlockForm } from '@/features/reconciliation/unlock-form.tsx';
import { Worksheet } from '@/features/reconciliation/worksheet.tsx';
import { findOr404 } from '@/lib/api/find-or-404.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Reconcile' };

interface ReconcilePageProps {
  params: Promise<{ accountId: string }>;
  searchParams: SearchParams;
}

export default async function ReconcilePage({ params, searchParams }: ReconcilePageProps) {
  const { accountId } = await params;
  const [{ canWrite }, account, statements] = await Promise.all([
    pageSession(),
    findOr404((api) => api.call(getAccount, { params: { accountId } })),
    findOr404((api) => api.call(listReconciliations, { params: { accountId } })),
  ]);
  const open = statements.find(({ status }) => status === 'open');
  const shownId = (await readParam(searchParams, 'statement')) ?? open?.id;
  const shown =
    shownId === undefined
      ? null
      : await findOr404((api) => loadStatement(api, { accountId, reconciliationId: shownId }));
  const done = statements.filter(({ status }) => status !== 'open');
  return (
    <>
      <PageHeader
        title="Reconcile"
        detail={account.name}
        actions={<LinkButton href={`/accounts/${accountId}`}>Account</LinkButton>}
      />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        {shown === null ? (
          canWrite ? (
            <Section
              title="Compare with a statement"
              description="Tick what the bank has, until the difference is zero. Then the rows are locked."
            >
              <BeginForm account={account} />
            </Section>
          ) : null
        ) : (
          <Shown statement={shown} canWrite={canWrite} />
        )}
        {done.length === 0 ? null : (
          <Section title="Reconciled statements">
            <StatementList statements={done} />
          </Section>
        )}
      </div>
    </>
  );
}

function Shown({ statement, canWrite }: { statement: Statement; canWrite: boolean }) {
  const { reconciliation } = statement;
  if (reconciliation.status === 'open' && canWrite) {
    return (
      <div>
        <Worksheet key={reconciliation.id} statement={statement} />
        <CancelForm statement={reconciliation} />
      </div>
    );
  }
  return (
    <Section
      title={`Statement of ${reconciliation.statementDate}`}
      action={<Link href={`/accounts/${reconciliation.accountId}/reconcile`}>Close</Link>}
    >
      <StatementHead reconciliation={reconciliation} sums={sumsOf(reconciliation)} />
      {canWrite && reconciliation.status === 'finished' ? <UnlockForm statement={reconciliation} /> : null}
      <StatementRows statement={statement} />
    </Section>
  );
}

function sumsOf({ tickedCount, tickedSum, difference }: Reconciliation) {
  return { count: tickedCount, ticked: tickedSum, difference, isEven: !/[1-9]/u.test(difference) };
}
