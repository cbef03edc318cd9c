'use client';

import { type KeyboardEvent, useId } from 'react';
import { MoneyField } from '@/components/money-field.tsx';
import type { Direction } from './read-entry.ts';
import styles from './signed-amount.module.css';

export interface SignedAmountProps {
  direction: Direction;
  onDirection: (direction: Direction) => void;
  /** Of the account. */
  currency: string | undefined;
  /** A decimal without its sign. */
  defaultValue?: string | undefined;
  error?: string | undefined;
  hideLabel?: boolean;
}

/** An amount and which way it goes. Out is the default; a typed + or − turns it. */
export function SignedAmount({ direction, onDirection, ...field }: SignedAmountProps) {
  const name = useId();
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.currentTarget.value !== '' || (event.key !== '+' && event.key !== '-')) return;
    event.preventDefault();
    onDirection(event.key === '+' ? 'in' : 'out');
  }
  return (
    <div className={styles.amount}>
      <div role="radiogroup" aria-label="Direction" className={styles.directions}>
        {DIRECTIONS.map(({ value, label, title }) => (
          <label key={value} className={styles.direction} title={title}>
            <input
              type="radio"
              name="direction"
              value={value}
              aria-describedby={`${name}-${value}`}
              checked={direction === value}
              onChange={() => onDirection(value)}
            />
            <span id={`${name}-${value}`}>{label}</span>
          </label>
        ))}
      </div>
      <MoneyField label="Amount" name="amount" required onKeyDown={onKeyDown} {...field} />
    </div>
  );
}

const DIRECTIONS: readonly { value: Direction; label: string; title: string }[] = [
  { value: 'out', label: 'Out', title: 'Money out (−)' },
  { value: 'in', label: 'In', title: 'Money in (+)' },
];
