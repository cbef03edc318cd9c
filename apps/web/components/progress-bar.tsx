import { type ReactNode, useId } from 'react';
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  label: string;
  /** Done so far; without it the end is not known. */
  value?: number | undefined;
  max?: number;
  /** Beside the label: "1,240 of 3,000 rows". */
  detail?: ReactNode;
}

export function ProgressBar({ label, value, max = 100, detail }: ProgressBarProps) {
  const id = useId();
  return (
    <div className={styles.wrap}>
      <div className={styles.line}>
        <label htmlFor={id}>{label}</label>
        {detail === undefined ? null : <span className={styles.detail}>{detail}</span>}
      </div>
      <progress id={id} className={styles.bar} max={max} value={value} />
    </div>
  );
}
