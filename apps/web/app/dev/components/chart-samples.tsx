import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Card } from '@/components/card.tsx';
import { LineChart } from '@/components/charts/line-chart.tsx';
import { PairedBars } from '@/components/charts/paired-bars.tsx';
import { RankedBars } from '@/components/charts/ranked-bars.tsx';
import { Sparkline } from '@/components/charts/sparkline.tsx';
import { BALANCE_POINTS, CASH_FLOW, NET_WORTH_POINTS, SPENDING } from './sample-data.ts';
import styles from './samples.module.css';

const FORMAT = { currency: 'USD', locale: 'en-US' } as const;

export function ChartSamples() {
  return (
    <div className={styles.columns}>
      <Card title="Net worth" action={<Link href="/accounts">Accounts</Link>}>
        <div className={styles.figureLine}>
          <div>
            <Amount value="60815.87" size="figure" />
            <p>
              <Amount value="2575.40" sign="always" tone="flow" /> since February
            </p>
          </div>
          <Sparkline
            label="Net worth over a year, from $48,120 to $60,816"
            values={NET_WORTH_POINTS.map(({ value }) => value)}
          />
        </div>
        <LineChart title="Last twelve months" points={NET_WORTH_POINTS} valueLabel="Net worth" {...FORMAT} />
      </Card>
      <Card title="Cash flow" action={<Link href="/transactions">Transactions</Link>}>
        <Amount value="3123.65" size="figure" />
        <PairedBars title="Money in and out" groups={CASH_FLOW} {...FORMAT} />
      </Card>
      <Card title="Spending">
        <RankedBars title="By category in March" bars={SPENDING} previousLabel="February" {...FORMAT} />
      </Card>
      <Card title="Everyday checking">
        <Amount value="4218.07" size="figure" />
        <LineChart
          title="Balance, dots are what the bank says"
          points={BALANCE_POINTS}
          shape="step"
          {...FORMAT}
        />
      </Card>
    </div>
  );
}
