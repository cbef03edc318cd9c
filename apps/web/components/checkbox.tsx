'use client';

import type { ComponentProps } from 'react';
import styles from './checkbox.module.css';
import { classNames } from './class-names.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'style' | 'ref'> {
  label: string;
  /** Keeps the label for screen readers, as in a table's first column. */
  hideLabel?: boolean;
  description?: string;
  /** Some of what it stands for is selected. */
  indeterminate?: boolean;
}

export function Checkbox({
  label,
  hideLabel = false,
  description,
  indeterminate = false,
  ...input
}: CheckboxProps) {
  function showIndeterminate(element: HTMLInputElement | null): void {
    if (element) element.indeterminate = indeterminate;
  }
  return (
    <label className={classNames(styles.choice, hideLabel && styles.bare)}>
      <input {...input} ref={showIndeterminate} type="checkbox" className={styles.box} />
      {hideLabel ? (
        <VisuallyHidden>{label}</VisuallyHidden>
      ) : (
        <span className={styles.text}>
          {label}
          {description === undefined ? null : <span className={styles.description}>{description}</span>}
        </span>
      )}
    </label>
  );
}
