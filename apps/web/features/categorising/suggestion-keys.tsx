'use client';

import { useMemo } from 'react';
import { type Shortcut, useShortcuts } from '@/components/frame/keyboard.tsx';

const GROUP = 'Suggestions';

/** From row to row, and a suggestion taken, by one key each. Without a row in focus the first one is meant. */
export function SuggestionKeys() {
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      { keys: 'j', label: 'Next row', group: GROUP, run: () => step(1) },
      { keys: 'k', label: 'Row before', group: GROUP, run: () => step(-1) },
      { keys: '1', label: 'Take the first suggestion', group: GROUP, run: () => take(1) },
      { keys: '2', label: 'Take the second suggestion', group: GROUP, run: () => take(2) },
      { keys: '3', label: 'Take the third suggestion', group: GROUP, run: () => take(3) },
    ],
    [],
  );
  useShortcuts(shortcuts);
  return null;
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-suggested]')];
}

function current(): number {
  return rows().findIndex((row) => row.contains(document.activeElement));
}

function step(by: number): void {
  const all = rows();
  const next = all[Math.min(all.length - 1, Math.max(0, current() + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function take(place: number): void {
  const row = rows()[Math.max(0, current())];
  const buttons = [...(row?.querySelectorAll<HTMLButtonElement>('button[name="choice"]') ?? [])];
  buttons[place - 1]?.click();
}
