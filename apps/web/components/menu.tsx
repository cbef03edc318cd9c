'use client';

import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Separator,
} from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import styles from './list-box.module.css';

interface MenuAction {
  id: string;
  label: string;
  icon?: ReactNode;
  /** The key that does the same. */
  shortcut?: string;
  /** Loses data: shown in the colour of danger, after a line. */
  danger?: boolean;
  disabled?: boolean;
  href?: string;
  onAction?: () => void;
}

export interface MenuProps {
  /** A Button or IconButton. */
  trigger: ReactNode;
  label: string;
  actions: readonly MenuAction[];
}

export function Menu({ trigger, label, actions }: MenuProps) {
  const safe = actions.filter((action) => action.danger !== true);
  const dangerous = actions.filter((action) => action.danger === true);
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={4}>
        <AriaMenu aria-label={label} className={styles.list ?? ''}>
          {safe.map(renderAction)}
          {safe.length > 0 && dangerous.length > 0 ? <Separator className={styles.separator ?? ''} /> : null}
          {dangerous.map(renderAction)}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function renderAction({ id, label, icon, shortcut, danger, disabled, href, onAction }: MenuAction) {
  return (
    <AriaMenuItem
      key={id}
      id={id}
      textValue={label}
      className={styles.item ?? ''}
      isDisabled={disabled === true}
      {...(href === undefined ? {} : { href })}
      {...(onAction === undefined ? {} : { onAction })}
      {...(danger === true ? { 'data-danger': true } : {})}
    >
      {icon}
      <span className={styles.itemText}>{label}</span>
      {shortcut === undefined ? null : <kbd>{shortcut}</kbd>}
    </AriaMenuItem>
  );
}
