import { type BalanceValidation, listCategories, validateBalances } from '@fintrack/contract';
import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import styles from '@/features/drift/drift.module.css';
import { DriftSection } from '@/features/drift/drift-section.tsx';
import { TotalsResult } from '@/features/drift/totals-result.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { momentFormatter } from '@/lib/format-moment.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Checks' };

export default async function ChecksPage({ searchParams }: { searchParams: SearchParams }) {
  const totals = (await readParam(searchParams, 'totals')) === 'true';
  const api = await serverApi();
  const [session, { data: validation }, { data: categories }] = await Promise.all([
    pageSession(),
    api.call(validateBalances, { query: totals ? { totals: 'true' } : {} }),
    api.call(listCategories, {}),
  ]);
  const options = categories.map(({ id, name, path }) => ({
    value: id,
    label: path.length === 0 ? name : path.join(' / '),
  }));
  return (
    <>
      <PageHeader title="Checks" />
      <div className={styles.page}>
        <ChangeNotice changeSetId={await readParam(searchParams, 'changed')} />
        <div className={styles.status}>
          <span>
            {anchorText(validation)} Checked {momentFormatter(session)(validation.checkedAt)}.
          </span>
          <LinkButton href="/checks?totals=true" scroll={false}>
            Check all totals
          </LinkButton>
        </div>
        <TotalsResult validation={validation} />
        {validation.drifts.length === 0 ? <AllAgrees validation={validation} /> : null}
        {byAccount(validation).map(({ id, name, drifts }) => (
          <DriftSection
            key={id}
            accountId={id}
            accountName={name}
            drifts={drifts}
            canWrite={session.canWrite}
            categories={options}
          />
        ))}
      </div>
    </>
  );
}

function AllAgrees({ validation }: { validation: BalanceValidation }) {
  if (validation.accounts.length === 0) {
    return (
      <EmptyState
        sentence="No balance of your bank is known yet. Say what an account holds, and its rows are checked against it."
        action={<LinkButton href="/accounts">Accounts</LinkButton>}
      />
    );
  }
  return <EmptyState sentence="Every stated balance agrees with your rows." />;
}

function anchorText({ accounts, drifts }: BalanceValidation): string {
  const count = accounts.reduce((sum, account) => sum + account.anchorCount, 0);
  const stated = count === 1 ? '1 stated balance' : `${count.toLocaleString('en-US')} stated balances`;
  if (drifts.length === 0)
    return `${stated} in ${accounts.length === 1 ? '1 account' : `${accounts.length} accounts`}.`;
  return `${drifts.length} of ${stated} ${drifts.length === 1 ? 'does' : 'do'} not agree with the rows.`;
}

function byAccount({ accounts, drifts }: BalanceValidation) {
  return accounts.flatMap((account) => {
    const own = drifts.filter((drift) => drift.accountId === account.id);
    return own.length === 0 ? [] : [{ ...account, drifts: own }];
  });
}
