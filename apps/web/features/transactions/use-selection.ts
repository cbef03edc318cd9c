'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ListItem } from './list-items.ts';
import { rowsOf } from './list-items.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import {
  NOTHING_SELECTED,
  type SelectionState,
  selectAll,
  selectRange,
  toggleRow,
} from './selection-model.ts';

export interface Selection {
  readonly isSelected: (id: string) => boolean;
  /** The selected rows as they are now, as far as they are here. */
  readonly rows: readonly ListedTransaction[];
  /** Everything that the filter matches, here or not. */
  readonly isAll: boolean;
  /** Ticks a row, with `range` everything up to it. */
  readonly toggle: (row: ListedTransaction, range?: boolean) => void;
  readonly selectAll: () => void;
  /** A phone shows the ticks. */
  readonly isOpen: boolean;
  readonly open: (isOpen: boolean) => void;
  readonly clear: () => void;
}

/** Which rows are selected; one that is gone is not any more. */
export function useSelection(items: readonly ListItem[]): Selection {
  const [state, setState] = useState<SelectionState>(NOTHING_SELECTED);
  const [isOpen, setOpen] = useState(false);
  const latest = useRef(items);
  useEffect(() => {
    latest.current = items;
  });
  const rows = useMemo(() => selectedRows(items, state), [items, state]);
  const toggle = useCallback((row: ListedTransaction, range = false) => {
    const all = rowsOf(latest.current);
    setState((before) => (range ? selectRange : toggleRow)(before, all, row.id));
  }, []);
  return {
    isSelected: (id) => state.isAll || state.ids.has(id),
    rows,
    isAll: state.isAll,
    toggle,
    selectAll: useCallback(() => setState(selectAll(rowsOf(latest.current))), []),
    isOpen,
    open: setOpen,
    clear: useCallback(() => {
      setState(NOTHING_SELECTED);
      setOpen(false);
    }, []),
  };
}

function selectedRows(items: readonly ListItem[], { ids, isAll }: SelectionState): ListedTransaction[] {
  if (isAll) return rowsOf(items);
  return ids.size === 0 ? [] : rowsOf(items).filter(({ id }) => ids.has(id));
}
