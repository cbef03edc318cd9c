import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Card } from '@/components/card.tsx';
import { LineChart } from '@/components/charts/line-chart.tsx';
import { RatesUsed } from '@/components/rates-used.tsx';
import { amountText } from '@/lib/format-amount.ts';
import { monthName } from '@/lib/month.ts';
import { transactionsHref } from '@/lib/transactions-href.ts';
import styles from './dashboard.module.css';
import type { DashboardView } from './load-dashboard.ts';

export function NetWorthCard({ summary, month, locale }: DashboardView) {
  const { netWorth, baseCurrency, converted, unconverted } = summary;
  const gaps = netWorth.line.filter(({ isComplete }) => !isComplete).length;
  // The end of a past month is proven as of that day.
  const proof = netWorth.line.at(-1)?.date === month.to ? `/accounts?at=${month.to}` : '/accounts';
  return (
    <Card title="Net worth">
      <div className={styles.figureLine}>
        <Link href={proof} className={styles.figureLink}>
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
          : no exchange rate to {baseCurrency} is known. <Link href="/currencies">See the rates</Link>
        </p>
      )}
      {unconverted.length === 0 && gaps > 0 ? (
        <p className={styles.note}>
          {gaps === 1 ? 'One point' : `${gaps} points`} of the line leave out currencies without a rate on
          that day. <Link href="/currencies">See the rates</Link>
        </p>
      ) : null}
      <LineChart
        title="Net worth over time"
        currency={baseCurrency}
        locale={locale}
        height={180}
        shape="line"
        valueLabel="Net worth"
        points={netWorth.line.map(({ date, balance }) => ({
          date,
          value: balance,
          href: `/accounts?at=${date}`,
        }))}
      />
      <dl className={styles.pairs}>
        <div>
          <dt>What you have</dt>
          <dd>
            <Link href={proof} className={styles.figureLink}>
              <Amount value={netWorth.assets} />
            </Link>
          </dd>
        </div>
        <div>
          <dt>What you owe</dt>
          <dd>
            <Link href={proof} className={styles.figureLink}>
              <Amount value={netWorth.liabilities} />
            </Link>
          </dd>
        </div>
      </dl>
      <RatesUsed converted={converted} locale={locale} />
    </Card>
  );
}
