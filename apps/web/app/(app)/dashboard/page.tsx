import type { Metadata } from 'next';
import { ChangeNotice } from '@/components/change-notice.tsx';
import { PageBoundary } from '@/components/page-boundary.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { AccountsCard } from '@/features/dashboard/accounts-card.tsx';
import { CashFlowCard } from '@/features/dashboard/cash-flow-card.tsx';
import styles from '@/features/dashboard/dashboard.module.css';
import { DashboardSkeleton } from '@/features/dashboard/dashboard-skeleton.tsx';
import { loadDashboard } from '@/features/dashboard/load-dashboard.ts';
import { MonthPicker } from '@/features/dashboard/month-picker.tsx';
import { NetWorthCard } from '@/features/dashboard/net-worth-card.tsx';
import { RecentCard } from '@/features/dashboard/recent-card.tsx';
import { ReviewCard } from '@/features/dashboard/review-card.tsx';
import { SpendingCard } from '@/features/dashboard/spending-card.tsx';
import { Welcome } from '@/features/dashboard/welcome.tsx';
import { ProposalNotes } from '@/features/rules/proposal-notes.tsx';
import { type Month, monthName, monthOf, readMonth, shiftMonth } from '@/lib/month.ts';
import { readParam, type SearchParams } from '@/lib/search-params.ts';
import { pageSession } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Dashboard' };

export default function DashboardPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <PageBoundary skeleton={<DashboardSkeleton />}>
      <Dashboard searchParams={searchParams} />
    </PageBoundary>
  );
}

async function Dashboard({ searchParams }: { searchParams: SearchParams }) {
  const [{ locale, today, canWrite }, wanted, changed] = await Promise.all([
    pageSession(),
    readParam(searchParams, 'month'),
    readParam(searchParams, 'changed'),
  ]);
  const now = monthOf(today);
  const month = readMonth(wanted, today);
  const summary = await loadDashboard(month);
  if (summary.accounts.length === 0) {
    return (
      <>
        <PageHeader title="Dashboard" />
        <Welcome />
      </>
    );
  }
  const view = { summary, month, locale };
  return (
    <>
      <PageHeader title="Dashboard" period={<MonthPicker {...monthLinks(month, now, locale)} />} />
      <ChangeNotice changeSetId={changed} />
      <div className={styles.page}>
        <div className={styles.column}>
          <NetWorthCard {...view} />
          <CashFlowCard {...view} />
          <AccountsCard accounts={summary.accounts} baseCurrency={summary.baseCurrency} />
        </div>
        <div className={styles.column}>
          <ReviewCard
            toReview={summary.toReview}
            proposals={<ProposalNotes proposals={summary.toReview.ruleProposals} canWrite={canWrite} />}
          />
          <SpendingCard {...view} />
          <RecentCard transactions={summary.recentTransactions} />
        </div>
      </div>
    </>
  );
}

function monthLinks(month: Month, now: Month, locale: string) {
  const link = (target: Month) => ({
    name: monthName(target.id, locale),
    href: target.id === now.id ? '/dashboard' : `/dashboard?month=${target.id}`,
  });
  return {
    current: monthName(month.id, locale),
    previous: link(shiftMonth(month, -1)),
    next: month.id >= now.id ? null : link(shiftMonth(month, 1)),
    now: month.id === now.id ? null : link(now),
  };
}
