import { parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Card } from '@/components/card.tsx';
import { PairedBars } from '@/components/charts/paired-bars.tsx';
import { monthName, monthOf } from '@/lib/month.ts';
import { transactionsHref } from '@/lib/transactions-href.ts';
import styles from './dashboard.module.css';
import type { DashboardView } from './load-dashboard.ts';

export function CashFlowCard({ summary, month, locale }: DashboardView) {
  const { cashFlow, baseCurrency } = summary;
  const period = { from: month.from, to: month.to };
  return (
    <Card title="Cash flow">
      <dl className={styles.flow}>
        <Figure
          label="Money in"
          href={transactionsHref({ ...period, type: 'income' })}
          value={cashFlow.moneyIn}
        />
        <Figure
          label="Money out"
          href={transactionsHref({ ...period, type: 'expense' })}
          value={cashFlow.moneyOut}
        />
        <Figure label="Left over" href={transactionsHref(period)} value={cashFlow.net} />
      </dl>
      <PairedBars
        title="Money in and out by month"
        currency={baseCurrency}
        locale={locale}
        height={180}
        groups={cashFlow.months.map(({ month: id, moneyIn, moneyOut }) => {
          const { from, to } = monthOf(parseCalendarDate(`${id}-01`));
          return {
            label: monthName(id, locale, 'short'),
            title: monthName(id, locale),
            moneyIn,
            moneyOut,
            href: transactionsHref({ from, to }),
          };
        })}
      />
    </Card>
  );
}

function Figure({ label, href, value }: { label: string; href: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Link href={href} className={styles.figureLink}>
          <Amount value={value} size="section" />
        </Link>
      </dd>
    </div>
  );
}
