'use client';

import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { type Shortcut, useShortcuts } from '@/components/frame/keyboard.tsx';

const GROUP = 'Reconcile';

/** j and k go from box to box, x ticks the one that has the focus; Space does by itself. */
export function useStatementKeys(table: RefObject<HTMLElement | null>, toggle: (id: string) => void): void {
  const latest = useRef(toggle);
  useEffect(() => {
    latest.current = toggle;
  });
  const shortcuts = useMemo<readonly Shortcut[]>(() => {
    const boxes = () => [...(table.current?.querySelectorAll<HTMLInputElement>('input[data-tick]') ?? [])];
    const move = (step: 1 | -1) => {
      const all = boxes();
      const at = all.findIndex((box) => box === document.activeElement);
      const next = all[at < 0 ? 0 : at + step];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: 'center' });
    };
    const tick = () => {
      const box = document.activeElement;
      if (box instanceof HTMLInputElement && box.dataset.tick !== undefined) latest.current(box.value);
    };
    return [
      { keys: 'j', label: 'Next row', group: GROUP, run: () => move(1) },
      { keys: 'k', label: 'Previous row', group: GROUP, run: () => move(-1) },
      { keys: 'x', label: 'Tick or untick', group: GROUP, run: tick },
    ];
  }, [table]);
  useShortcuts(shortcuts);
}
