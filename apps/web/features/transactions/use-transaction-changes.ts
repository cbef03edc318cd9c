'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useRef, useState } from 'react';
import { notify, notifyProblem } from '@/components/toast.tsx';
import type { Conflict } from './conflict.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import { temporaryId } from './optimistic-row.ts';
import type { TransactionEntry } from './read-entry.ts';
import { SaveQueue } from './save-queue.ts';
import {
  addTransaction,
  type ChangeContext,
  reasonOf,
  removeTransactions,
  saveTransaction,
  takeBack,
  type Undoable,
} from './transaction-changes.ts';
import type { Transactions } from './use-transactions.ts';

export interface TransactionChanges {
  /** Books a row; the reason in words when it was refused. */
  readonly add: (entry: TransactionEntry) => Promise<string | null>;
  readonly save: (row: ListedTransaction, entry: TransactionEntry) => void;
  readonly remove: (rows: readonly ListedTransaction[], otherLeg?: 'delete' | 'keep') => void;
  /** Says what was done elsewhere, with Undo, and draws what stands around the list anew. */
  readonly done: (text: string, undoable: Undoable) => void;
  /** Takes the latest change back. */
  readonly undo: () => void;
  readonly conflict: Conflict | null;
  readonly closeConflict: () => void;
}

/** Changes show at once; a refusal puts the row back and says why, and every change can be undone. */
export function useTransactionChanges(
  { apply, reload }: Pick<Transactions, 'apply' | 'reload'>,
  { lists, accountId }: Pick<ChangeContext, 'lists' | 'accountId'>,
): TransactionChanges {
  const router = useRouter();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [saves] = useState(() => new SaveQueue());
  const undoables = useRef<Undoable[]>([]);
  const added = useRef(0);

  /** Totals and balances around the list are the server's. */
  function refreshPage(): void {
    startTransition(() => router.refresh());
  }

  function onDone(text: string, undoable: Undoable): void {
    if (undoable.changeSetIds.length === 0) {
      notify(text);
    } else {
      undoables.current.push(undoable);
      notify(text, { undo: () => void undoOne(undoable) });
    }
    refreshPage();
  }

  async function undoOne(undoable: Undoable): Promise<void> {
    if (!undoables.current.includes(undoable)) {
      notify('That is undone already.');
      return;
    }
    undoables.current = undoables.current.filter((other) => other !== undoable);
    try {
      await takeBack({ apply, saves, reload, accountId }, undoable);
      notify('Undone.');
    } catch (error) {
      notifyProblem(`Not undone: ${reasonOf(error)}`);
    }
    refreshPage();
  }

  const context: ChangeContext = {
    lists,
    saves,
    apply,
    reload,
    onDone,
    onConflict: setConflict,
    accountId,
  };
  return {
    add: (entry) => {
      added.current += 1;
      return addTransaction(context, entry, temporaryId(added.current));
    },
    save: (row, entry) => void saveTransaction(context, row, entry),
    remove: (rows, otherLeg) => void removeTransactions(context, rows, otherLeg),
    done: onDone,
    undo: () => {
      const latest = undoables.current.at(-1);
      if (latest === undefined) notify('There is nothing to undo.');
      else void undoOne(latest);
    },
    conflict,
    closeConflict: () => setConflict(null),
  };
}
