'use client';

import { useEffect, useMemo, useRef } from 'react';
import { type Shortcut, useShortcuts } from '@/components/frame/keyboard.tsx';

/** What the keys of the list do. */
export interface ListKeyActions {
  readonly move: (step: 1 | -1) => void;
  readonly edit: () => void;
  readonly select: () => void;
  /** Selects everything from the row selected last. */
  readonly selectRange: () => void;
  readonly clear: () => void;
  readonly categorise: () => void;
  readonly tag: () => void;
  readonly remove: () => void;
  readonly undo: () => void;
  readonly startNew: () => void;
}

const GROUP = 'Transactions';

/** The list's keys; `canWrite` leaves those that change something out. */
export function useListKeys(actions: ListKeyActions, canWrite: boolean): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const moving = [
      { keys: 'j', label: 'Next row', group: GROUP, run: () => latest.current.move(1) },
      { keys: 'k', label: 'Previous row', group: GROUP, run: () => latest.current.move(-1) },
    ];
    if (!canWrite) return moving;
    return [
      ...moving,
      { keys: 'e', label: 'Edit the row (Enter does too)', group: GROUP, run: () => latest.current.edit() },
      { keys: 'x', label: 'Select the row', group: GROUP, run: () => latest.current.select() },
      { keys: 'X', label: 'Select up to the row', group: GROUP, run: () => latest.current.selectRange() },
      { keys: 'Escape', label: 'Clear the selection', group: GROUP, run: () => latest.current.clear() },
      { keys: 't', label: 'Tags', group: GROUP, run: () => latest.current.tag() },
      { keys: 'c', label: 'Set the category', group: GROUP, run: () => latest.current.categorise() },
      { keys: '#', label: 'Delete', group: GROUP, run: () => latest.current.remove() },
      { keys: 'u', label: 'Undo the latest change', group: GROUP, run: () => latest.current.undo() },
      { keys: 'n', label: 'New transaction', group: GROUP, run: () => latest.current.startNew() },
    ];
  }, [canWrite]);
  useShortcuts(shortcuts);
}
