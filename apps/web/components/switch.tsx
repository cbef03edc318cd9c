import type { ComponentProps } from 'react';
import styles from './checkbox.module.css';

export interface SwitchProps extends Omit<ComponentProps<'input'>, 'type' | 'className' | 'style' | 'role'> {
  label: string;
  description?: string;
}

/** Something that is on or off at once; in a form without JavaScript it posts like a checkbox. */
export function Switch({ label, description, ...input }: SwitchProps) {
  return (
    <label className={styles.choice}>
      <input {...input} type="checkbox" role="switch" className={styles.track} />
      <span className={styles.text}>
        {label}
        {description === undefined ? null : <span className={styles.description}>{description}</span>}
      </span>
    </label>
  );
}
