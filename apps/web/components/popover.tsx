'use client';

import type { ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { classNames } from './class-names.ts';
import listStyles from './list-box.module.css';
import styles from './popover.module.css';

export interface PopoverProps {
  /** A Button or IconButton. */
  trigger: ReactNode;
  /** Its name for screen readers. */
  label: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A small panel beside its button: a filter's fields, an explanation. */
export function Popover({ trigger, label, children }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className={classNames(listStyles.popover)} placement="bottom start" offset={4}>
        <Dialog aria-label={label} className={styles.body ?? ''}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
