import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import Link from 'next/link';
import { useId } from 'react';
import { amountText } from '@/lib/format-amount.ts';
import { Amount } from '../amount.tsx';
import { CategoryDot } from '../category-dot.tsx';
import styles from './chart.module.css';
import { ChartTable } from './chart-table.tsx';
import { plotValue } from './plot-value.ts';
import barStyles from './ranked-bars.module.css';

export interface RankedBar {
  label: string;
  /** Decimal strings above zero. */
  value: string;
  /** Last period's, drawn as a tick. */
  previous?: string | undefined;
  /** 1 to 12. */
  hue?: number | undefined;
  href?: string | undefined;
}

export interface RankedBarsProps {
  title: string;
  /** Largest first. */
  bars: readonly RankedBar[];
  /** ISO 4217. */
  currency: string;
  locale: string;
  /** What the tick stands for: "February". */
  previousLabel?: string;
}

const BAR_HEIGHT = 6;

/** Names with their amounts and a bar below each, on one scale. */
export function RankedBars({
  title,
  bars,
  currency,
  locale,
  previousLabel = 'Last period',
}: RankedBarsProps) {
  const titleId = useId();
  const largest =
    max(bars.flatMap(({ value, previous }) => [plotValue(value), plotValue(previous ?? '0')])) ?? 0;
  const share = scaleLinear()
    .domain([0, largest || 1])
    .range([0, 100])
    .clamp(true);
  const withPrevious = bars.some(({ previous }) => previous !== undefined);
  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <figcaption className={barStyles.head}>
        <span id={titleId}>{title}</span>
        {withPrevious ? <span className={barStyles.tickKey}>{previousLabel}</span> : null}
      </figcaption>
      <ol className={barStyles.list}>
        {bars.map((bar) => (
          <li key={bar.label}>
            <Row
              bar={bar}
              currency={currency}
              hint={
                bar.previous === undefined
                  ? undefined
                  : `${previousLabel}: ${amountText(bar.previous, { locale, currency })}`
              }
              percent={(decimal) => `${Math.round(share(plotValue(decimal)) * 100) / 100}%`}
            />
          </li>
        ))}
      </ol>
      <ChartTable
        caption={title}
        currency={currency}
        columns={withPrevious ? ['Category', 'Amount', previousLabel] : ['Category', 'Amount']}
        rows={bars.map(({ label, href, value, previous }) => ({
          label,
          href,
          amounts: withPrevious ? [value, previous] : [value],
        }))}
      />
    </figure>
  );
}

interface RowProps {
  bar: RankedBar;
  currency: string;
  hint: string | undefined;
  percent: (decimal: string) => string;
}

function Row({ bar, currency, hint, percent }: RowProps) {
  const content = (
    <>
      <CategoryDot hue={bar.hue} name={bar.label} />
      <Amount value={bar.value} currency={currency} />
      <svg className={barStyles.bar} height={BAR_HEIGHT} data-hue={bar.hue} aria-hidden="true">
        <rect className={barStyles.track} width="100%" height={BAR_HEIGHT} rx={BAR_HEIGHT / 2} />
        <rect className={barStyles.mark} width={percent(bar.value)} height={BAR_HEIGHT} rx={BAR_HEIGHT / 2} />
        {bar.previous === undefined ? null : <PreviousTick x={percent(bar.previous)} />}
      </svg>
    </>
  );
  if (bar.href === undefined) {
    return (
      <div className={barStyles.row} title={hint}>
        {content}
      </div>
    );
  }
  return (
    <Link className={barStyles.row} href={bar.href} title={hint}>
      {content}
    </Link>
  );
}

function PreviousTick({ x }: { x: string }) {
  return <line className={barStyles.previous} x1={x} x2={x} y1={-3} y2={BAR_HEIGHT + 3} />;
}
