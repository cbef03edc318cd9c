import { getExchangeRateHistory } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import { addMonths, daysBetween, parseCalendarDate } from '@fintrack/core/dates';
import { LineChart } from '@/components/charts/line-chart.tsx';
import { EmptyState } from '@/components/empty-state.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { Section } from '@/components/section.tsx';
import { serverApi } from '@/lib/api/server-api.ts';
import { rateText } from '@/lib/format-rate.ts';
import styles from './currencies.module.css';
import { historyHref, setRateHref } from './hrefs.ts';

export interface RateHistoryProps {
  currency: string;
  base: string;
  currencies: readonly string[];
  today: CalendarDate;
  locale: string;
}

const MAX_GAP_DAYS = 31;

/** The rate of one currency over two years at most: the days that have one, nothing made up in between. */
export async function RateHistory({ currency, base, currencies, today, locale }: RateHistoryProps) {
  const api = await serverApi();
  const { data } = await api.call(getExchangeRateHistory, {
    query: { base: currency, quote: base, from: addMonths(today, -24), to: today },
  });
  const points = sinceLastGap(data.points).map(({ date, rate, isPinned }) => ({
    date: parseCalendarDate(date),
    value: rate,
    anchor: isPinned,
  }));
  return (
    <div id="history">
      <Section title="Rates over time" action={<CurrencyPicker currencies={currencies} current={currency} />}>
        {points.length === 0 ? (
          <EmptyState
            sentence={`No rate from ${currency} to ${base} is known of the last two years.`}
            action={<LinkButton href={setRateHref(currency)}>Set a rate</LinkButton>}
          />
        ) : (
          <LineChart
            title={`${currency} in ${base}`}
            points={points}
            currency={base}
            locale={locale}
            valueLabel={`1 ${currency} in ${base}`}
            figureText={(rate) => rateText(rate, locale)}
          />
        )}
      </Section>
    </div>
  );
}

/** A line over a month without rates would make some up: it begins after the last such gap. */
function sinceLastGap<Point extends { date: CalendarDate }>(points: readonly Point[]): readonly Point[] {
  const begin = points.findLastIndex((point, index) => {
    const before = points[index - 1];
    return before !== undefined && daysBetween(before.date, point.date) > MAX_GAP_DAYS;
  });
  return points.slice(Math.max(0, begin));
}

function CurrencyPicker({ currencies, current }: { currencies: readonly string[]; current: string }) {
  if (currencies.length < 2) return null;
  return (
    <nav aria-label="Currency of the line" className={styles.currencies}>
      {currencies.map((currency) => (
        <LinkButton
          key={currency}
          href={historyHref(currency)}
          small
          scroll={false}
          look={currency === current ? 'secondary' : 'quiet'}
          aria-current={currency === current ? 'true' : undefined}
        >
          {currency}
        </LinkButton>
      ))}
    </nav>
  );
}
