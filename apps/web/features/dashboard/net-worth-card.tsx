import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Card } from '@/components/card.tsx';
import { LineChart } from '@/components/charts/line-chart.tsx';
import { amountText } from '@/lib/format-amount.ts';
import { monthName } from '@/lib/month.ts';
import { transactionsHref } from '@/lib/transactions-href.ts';
import styles from './dashboard.module.css';
import type { DashboardView } from './load-dashboard.ts';

export function NetWorthCard({ summary, month, locale }: DashboardView) {
  const { netWorth, baseCurrency, unconverted } = summary;
  return (
    <Card title="Net worth">
      <div className={styles.figureLine}>
        <Link href="/accounts" className={styles.figureLink}>
          <Amount value={netWorth.total} size="figure" />
        </Link>
        <Link href={transactionsHref({ from: month.from, to: month.to })} className={styles.change}>
          <Amount value={netWorth.change} sign="always" tone="flow" /> in {monthName(month.id, locale)}
        </Link>
      </div>
      {unconverted.length === 0 ? null : (
        <p className={styles.note}>
          Without{' '}
          {unconverted.map(({ currency, netWorth: sum }) => amountText(sum, { locale, currency })).join(', ')}
          : no exchange rate to {baseCurrency} is known.
        </p>
      )}
      <LineChart
        title="Net worth over time"
        currency={baseCurrency}
        locale={locale}
        height={180}
        shape="line"
        valueLabel="Net worth"
        points={netWorth.line.map(({ date, balance }) => ({ date, value: balance }))}
      />
      <dl className={styles.pairs}>
        <div>
          <dt>What you have</dt>
          <dd>
            <Amount value={netWorth.assets} />
          </dd>
        </div>
        <div>
          <dt>What you owe</dt>
          <dd>
            <Amount value={netWorth.liabilities} />
          </dd>
        </div>
      </dl>
    </Card>
  );
}
