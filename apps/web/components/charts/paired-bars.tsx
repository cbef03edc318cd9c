import Link from 'next/link';
import { useId } from 'react';
import { amountText } from '@/lib/format-amount.ts';
import { classNames } from '../class-names.ts';
import { BottomLabels, ValueLabels, ValueLines } from './axes.tsx';
import { BarReadouts } from './bar-readouts.tsx';
import styles from './chart.module.css';
import { ChartTable } from './chart-table.tsx';
import barStyles from './paired-bars.module.css';
import { plotValue } from './plot-value.ts';
import { valueTicks, verticalScale } from './scales.ts';

export interface BarGroup {
  /** Short, below the bars: "Mar". */
  label: string;
  /** In full: "March 2026". */
  title: string;
  /** Decimal strings, both above zero as a rule; refunds that outweigh spending go below the line. */
  moneyIn: string;
  moneyOut: string;
  /** The rows behind the group. */
  href?: string | undefined;
}

export interface PairedBarsProps {
  title: string;
  groups: readonly BarGroup[];
  /** ISO 4217. */
  currency: string;
  locale: string;
  /** Pixels. */
  height?: number;
}

const MARGINS = { top: 10, bottom: 26 };
/** Bars of a few groups do not grow wider than those of so many. */
const MIN_SLOTS = 6;

/** Money in beside money out for each period, from a zero line. */
export function PairedBars({ title, groups, currency, locale, height = 220 }: PairedBarsProps) {
  const titleId = useId();
  const scale = verticalScale(
    groups.flatMap(({ moneyIn, moneyOut }) => [plotValue(moneyIn), plotValue(moneyOut)]),
    { height, margins: MARGINS, withZero: true },
  );
  const ticks = valueTicks(scale, { locale, currency });
  const slot = 100 / groups.length;
  const texts = groups.map((group) => readoutText(group, { currency, locale }));
  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <BarReadouts
        {...{ title, titleId }}
        readouts={texts}
        axis={<ValueLabels ticks={ticks} height={height} />}
      >
        <svg className={styles.svg} height={height} role="group" aria-label={title}>
          <ValueLines ticks={ticks} />
          {groups.map((group, index) => (
            <Group
              key={group.title}
              group={group}
              text={texts[index]?.spoken ?? ''}
              place={{
                left: index * slot,
                slot,
                height,
                y: (value) => scale(plotValue(value)),
                zero: scale(0),
              }}
            />
          ))}
          <ValueLines ticks={[]} zero={scale(0)} />
          <BottomLabels
            ticks={groups.map(({ label }, index) => ({ position: (index + 0.5) * slot, label }))}
            y={height - 6}
          />
        </svg>
      </BarReadouts>
      <ChartTable
        caption={title}
        currency={currency}
        columns={['Period', 'Money in', 'Money out']}
        rows={groups.map(({ title: label, href, moneyIn, moneyOut }) => ({
          label,
          href,
          amounts: [moneyIn, moneyOut],
        }))}
      />
    </figure>
  );
}

interface GroupPlace {
  /** Per cent of the width. */
  left: number;
  slot: number;
  /** Pixels. */
  height: number;
  zero: number;
  y: (value: string) => number;
}

function Group({ group, text, place }: { group: BarGroup; text: string; place: GroupPlace }) {
  const { left, slot, height } = place;
  const middle = left + slot / 2;
  const width = Math.min(slot, 100 / MIN_SLOTS) * 0.3;
  const marks = (
    <>
      <rect className={barStyles.hit} x={`${left}%`} y={0} width={`${slot}%`} height={height} rx="4" />
      <Bar kind="in" x={middle - width * 1.08} width={width} value={group.moneyIn} place={place} />
      <Bar kind="out" x={middle + width * 0.08} width={width} value={group.moneyOut} place={place} />
    </>
  );
  if (group.href === undefined) {
    return (
      <g className={barStyles.group} data-readout role="img" aria-label={text}>
        {marks}
      </g>
    );
  }
  return (
    <Link className={barStyles.group} data-readout href={group.href} aria-label={text}>
      {marks}
    </Link>
  );
}

interface BarProps {
  kind: 'in' | 'out';
  x: number;
  width: number;
  value: string;
  place: GroupPlace;
}

function Bar({ kind, x, width, value, place }: BarProps) {
  const tip = place.y(value);
  const top = Math.min(tip, place.zero);
  const length = Math.abs(tip - place.zero);
  return (
    <rect
      className={classNames(barStyles[kind])}
      x={`${x}%`}
      y={top}
      width={`${width}%`}
      height={length}
      rx="2"
    />
  );
}

function readoutText(group: BarGroup, format: { currency: string; locale: string }) {
  const moneyIn = amountText(group.moneyIn, format);
  const moneyOut = amountText(group.moneyOut, format);
  return { title: group.title, moneyIn, moneyOut, spoken: `${group.title}: in ${moneyIn}, out ${moneyOut}` };
}
