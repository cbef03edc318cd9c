import { line } from 'd3-shape';
import styles from './chart.module.css';
import { plotValue } from './plot-value.ts';
import { verticalScale } from './scales.ts';
import sparkStyles from './sparkline.module.css';

export interface SparklineProps {
  /** What it shows and how it went: "Balance over 90 days, from $1,200 to $1,450". */
  label: string;
  /** Decimal strings at even distances. */
  values: readonly string[];
  /** Pixels. */
  height?: number;
}

const DRAWING_WIDTH = 100;
const MARGINS = { top: 4, bottom: 4 };

/** A line the size of a word, beside the figure that it belongs to. */
export function Sparkline({ label, values, height = 28 }: SparklineProps) {
  const numbers = values.map(plotValue);
  const scale = verticalScale(numbers, { height, margins: MARGINS, withZero: false });
  const step = DRAWING_WIDTH / Math.max(1, numbers.length - 1);
  const path = line<number>((_, index) => index * step, scale).digits(1)(numbers) ?? '';
  return (
    <svg className={sparkStyles.sparkline} height={height} role="img" aria-label={label}>
      <svg width="100%" height={height} viewBox={`0 0 ${DRAWING_WIDTH} ${height}`} preserveAspectRatio="none">
        <path className={styles.line} vectorEffect="non-scaling-stroke" d={path} />
      </svg>
      <circle className={styles.end} cx="100%" cy={scale(numbers.at(-1) ?? 0)} r="2.5" />
    </svg>
  );
}
