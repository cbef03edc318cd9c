'use client';

import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { classNames } from '../class-names.ts';
import chartStyles from './chart.module.css';
import styles from './chart-cursor.module.css';

/** A point of the drawing, with its texts ready. */
export interface CursorPoint {
  /** Per cent of the width. */
  x: number;
  /** Pixels from the top. */
  y: number;
  /** The date. */
  label: string;
  /** The exact amount. */
  figure: string;
  href?: string | undefined;
}

export interface ChartCursorProps {
  title: string;
  titleId: string;
  points: readonly CursorPoint[];
  height: number;
  /** The values left of the plot. */
  axis: ReactNode;
  /** The drawing, made on the server. */
  children: ReactNode;
}

/** Reads out the point under the pointer, or the one that the arrow keys are on. Enter opens its rows, `t` the table. */
export function ChartCursor({ title, titleId, points, height, axis, children }: ChartCursorProps) {
  const router = useRouter();
  const lastIndex = points.length - 1;
  const [index, setIndex] = useState<number | null>(null);
  const shown = points[index ?? lastIndex];
  if (!shown) return children;

  function open(): void {
    if (shown?.href !== undefined) router.push(shown.href);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.key === 'Enter') open();
    else if (event.key === 't') toggleTable(event.currentTarget);
    else {
      const next = keyTarget(event.key, index ?? lastIndex, lastIndex);
      if (next === null) return;
      setIndex(next);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      <figcaption className={chartStyles.head}>
        <span id={titleId} className={chartStyles.caption}>
          {title}
        </span>
        <Readout point={shown} />
      </figcaption>
      <div className={chartStyles.plot}>
        {axis}
        <div className={chartStyles.area}>
          {children}
          <div
            className={classNames(styles.overlay)}
            role="slider"
            tabIndex={0}
            aria-label={`${title}, point by point`}
            aria-valuemin={0}
            aria-valuemax={lastIndex}
            aria-valuenow={index ?? lastIndex}
            aria-valuetext={`${shown.label}: ${shown.figure}`}
            {...(shown.href === undefined ? {} : { 'data-links': true })}
            onPointerMove={(event) => setIndex(nearest(points, pointerShare(event)))}
            onPointerLeave={() => setIndex(null)}
            onBlur={() => setIndex(null)}
            onClick={open}
            onKeyDown={onKeyDown}
          >
            {index === null ? null : (
              <svg className={styles.svg} aria-hidden="true">
                <line
                  className={styles.guide}
                  x1={`${shown.x}%`}
                  x2={`${shown.x}%`}
                  y1={8}
                  y2={height - 22}
                />
                <circle className={styles.dot} cx={`${shown.x}%`} cy={shown.y} r="5" />
              </svg>
            )}
          </div>
        </div>
      </div>
    </>
  );
}

function Readout({ point }: { point: CursorPoint }) {
  return (
    <span className={chartStyles.readout}>
      <span className={chartStyles.readoutLabel}>{point.label}</span>
      <strong suppressHydrationWarning>{point.figure}</strong>
    </span>
  );
}

function pointerShare(event: PointerEvent<HTMLDivElement>): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return width === 0 ? 0 : ((event.clientX - left) / width) * 100;
}

function nearest(points: readonly CursorPoint[], x: number): number {
  return points.reduce(
    (best, point, index) => (Math.abs(point.x - x) < Math.abs((points[best]?.x ?? 0) - x) ? index : best),
    0,
  );
}

function keyTarget(key: string, index: number, last: number): number | null {
  if (key === 'ArrowLeft') return Math.max(0, index - 1);
  if (key === 'ArrowRight') return Math.min(last, index + 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}

function toggleTable(inside: Element): void {
  const table = inside.closest('figure')?.querySelector('details');
  if (table) table.open = !table.open;
}
