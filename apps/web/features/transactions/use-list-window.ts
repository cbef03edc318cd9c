'use client';

import { useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { lineHeight, lineKey } from './list-heights.ts';
import type { ListItem } from './list-items.ts';
import { useNarrow } from './narrow.ts';

/** Lines drawn beyond the window's edges. */
const OVERSCAN = 20;
/** The next page is fetched when so many lines are left below. */
const FETCH_AHEAD = 150;
/** What stands over the list while it scrolls: the page's head and the list's own. */
const STICKY_TOP = 148;
const STICKY_BOTTOM = 72;
/** The server draws the whole first page: without JavaScript it is all there is. */
const SERVER_RECT = { width: 1280, height: 20_000 };

export interface ListWindow {
  readonly virtualizer: Virtualizer<Window, Element>;
  /** Empty space in place of the lines above and below those that are drawn. */
  readonly paddingTop: number;
  readonly paddingBottom: number;
}

interface ListWindowOptions {
  readonly items: readonly ListItem[];
  readonly openId: string | null;
  readonly body: RefObject<HTMLElement | null>;
  readonly onNearEnd: () => void;
}

/** Draws only the lines that the window shows, at heights that are known before, so that nothing jumps. */
export function useListWindow({ items, openId, body, onNearEnd }: ListWindowOptions): ListWindow {
  const isNarrow = useNarrow();
  const scrollMargin = useTopOf(body);
  // The React Compiler, which cannot follow this hook, does not run here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => lineHeight(items[index], isNarrow, openId),
    getItemKey: useCallback((index: number) => lineKey(items[index], openId), [items, openId]),
    overscan: OVERSCAN,
    scrollMargin,
    scrollPaddingStart: STICKY_TOP,
    scrollPaddingEnd: STICKY_BOTTOM,
    initialRect: SERVER_RECT,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, isNarrow]);

  const lines = virtualizer.getVirtualItems();
  const [first, last] = [lines[0], lines.at(-1)];
  const lastIndex = last?.index ?? 0;
  useEffect(() => {
    if (lastIndex + FETCH_AHEAD >= items.length) onNearEnd();
  });
  return {
    virtualizer,
    paddingTop: first === undefined ? 0 : first.start - scrollMargin,
    paddingBottom: last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - scrollMargin),
  };
}

/** Distance of an element from the top of the document, followed as what stands above it grows and shrinks. */
function useTopOf(element: RefObject<HTMLElement | null>): number {
  const [store] = useState(() => topStore(element));
  return useSyncExternalStore(store.subscribe, store.read, () => 0);
}

function topStore(element: RefObject<HTMLElement | null>) {
  return {
    subscribe: (onChange: () => void) => {
      const observer = new ResizeObserver(onChange);
      observer.observe(document.body);
      return () => observer.disconnect();
    },
    read: () => {
      const rect = element.current?.getBoundingClientRect();
      return rect === undefined ? 0 : Math.round(rect.top + window.scrollY);
    },
  };
}
