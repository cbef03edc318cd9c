'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { ListScroller } from './list-body.tsx';
import type { ListItem, RowItem } from './list-items.ts';
import type { ListedTransaction } from './listed-transaction.ts';

export interface ListCursor {
  /** The row that the keys act on; null before the first move. */
  readonly row: ListedTransaction | null;
  /** The row that Tab reaches: the cursor's, before the first move the first one. */
  readonly tabStopOf: (item: RowItem) => TabStop;
  readonly move: (step: 1 | -1) => void;
  /** Puts the focus on a row once it is drawn. */
  readonly focusRow: (id: string) => void;
  /** Moves the cursor off rows that are about to go. */
  readonly stepOff: (ids: ReadonlySet<string>) => void;
}

/** `cursor` is also marked. */
export type TabStop = 'cursor' | 'first' | 'none';

interface ListCursorOptions {
  readonly items: readonly ListItem[];
  readonly body: RefObject<HTMLElement | null>;
  readonly scroller: RefObject<ListScroller | null>;
}

/** The place of the keyboard in the list. It is kept by the row's id, so that it stays while rows come and go. */
export function useListCursor({ items, body, scroller }: ListCursorOptions): ListCursor {
  const [id, setId] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const index = id === null ? -1 : items.findIndex((item) => item.kind === 'row' && item.row.id === id);
  const item = items[index];

  useEffect(() => {
    if (wanted.current !== null) focusWhenDrawn(body, wanted, FRAMES_TO_WAIT);
  });

  function goTo(next: number): void {
    const target = items[next];
    if (target?.kind !== 'row') return;
    wanted.current = target.row.id;
    setId(target.row.id);
    scroller.current?.scrollTo(next);
  }

  function move(step: 1 | -1): void {
    const from = index < 0 ? (firstVisible(body.current, items) ?? 0) - step : index;
    let next = from + step;
    while (items[next]?.kind === 'day') next += step;
    goTo(next);
  }

  return {
    row: item?.kind === 'row' ? item.row : null,
    tabStopOf: useCallback(
      ({ row, ordinal }) => {
        if (row.id === id) return 'cursor';
        return id === null && ordinal === 0 ? 'first' : 'none';
      },
      [id],
    ),
    move,
    focusRow: (rowId) => {
      wanted.current = rowId;
      setId(rowId);
    },
    stepOff: (ids) => {
      if (id === null || !ids.has(id)) return;
      const isKept = (other: ListItem) => other.kind === 'row' && !ids.has(other.row.id);
      const below = items.findIndex((other, at) => at > index && isKept(other));
      const next = items[below < 0 ? items.findLastIndex((other, at) => at < index && isKept(other)) : below];
      wanted.current = next?.kind === 'row' ? next.row.id : null;
      setId(wanted.current);
    },
  };
}

/** Index of the first row that stands in the window below what is sticky there. */
function firstVisible(body: HTMLElement | null, items: readonly ListItem[]): number | null {
  const rows = [...(body?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const visible = rows.find((row) => row.getBoundingClientRect().top >= STICKY_TOP);
  if (visible === undefined) return null;
  return items.findIndex((item) => item.kind === 'row' && item.row.id === visible.dataset.row);
}

const STICKY_TOP = 108;

/** A row that was far away is drawn some frames after the window has scrolled there. */
const FRAMES_TO_WAIT = 20;

function focusWhenDrawn(
  body: RefObject<HTMLElement | null>,
  wanted: RefObject<string | null>,
  frames: number,
): void {
  if (wanted.current === null) return;
  const link = body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted.current)}"] a`);
  if (link) {
    wanted.current = null;
    link.focus({ preventScroll: true });
  } else if (frames > 0) {
    requestAnimationFrame(() => focusWhenDrawn(body, wanted, frames - 1));
  }
}
