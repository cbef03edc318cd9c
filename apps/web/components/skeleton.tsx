import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface SkeletonProps {
  /** What is on its way, for screen readers. */
  label: string;
  shape?: 'rows' | 'figure' | 'chart';
  rows?: number;
}

/** The outline of what is loading, in its true size. It shows after 200 ms, so that quick answers do not flicker. */
export function Skeleton({ label, shape = 'rows', rows = 6 }: SkeletonProps) {
  const count = shape === 'rows' ? rows : 1;
  return (
    <div className={styles.skeleton} role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={classNames(styles.bar, styles[shape])} />
      ))}
    </div>
  );
}
