import { getBalanceHistory } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import { LineChart } from '@/components/charts/line-chart.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { Section } from '@/components/section.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import styles from './accounts.module.css';
import { historyPoints, PERIODS, type Period, periodStart } from './history-points.ts';

export interface HistorySectionProps {
  accountId: string;
  period: Period;
  today: CalendarDate;
  locale: string;
}

/** The balance over time, with what the bank has stated as dots. */
export async function HistorySection({ accountId, period, today, locale }: HistorySectionProps) {
  const api = await serverApi();
  const { data } = await api.call(getBalanceHistory, {
    params: { accountId },
    query: { from: periodStart(period, today), to: today, interval: period.interval },
  });
  const points = historyPoints(data).map((point) => ({
    ...point,
    href: `/accounts/${accountId}?explain=true&at=${point.date}`,
  }));
  return (
    <Section title="History" action={<PeriodPicker accountId={accountId} period={period} />}>
      <LineChart
        title={`Balance over ${period.label}`}
        points={points}
        currency={data.currency}
        locale={locale}
        shape="step"
      />
    </Section>
  );
}

function PeriodPicker({ accountId, period }: { accountId: string; period: Period }) {
  return (
    <nav aria-label="Period of the line" className={styles.periods}>
      {PERIODS.map(({ id, label }) => (
        <LinkButton
          key={id}
          href={`/accounts/${accountId}?period=${id}`}
          small
          scroll={false}
          look={id === period.id ? 'secondary' : 'quiet'}
          aria-current={id === period.id ? 'true' : undefined}
        >
          {label}
        </LinkButton>
      ))}
    </nav>
  );
}
