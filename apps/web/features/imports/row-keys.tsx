'use client';

import { useMemo } from 'react';
import { type Shortcut, useShortcuts } from '@/components/frame/keyboard.tsx';

/** From row to row and a word on each, by keys. */
export function RowKeys() {
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      { keys: 'j', label: 'Next row', group: 'Rows of the file', run: () => step(1) },
      { keys: 'k', label: 'Row before', group: 'Rows of the file', run: () => step(-1) },
      { keys: 's', label: 'It is the same row', group: 'Rows of the file', run: () => decide('same') },
      { keys: 'a', label: 'It is a row of its own', group: 'Rows of the file', run: () => decide('add') },
      { keys: 'x', label: 'Leave the row out', group: 'Rows of the file', run: () => decide('skip') },
    ],
    [],
  );
  useShortcuts(shortcuts);
  return null;
}

function rows(): HTMLTableRowElement[] {
  return [...document.querySelectorAll<HTMLTableRowElement>('tr[data-fate]')];
}

function current(): number {
  return rows().findIndex((row) => row.contains(document.activeElement));
}

function step(by: number): void {
  const all = rows();
  const at = current();
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function decide(decision: string): void {
  const row = rows()[current()];
  row?.querySelector<HTMLInputElement>(`input[name="decision"][value="${decision}"]`)?.form?.requestSubmit();
}
