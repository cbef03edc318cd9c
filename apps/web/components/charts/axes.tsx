import styles from './chart.module.css';
import type { Tick } from './scales.ts';

/** Room for the values left of the plot; the longest, such as "−$250K", fits. */
const AXIS_WIDTH = 48;
const AXIS_GAP = 8;
/** More labels than these lose every second one in a narrow place. */
const MANY_LABELS = 7;

/** The values of the horizontal lines, in a drawing of their own that does not stretch with the plot. */
export function ValueLabels({ ticks, height }: { ticks: readonly Tick[]; height: number }) {
  return (
    <svg className={styles.axis} width={AXIS_WIDTH} height={height} aria-hidden="true">
      {ticks.map(({ position, label }) => (
        <text
          key={position}
          className={styles.tick}
          x={AXIS_WIDTH - AXIS_GAP}
          y={position}
          dy="0.35em"
          textAnchor="end"
        >
          {label}
        </text>
      ))}
    </svg>
  );
}

/** Horizontal lines at the values, and a stronger one at zero where it is in sight. */
export function ValueLines({ ticks, zero }: { ticks: readonly Tick[]; zero?: number | undefined }) {
  return (
    <g aria-hidden="true">
      {ticks.map(({ position }) => (
        <line key={position} className={styles.grid} x1="0" x2="100%" y1={position} y2={position} />
      ))}
      {zero === undefined ? null : <line className={styles.zero} x1="0" x2="100%" y1={zero} y2={zero} />}
    </g>
  );
}

export interface BottomLabelsProps {
  /** Positions are per cent of the width. */
  ticks: readonly Tick[];
  /** Pixels from the top. */
  y: number;
  /** Labels near an edge lean inwards, for ticks that may stand on it. */
  leaning?: boolean;
}

export function BottomLabels({ ticks, y, leaning = false }: BottomLabelsProps) {
  return (
    <g aria-hidden="true" className={ticks.length > MANY_LABELS ? styles.crowded : undefined}>
      {ticks.map(({ position, label }) => (
        <text
          key={position}
          className={styles.tick}
          x={`${position}%`}
          y={y}
          textAnchor={leaning ? leanAt(position) : 'middle'}
        >
          {label}
        </text>
      ))}
    </g>
  );
}

function leanAt(position: number): 'start' | 'middle' | 'end' {
  if (position < 6) return 'start';
  return position > 94 ? 'end' : 'middle';
}
