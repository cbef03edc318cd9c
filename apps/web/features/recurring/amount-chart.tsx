import type { RecurringVariance } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import { LineChart } from '@/components/charts/line-chart.tsx';

export interface AmountChartProps {
  occurrences: readonly RecurringVariance[];
  currency: string;
  locale: string;
}

const MAX_POINTS = 120;

/** What it cost each time, without the sign. */
export function AmountChart({ occurrences, currency, locale }: AmountChartProps) {
  const points = occurrences
    .flatMap(({ date, actual, transactionId }) =>
      date === null || actual === null
        ? []
        : [
            {
              date: parseCalendarDate(date),
              value: actual.replace(/^-/u, ''),
              href: `/transactions/${transactionId}`,
            },
          ],
    )
    .slice(0, MAX_POINTS)
    .toReversed();
  if (points.length < 3) return null;
  return (
    <LineChart
      title="Amount each time"
      points={points}
      currency={currency}
      locale={locale}
      height={160}
      valueLabel="Amount"
    />
  );
}
