'use client';

import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './button.module.css';
import type { ButtonLook } from './button.tsx';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps
  extends Omit<AriaButtonProps, 'className' | 'children' | 'style' | 'aria-label'> {
  /** What the button does; the name for screen readers and the tooltip. */
  label: string;
  icon: ReactNode;
  look?: ButtonLook;
  small?: boolean;
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string;
}

export function IconButton({
  label,
  icon,
  look = 'quiet',
  small = false,
  shortcut,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classNames(styles.button, styles.icon, styles[look], small && styles.small)}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
