'use client';

import { Plus, X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import styles from './chip.module.css';
import { classNames } from './class-names.ts';
import { Popover } from './popover.tsx';

export interface FilterChipProps {
  /** What it filters: "Account". */
  label: string;
  /** What it is set to, in words; without it the chip offers to add the filter. */
  value?: string | undefined;
  /** The page without this filter. */
  clearHref?: string | undefined;
  /** The filter's fields, usually a form with method GET. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A filter as a chip: it opens its fields, and its cross takes it off. */
export function FilterChip({ label, value, clearHref, children }: FilterChipProps) {
  if (value === undefined) {
    const trigger = (
      <Button className={styles.filter ?? ''}>
        <Plus aria-hidden="true" />
        {label}
      </Button>
    );
    return (
      <Popover trigger={trigger} label={`Filter by ${label}`}>
        {children}
      </Popover>
    );
  }
  return (
    <span className={classNames(styles.filter, styles.set)}>
      <Popover trigger={<SetTrigger label={label} value={value} />} label={`Filter by ${label}`}>
        {children}
      </Popover>
      {clearHref === undefined ? null : (
        <Link href={clearHref} className={styles.remove} aria-label={`Remove filter ${label}`}>
          <X aria-hidden="true" />
        </Link>
      )}
    </span>
  );
}

function SetTrigger({ label, value }: { label: string; value: string }) {
  return (
    <Button className={styles.setButton ?? ''}>
      {label} <strong>{value}</strong>
    </Button>
  );
}
