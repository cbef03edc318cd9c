import type { ReactNode } from 'react';
import styles from './chip.module.css';
import { classNames } from './class-names.ts';

export interface ChipProps {
  tone?: 'plain' | 'accent' | 'warning' | 'danger';
  children: ReactNode;
}

/** A word about a thing's state: "Pending", "New", "Duplicate". */
export function Chip({ tone = 'plain', children }: ChipProps) {
  return <span className={classNames(styles.chip, styles[tone])}>{children}</span>;
}
