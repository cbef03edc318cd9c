'use client';

import type { ReactNode } from 'react';
import { Amount } from '@/components/amount.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import styles from './list-head.module.css';
import type { TransactionTotals } from './load-transactions.ts';

export interface TotalsBarProps {
  totals: readonly TransactionTotals[];
  /** False when a search finds too many rows to sum them in time. */
  isSummed?: boolean;
  /** Behind the sums. */
  children?: ReactNode;
}

/** How many rows the filter selects, and their sums: exact, per currency. */
export function TotalsBar({ totals, isSummed = true, children }: TotalsBarProps) {
  const count = totals.reduce((sum, total) => sum + total.count, 0);
  return (
    <div className={styles.totals} role="status" aria-label="Totals of the list">
      <strong className={styles.count}>
        {isSummed ? countText(count) : 'Many transactions: narrow the search to see their totals.'}
      </strong>
      {totals.map(({ currency, moneyIn, moneyOut, net }) => (
        <dl key={currency} className={styles.sums}>
          <Figure money name="in" figure={<Amount value={moneyIn} currency={currency} tone="flow" />} />
          <Figure money name="out" figure={<Amount value={moneyOut} currency={currency} />} />
          <Figure name="Net" figure={<Amount value={net} currency={currency} />} />
        </dl>
      ))}
      {children}
    </div>
  );
}

interface FigureProps {
  /** Before the name; a phone has no room for it. */
  money?: boolean;
  name: string;
  figure: ReactNode;
}

function Figure({ money = false, name, figure }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt>
        {money ? <span className={styles.money}>Money </span> : null}
        {name}
      </dt>
      <dd>{figure}</dd>
    </div>
  );
}

export interface ColumnHeadProps {
  showsAccount: boolean;
  showsBalance: boolean;
  /** ISO 4217 where all amounts have one. */
  currency: string | null;
}

/** The names of the columns. */
export function ColumnHead({ showsAccount, showsBalance, currency }: ColumnHeadProps) {
  return (
    <div role="rowgroup" className={styles.columnGroup}>
      <div
        role="row"
        aria-rowindex={1}
        className={styles.columns}
        {...(showsAccount ? {} : { 'data-without-account': true })}
        {...(showsBalance ? { 'data-with-balance': true } : {})}
      >
        <span role="columnheader">
          <VisuallyHidden>Selected</VisuallyHidden>
        </span>
        <span role="columnheader">Date</span>
        <span role="columnheader">Payee</span>
        <span role="columnheader">Category</span>
        {showsAccount ? <span role="columnheader">Account</span> : null}
        <span role="columnheader">
          <VisuallyHidden>Status</VisuallyHidden>
        </span>
        <span role="columnheader" className={styles.end}>
          {currency === null ? 'Amount' : `Amount, ${currency}`}
        </span>
        {showsBalance ? (
          <span role="columnheader" className={styles.end}>
            Balance
          </span>
        ) : null}
      </div>
    </div>
  );
}

function countText(count: number): string {
  return count === 1 ? '1 transaction' : `${count.toLocaleString('en-US')} transactions`;
}
