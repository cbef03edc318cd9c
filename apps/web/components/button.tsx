'use client';

import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

/** `primary` once a view; `secondary` is the usual one; `quiet` for what repeats; `danger` for what loses data. */
export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  look?: ButtonLook;
  small?: boolean;
  children: ReactNode;
}

/** A native button (it submits forms without JavaScript) that also opens the overlays of React Aria. */
export function Button({ look = 'secondary', small = false, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={classNames(styles.button, styles[look], small && styles.small)}>
      {rest.isPending === true ? <span className={styles.spinner} aria-hidden="true" /> : null}
      {children}
    </AriaButton>
  );
}
