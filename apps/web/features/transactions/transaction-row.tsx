'use client';

import Link from 'next/link';
import { type MouseEvent, memo } from 'react';
import { Amount } from '@/components/amount.tsx';
import { CategoryDot } from '@/components/category-dot.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { classNames } from '@/components/class-names.ts';
import { useFormat } from '@/components/format-provider.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { formatShortDay } from '@/lib/format-day.ts';
import { categoryHue } from '@/lib/hue.ts';
import { AttachmentMark } from './attachment-mark.tsx';
import type { RowItem } from './list-items.ts';
import { type ListedTransaction, rowDetail, rowTitle } from './listed-transaction.ts';
import { NARROW } from './narrow.ts';
import { isTemporary } from './optimistic-row.ts';
import { SeriesMark } from './series-mark.tsx';
import { StatusMark } from './status-mark.tsx';
import styles from './transaction-row.module.css';
import type { TabStop } from './use-list-cursor.ts';

export interface TransactionRowProps {
  item: RowItem;
  isSelected: boolean;
  tabStop: TabStop;
  showsAccount: boolean;
  showsCurrency: boolean;
  /** The account's balance after the row stands beside it. */
  showsBalance: boolean;
  /** Both undefined for those who may not change anything: the link then leads to the row's page. */
  onOpen: ((row: ListedTransaction) => void) | undefined;
  onSelect: ((row: ListedTransaction, range: boolean) => void) | undefined;
}

/** One line of the list. Its title is a link to the page of the row, and opens it in place where JavaScript runs. */
export const TransactionRow = memo(function TransactionRow(props: TransactionRowProps) {
  const { item, isSelected, tabStop, showsAccount, showsCurrency, showsBalance, onOpen, onSelect } = props;
  const { locale } = useFormat();
  const { row } = item;
  const detail = rowDetail(row);

  function open(event: MouseEvent): void {
    const isPhone = window.matchMedia(NARROW).matches;
    // A part opens on the page of its whole.
    if (onOpen === undefined || isPhone || row.parentId || event.metaKey || event.ctrlKey || event.shiftKey)
      return;
    event.preventDefault();
    if (!isTemporary(row.id)) onOpen(row);
  }

  return (
    <div
      role="row"
      aria-rowindex={item.ordinal + 2}
      className={classNames(styles.row, isTemporary(row.id) && styles.pending)}
      data-row={row.id}
      {...(showsAccount ? {} : { 'data-without-account': true })}
      {...(showsBalance ? { 'data-with-balance': true } : {})}
      {...(isSelected ? { 'data-selected': true } : {})}
      {...(tabStop === 'cursor' ? { 'data-cursor': true } : {})}
    >
      <span role="cell" className={styles.check}>
        {onSelect === undefined ? null : (
          <Checkbox
            label={`Select ${rowTitle(row)}`}
            hideLabel
            checked={isSelected}
            tabIndex={tabStop === 'none' ? -1 : 0}
            onChange={(event) => onSelect(row, hasShift(event.nativeEvent))}
          />
        )}
      </span>
      <span role="cell" className={styles.date}>
        <time dateTime={row.date} suppressHydrationWarning>
          {formatShortDay(row.date, locale)}
        </time>
      </span>
      <span role="cell" className={styles.payee}>
        <Link
          href={`/transactions/${row.parentId ?? row.id}`}
          prefetch={false}
          className={styles.title}
          tabIndex={tabStop === 'none' ? -1 : 0}
          onClick={open}
        >
          {rowTitle(row)}
        </Link>
        {row.series ? <SeriesMark series={row.series} tabIndex={tabStop === 'none' ? -1 : 0} /> : null}
        {row.attachmentCount > 0 ? <AttachmentMark count={row.attachmentCount} /> : null}
        {detail === '' ? null : <span className={styles.detail}>{detail}</span>}
      </span>
      <span role="cell" className={styles.category}>
        <RowCategory row={row} />
      </span>
      {showsAccount ? (
        <span role="cell" className={styles.account}>
          {row.accountName}
        </span>
      ) : null}
      <span role="cell" className={styles.mark}>
        <StatusMark status={row.status} />
      </span>
      <span role="cell" className={styles.amount}>
        <Amount
          value={row.amount}
          currency={row.currency}
          currencyDisplay={showsCurrency ? 'symbol' : 'none'}
          tone="flow"
        />
      </span>
      {showsBalance ? (
        <span role="cell" className={styles.balance}>
          {row.runningBalance ? (
            <Amount
              value={row.runningBalance}
              currency={row.currency}
              currencyDisplay={showsCurrency ? 'symbol' : 'none'}
              tone="muted"
            />
          ) : null}
        </span>
      ) : null}
    </div>
  );
});

/** A click with shift reaches a checkbox as a change, whose event is still the click. */
function hasShift(event: Event): boolean {
  return event instanceof MouseEvent && event.shiftKey;
}

/** How many categories a split has; which ones, and how much each, on asking. */
function SplitCategories({ row }: { row: ListedTransaction }) {
  const parts = row.splits ?? [];
  const names = new Set(parts.map(({ categoryName }) => categoryName ?? 'No category'));
  const list = parts
    .map(({ categoryName, amount }) => `${categoryName ?? 'No category'} ${amount}`)
    .join(', ');
  return (
    <span className={styles.plain} title={list}>
      {names.size < 2 ? 'Split' : `${names.size} categories`}
      {list === '' ? null : <VisuallyHidden>: {list}</VisuallyHidden>}
    </span>
  );
}

function RowCategory({ row }: { row: ListedTransaction }) {
  if (row.type === 'transfer') return <span className={styles.plain}>Transfer</span>;
  if (row.isSplit) return <SplitCategories row={row} />;
  if (row.categoryName === null) return <CategoryDot name="No category" />;
  const hue = categoryHue({ color: row.categoryColor, name: row.categoryName });
  return <CategoryDot name={row.isRefund ? `${row.categoryName}, refund` : row.categoryName} hue={hue} />;
}
