import styles from './category-dot.module.css';
import { classNames } from './class-names.ts';

export interface CategoryDotProps {
  /** 1 to 12; without it the row has no category. */
  hue?: number | undefined;
  name: string;
}

/** A category's dot and name; the name carries the meaning. */
export function CategoryDot({ hue, name }: CategoryDotProps) {
  return (
    <span className={styles.category}>
      <span
        className={classNames(styles.dot, hue === undefined && styles.none)}
        data-hue={hue}
        aria-hidden="true"
      />
      <span className={classNames(styles.name, hue === undefined && styles.noneName)}>{name}</span>
    </span>
  );
}
