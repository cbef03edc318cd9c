import { ArrowLeftRight, CircleAlert, FileUp, ListChecks, Tag } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Amount } from '@/components/amount.tsx';
import { Card } from '@/components/card.tsx';
import { Day } from '@/components/day.tsx';
import { transactionsHref } from '@/lib/transactions-href.ts';
import styles from './dashboard.module.css';
import type { DashboardSummary } from './load-dashboard.ts';

interface ReviewCardProps extends Pick<DashboardSummary, 'toReview'> {
  /** The proposed rules, to be answered here. */
  proposals: ReactNode;
}

/** What waits for a decision; nothing at all when nothing does. */
export function ReviewCard({ toReview, proposals }: ReviewCardProps) {
  const { uncategorised, drifts, openImports, transferProposals } = toReview;
  const rules = toReview.ruleProposals.length;
  if (uncategorised + drifts.length + openImports + transferProposals + rules === 0) return null;
  return (
    <Card title="To review">
      <ul className={styles.rows}>
        {drifts.map(({ accountId, accountName, date, currency, drift }) => (
          <ReviewRow key={`${accountId} ${date}`} href="/checks" icon={<CircleAlert aria-hidden="true" />}>
            {accountName} differs from the bank by <Amount value={drift} currency={currency} /> on{' '}
            <Day date={date} />
          </ReviewRow>
        ))}
        {uncategorised === 0 ? null : (
          <ReviewRow href={transactionsHref({ uncategorised: true })} icon={<Tag aria-hidden="true" />}>
            {uncategorised === 1 ? '1 transaction has' : `${uncategorised} transactions have`} no category
          </ReviewRow>
        )}
        {transferProposals === 0 ? null : (
          <ReviewRow href="/transfers" icon={<ArrowLeftRight aria-hidden="true" />}>
            {transferProposals === 1 ? '1 pair of rows looks' : `${transferProposals} pairs of rows look`}{' '}
            like a transfer
          </ReviewRow>
        )}
        {openImports === 0 ? null : (
          <ReviewRow href="/import" icon={<FileUp aria-hidden="true" />}>
            {openImports === 1 ? '1 import is' : `${openImports} imports are`} not finished
          </ReviewRow>
        )}
        {rules === 0 ? null : (
          <ReviewRow href="/rules" icon={<ListChecks aria-hidden="true" />} more={proposals}>
            {rules === 1 ? '1 rule' : `${rules} rules`} would do what you correct by hand
          </ReviewRow>
        )}
      </ul>
    </Card>
  );
}

interface ReviewRowProps {
  href: string;
  icon: ReactNode;
  children: ReactNode;
  /** What stands below the line. */
  more?: ReactNode;
}

function ReviewRow({ href, icon, children, more }: ReviewRowProps) {
  return (
    <li>
      <Link href={href} className={styles.reviewRow}>
        {icon}
        <span>{children}</span>
      </Link>
      {more}
    </li>
  );
}
