'use client';

import { type ReactNode, useCallback, useRef, useState } from 'react';
import { AddLine, focusField } from './add-line.tsx';
import { CategoryDialog } from './category-dialog.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DayRow } from './day-row.tsx';
import { EditRow } from './edit-row.tsx';
import type { EntryLists } from './entry-lists.ts';
import { ListBody, type ListScroller } from './list-body.tsx';
import { ListEnd } from './list-end.tsx';
import headStyles from './list-head.module.css';
import { BulkBar, ColumnHead, TotalsBar } from './list-head.tsx';
import type { ListItem } from './list-items.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import type { TransactionPage } from './load-transactions.ts';
import type { TransactionFilter } from './transaction-filter.ts';
import styles from './transaction-list.module.css';
import { TransactionRow } from './transaction-row.tsx';
import { useListCursor } from './use-list-cursor.ts';
import { useListKeys } from './use-list-keys.ts';
import { useSelection } from './use-selection.ts';
import { useTransactionChanges } from './use-transaction-changes.ts';
import { useTransactions } from './use-transactions.ts';

export interface TransactionListProps {
  /** The page that the list stands on: links to older rows lead there. */
  basePath: string;
  filter: TransactionFilter;
  page: TransactionPage;
  lists: EntryLists;
  canWrite: boolean;
  /** False where all rows are of one account. */
  showsAccount?: boolean;
  /** What an empty list says. */
  empty: ReactNode;
  /** Account of the add line. */
  accountId: string | undefined;
}

/**
 * The list of transactions: rows under their days, edited in place, fetched as it scrolls. Give it a key of its filter.
 */
export function TransactionList(props: TransactionListProps) {
  const { page, filter, lists, canWrite, showsAccount = true, accountId } = props;
  const { list, apply, loadMore, hasFailed } = useTransactions(filter, page);
  const { items } = list;
  const changes = useTransactionChanges(apply, lists);
  const selection = useSelection(items);
  const [openId, setOpenId] = useState<string | null>(null);
  const [isCategorising, setCategorising] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const scroller = useRef<ListScroller>(null);
  const cursor = useListCursor({ items, body, scroller });
  const open = useCallback((row: ListedTransaction) => setOpenId(row.id), []);

  const underCursor = cursor.row === null ? [] : [cursor.row];
  const marked = selection.rows.length > 0 ? selection.rows : underCursor;
  const onlyCurrency = page.totals.length === 1 ? (page.totals[0]?.currency ?? null) : null;

  function close(): void {
    if (openId !== null) cursor.focusRow(openId);
    setOpenId(null);
  }

  function remove(rows: readonly ListedTransaction[]): void {
    setOpenId(null);
    selection.clear();
    cursor.stepOff(new Set(rows.map(({ id }) => id)));
    if (rows.length > 0) changes.remove(rows);
  }

  function startNew(): void {
    window.scrollTo({ top: 0 });
    focusField(root.current?.querySelector<HTMLFormElement>('[data-add-line]') ?? null, 'payee');
  }

  useListKeys(
    {
      move: cursor.move,
      edit: () => setOpenId(cursor.row?.id ?? null),
      select: () => cursor.row && selection.toggle(cursor.row),
      categorise: () => setCategorising(marked.length > 0),
      remove: () => remove(marked),
      undo: changes.undo,
      startNew,
    },
    canWrite,
  );

  function renderLine(item: ListItem, index: number, measure: (element: Element | null) => void): ReactNode {
    if (item.kind === 'day') return <DayRow item={item} showsCurrency={onlyCurrency === null} />;
    if (item.row.id !== openId) {
      return (
        <TransactionRow
          item={item}
          isSelected={selection.ids.has(item.row.id)}
          tabStop={cursor.tabStopOf(item)}
          showsAccount={showsAccount}
          showsCurrency={onlyCurrency === null}
          onOpen={canWrite ? open : undefined}
          onSelect={canWrite ? selection.toggle : undefined}
        />
      );
    }
    return (
      <div role="row" data-index={index} ref={measure} aria-rowindex={item.ordinal + 2}>
        <div role="cell">
          <EditRow
            row={item.row}
            lists={lists}
            onClose={close}
            onDelete={(row) => remove([row])}
            onSave={(row, entry) => {
              close();
              changes.save(row, entry);
            }}
          />
        </div>
      </div>
    );
  }

  return (
    <div ref={root} className={styles.list}>
      {canWrite && accountId !== undefined ? (
        <AddLine lists={lists} accountId={accountId} onAdd={changes.add} />
      ) : null}
      <div className={headStyles.head}>
        {selection.rows.length > 0 ? (
          <BulkBar
            count={selection.rows.length}
            onCategorise={() => setCategorising(true)}
            onDelete={() => remove(selection.rows)}
            onClear={selection.clear}
          />
        ) : (
          <TotalsBar totals={page.totals} />
        )}
      </div>
      {items.length === 0 ? (
        props.empty
      ) : (
        <div
          role="table"
          aria-label="Transactions"
          aria-rowcount={page.totals.reduce((sum, { count }) => sum + count, 1)}
        >
          <ColumnHead showsAccount={showsAccount} currency={onlyCurrency} />
          <ListBody {...{ items, openId, body, scroller, renderLine }} onNearEnd={loadMore} />
        </div>
      )}
      <ListEnd {...props} nextCursor={list.nextCursor} hasFailed={hasFailed} onRetry={loadMore} />
      {isCategorising ? (
        <CategoryDialog
          categories={lists.categories}
          count={marked.length}
          onClose={() => setCategorising(false)}
          onChoose={(categoryId) => {
            setCategorising(false);
            changes.categorise(marked, categoryId);
          }}
        />
      ) : null}
      {changes.conflict === null ? null : (
        <ConflictDialog
          conflict={changes.conflict}
          onClose={changes.closeConflict}
          onSave={(row, entry) => {
            changes.closeConflict();
            changes.save(row, entry);
          }}
        />
      )}
    </div>
  );
}
