import type { CalendarDate } from '@fintrack/core/dates';
import { curveLinear, curveStepAfter, line } from 'd3-shape';
import { useId } from 'react';
import { amountText } from '@/lib/format-amount.ts';
import { formatFullDay } from '@/lib/format-day.ts';
import { BottomLabels, ValueLabels, ValueLines } from './axes.tsx';
import styles from './chart.module.css';
import { ChartCursor, type CursorPoint } from './chart-cursor.tsx';
import { ChartTable } from './chart-table.tsx';
import { plotValue } from './plot-value.ts';
import { dayScale, dayTicks, valueTicks, verticalScale } from './scales.ts';

export interface LinePoint {
  date: CalendarDate;
  /** A decimal string. */
  value: string;
  /** The rows behind the point. */
  href?: string | undefined;
  /** A balance that the bank has stated; drawn as a dot. */
  anchor?: boolean | undefined;
}

export interface LineChartProps {
  title: string;
  /** In the order of their dates, without gaps that matter; at most a few hundred. */
  points: readonly LinePoint[];
  /** ISO 4217. */
  currency: string;
  locale: string;
  /** Pixels. */
  height?: number;
  /** `step` for balances that stay until the next posting, `line` for values measured now and then. */
  shape?: 'line' | 'step';
  /** Column title of the figures. */
  valueLabel?: string;
  /** For figures that are no amounts, such as rates: how one is written, at a point and at the axis. */
  figureText?: (value: string) => string;
}

const MARGINS = { top: 10, bottom: 26 };
/** Units of the stretched drawing; the line itself keeps its width. */
const DRAWING_WIDTH = 1000;

/** A line over days, drawn on the server; hover and arrow keys read out the exact figures. */
export function LineChart(props: LineChartProps) {
  const { title, points, currency, locale, height = 220, valueLabel = 'Balance', figureText } = props;
  const titleId = useId();
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return null;
  const scale = verticalScale(
    points.map(({ value }) => plotValue(value)),
    { height, margins: MARGINS, withZero: false },
  );
  const ticks = valueTicks(scale, { locale, currency, figureText });
  const marks = placePoints(props, (value) => scale(plotValue(value)));
  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <ChartCursor
        {...{ title, titleId, height }}
        points={marks}
        axis={<ValueLabels ticks={ticks} height={height} />}
      >
        <svg className={styles.svg} height={height} role="presentation">
          <ValueLines ticks={ticks} zero={crossesZero(scale.domain()) ? scale(0) : undefined} />
          <svg
            width="100%"
            height={height}
            viewBox={`0 0 ${DRAWING_WIDTH} ${height}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <path
              className={styles.line}
              vectorEffect="non-scaling-stroke"
              d={drawLine(marks, props.shape)}
            />
          </svg>
          <BottomLabels ticks={dayTicks(first.date, last.date, locale)} y={height - 6} leaning />
          {marks.map((mark, index) => (
            <PointMark key={mark.date} mark={mark} isLast={index === marks.length - 1} />
          ))}
        </svg>
      </ChartCursor>
      <ChartTable
        caption={title}
        currency={currency}
        figureText={figureText}
        columns={['Date', valueLabel]}
        rows={points.map(({ date, value, href }) => ({
          label: formatFullDay(date, locale),
          href,
          amounts: [value],
        }))}
      />
    </figure>
  );
}

type PlacedPoint = CursorPoint & { date: CalendarDate; anchor: boolean };

function placePoints(
  { points, currency, locale, figureText }: LineChartProps,
  y: (value: string) => number,
): PlacedPoint[] {
  const first = points[0]?.date;
  const last = points.at(-1)?.date;
  if (first === undefined || last === undefined) return [];
  const x = dayScale(first, last);
  return points.map(({ date, value, href, anchor }) => ({
    date,
    href,
    anchor: anchor === true,
    x: x(date),
    y: y(value),
    label: formatFullDay(date, locale),
    figure: figureText?.(value) ?? amountText(value, { locale, currency }),
  }));
}

function drawLine(marks: readonly PlacedPoint[], shape: 'line' | 'step' = 'line'): string {
  const draw = line<PlacedPoint>()
    .x(({ x }) => (x * DRAWING_WIDTH) / 100)
    .y(({ y }) => y)
    .curve(shape === 'step' ? curveStepAfter : curveLinear)
    .digits(1);
  return draw([...marks]) ?? '';
}

function PointMark({ mark, isLast }: { mark: PlacedPoint; isLast: boolean }) {
  if (!mark.anchor && !isLast) return null;
  return (
    <circle className={mark.anchor ? styles.anchor : styles.end} cx={`${mark.x}%`} cy={mark.y} r="4">
      <title>{`${mark.label}: ${mark.figure}`}</title>
    </circle>
  );
}

function crossesZero([low = 0, high = 0]: number[]): boolean {
  return low <= 0 && high >= 0;
}
