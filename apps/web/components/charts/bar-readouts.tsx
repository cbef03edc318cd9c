'use client';

import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { classNames } from '../class-names.ts';
import styles from './chart.module.css';
import barStyles from './paired-bars.module.css';

export interface BarReadoutsProps {
  title: string;
  titleId: string;
  readouts: readonly { title: string; moneyIn: string; moneyOut: string }[];
  /** The values left of the plot. */
  axis: ReactNode;
  /** The drawing, made on the server; its groups carry data-readout in the order of the readouts. */
  children: ReactNode;
}

/** The caption's line: what the colours mean and the exact figures of the group in hand, else of the last. */
export function BarReadouts({ title, titleId, readouts, axis, children }: BarReadoutsProps) {
  const [index, setIndex] = useState<number | null>(null);
  const shown = readouts[index ?? readouts.length - 1];

  function follow(event: SyntheticEvent<HTMLDivElement>): void {
    const group = event.target instanceof Element ? event.target.closest('[data-readout]') : null;
    const groups = [...event.currentTarget.querySelectorAll('[data-readout]')];
    setIndex(group === null ? null : groups.indexOf(group));
  }

  return (
    <>
      <figcaption className={styles.head}>
        <span id={titleId} className={styles.caption}>
          {title}
        </span>
        {shown === undefined ? null : <span className={styles.readoutLabel}>{shown.title}</span>}
        {shown === undefined ? null : (
          <span className={classNames(styles.readout, barStyles.keys)}>
            <span className={classNames(barStyles.key, barStyles.keyIn)}>
              In <strong suppressHydrationWarning>{shown.moneyIn}</strong>
            </span>
            <span className={barStyles.key}>
              Out <strong suppressHydrationWarning>{shown.moneyOut}</strong>
            </span>
          </span>
        )}
      </figcaption>
      <div
        className={styles.plot}
        onPointerOver={follow}
        onFocus={follow}
        onPointerLeave={() => setIndex(null)}
        onBlur={() => setIndex(null)}
      >
        {axis}
        <div className={styles.area}>{children}</div>
      </div>
    </>
  );
}
