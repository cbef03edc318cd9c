'use client';

import { type ReactNode, useCallback, useRef, useState } from 'react';
import { AddLine, focusField } from './add-line.tsx';
import type { Marked } from './bulk-change.ts';
import { BulkDialogs } from './bulk-dialogs.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DayRow } from './day-row.tsx';
import { DeleteTransferDialog } from './delete-transfer-dialog.tsx';
import { EditRow } from './edit-row.tsx';
import type { EntryLists } from './entry-lists.ts';
import { ListBody, type ListScroller } from './list-body.tsx';
import { ListEnd } from './list-end.tsx';
import { ColumnHead } from './list-head.tsx';
import type { ListItem } from './list-items.ts';
import { ListTop } from './list-top.tsx';
import type { ListedTransaction } from './listed-transaction.ts';
import type { TransactionPage } from './load-transactions.ts';
import { NewsOffer } from './news-offer.tsx';
import { hasRunningBalance } from './running-balance.ts';
import { showAtOnce } from './show-at-once.ts';
import type { TransactionFilter } from './transaction-filter.ts';
import styles from './transaction-list.module.css';
import { TransactionRow } from './transaction-row.tsx';
import { useBulk } from './use-bulk.ts';
import { useListCursor } from './use-list-cursor.ts';
import { useListKeys } from './use-list-keys.ts';
import { useLiveTransactions } from './use-live-transactions.ts';
import { useRunningBalances } from './use-running-balances.ts';
import { type Selection, useSelection } from './use-selection.ts';
import { useTransactionChanges } from './use-transaction-changes.ts';

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
  const loaded = useLiveTransactions(filter, page);
  const { list, apply, loadMore, hasFailed } = loaded;
  const { items } = list;
  const showsBalance = hasRunningBalance(filter);
  useRunningBalances({ filter, page, count: items.length, apply });
  const changes = useTransactionChanges(loaded, { lists, accountId: filter.accountId });
  const selection = useSelection(items);
  const [openId, setOpenId] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const scroller = useRef<ListScroller>(null);
  const cursor = useListCursor({ items, body, scroller });
  /** The transfer that is to be deleted, once it is said what becomes of its other row. */
  const [askedOf, setAskedOf] = useState<ListedTransaction | null>(null);
  const open = useCallback((row: ListedTransaction) => setOpenId(row.id), []);

  const marked = markedRows(props, selection, cursor.row);
  const bulk = useBulk({
    marked,
    onStart: (change, { rows }) => {
      selection.clear();
      showAtOnce(change, rows, { apply, lists });
    },
    onDone: changes.done,
    reload: loaded.reload,
  });
  const onlyCurrency = page.totals.length === 1 ? (page.totals[0]?.currency ?? null) : null;

  function close(): void {
    if (openId !== null) cursor.focusRow(openId);
    setOpenId(null);
  }

  function remove(row: ListedTransaction, otherLeg?: 'delete' | 'keep'): void {
    const asksFirst = row.transferTransactionId !== null && otherLeg === undefined;
    setAskedOf(asksFirst ? row : null);
    if (asksFirst) return;
    setOpenId(null);
    selection.clear();
    cursor.stepOff(new Set([row.id]));
    changes.remove([row], otherLeg);
  }

  function removeMarked(): void {
    const [only] = marked.rows;
    if (only === undefined) return;
    if (marked.count === 1) remove(only);
    else bulk.request({ action: 'delete' }, null);
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
      selectRange: () => cursor.row && selection.toggle(cursor.row, true),
      clear: selection.clear,
      categorise: () => marked.count > 0 && bulk.ask('category'),
      tag: () => marked.count > 0 && bulk.ask('tags'),
      remove: removeMarked,
      undo: changes.undo,
      startNew,
    },
    canWrite,
  );

  function renderLine(item: ListItem, index: number, measure: (element: Element | null) => void): ReactNode {
    if (item.kind === 'day')
      return <DayRow {...{ item, showsBalance }} showsCurrency={onlyCurrency === null} />;
    if (item.row.id !== openId) {
      return (
        <TransactionRow
          item={item}
          isSelected={selection.isSelected(item.row.id)}
          tabStop={cursor.tabStopOf(item)}
          showsAccount={showsAccount}
          showsCurrency={onlyCurrency === null}
          showsBalance={showsBalance}
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
            onDelete={(row) => remove(row)}
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
    <div ref={root} className={styles.list} data-selecting={selection.isOpen || undefined}>
      <NewsOffer isThere={loaded.hasNews} onShow={loaded.showNews} />
      {canWrite && accountId !== undefined ? (
        <AddLine lists={lists} accountId={accountId} onAdd={changes.add} />
      ) : null}
      <ListTop
        {...{ selection, marked, canWrite }}
        totals={page.totals}
        isSummed={page.reading?.isSummed ?? true}
        onAsk={bulk.ask}
        onDelete={removeMarked}
      />
      {items.length === 0 ? (
        list.nextCursor === null && props.empty
      ) : (
        <div
          role="table"
          aria-label="Transactions"
          aria-rowcount={page.totals.reduce((sum, { count }) => sum + count, 1)}
        >
          <ColumnHead {...{ showsAccount, showsBalance }} currency={onlyCurrency} />
          <ListBody {...{ items, openId, body, scroller, renderLine }} onNearEnd={loadMore} />
        </div>
      )}
      <ListEnd
        {...props}
        isEmpty={items.length === 0}
        nextCursor={list.nextCursor}
        hasFailed={hasFailed}
        onRetry={loadMore}
      />
      <BulkDialogs bulk={bulk} marked={marked} lists={lists} />
      {askedOf === null ? null : (
        <DeleteTransferDialog row={askedOf} onDelete={remove} onClose={() => setAskedOf(null)} />
      )}
      {changes.conflict === null ? null : (
        <ConflictDialog
          conflict={changes.conflict}
          categories={lists.categories}
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

/** The rows that a key or button acts on: those that are selected, else the one under the cursor. */
function markedRows(
  { page, filter }: TransactionListProps,
  selection: Selection,
  underCursor: ListedTransaction | null,
): Marked {
  if (selection.isAll) {
    const count = page.totals.reduce((sum, totals) => sum + totals.count, 0);
    return { rows: selection.rows, isAll: true, count, filter };
  }
  const one = underCursor === null ? [] : [underCursor];
  const rows = selection.rows.length > 0 ? selection.rows : one;
  return { rows, isAll: false, count: rows.length };
}
