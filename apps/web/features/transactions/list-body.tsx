'use client';

import { Fragment, type ReactNode, type RefObject, useImperativeHandle } from 'react';
import type { ListItem } from './list-items.ts';
import styles from './transaction-list.module.css';
import { useListWindow } from './use-list-window.ts';

/** What the list around can ask of its body. */
export interface ListScroller {
  /** Brings a line into sight. */
  readonly scrollTo: (index: number) => void;
}

export interface ListBodyProps {
  items: readonly ListItem[];
  openId: string | null;
  body: RefObject<HTMLDivElement | null>;
  scroller: RefObject<ListScroller | null>;
  onNearEnd: () => void;
  /** `measure` goes on the line that is open, whose height is not known before. */
  renderLine: (item: ListItem, index: number, measure: (element: Element | null) => void) => ReactNode;
}

/** The lines in sight. It stands apart from the list, because it is drawn anew whenever the window scrolls. */
export function ListBody({ items, openId, body, scroller, onNearEnd, renderLine }: ListBodyProps) {
  const { virtualizer, paddingTop, paddingBottom } = useListWindow({ items, openId, body, onNearEnd });
  useImperativeHandle(scroller, () => ({ scrollTo: (index) => virtualizer.scrollToIndex(index) }), [
    virtualizer,
  ]);
  return (
    <div
      ref={body}
      role="rowgroup"
      className={styles.body}
      style={{ paddingBlock: `${paddingTop}px ${paddingBottom}px` }}
    >
      {virtualizer.getVirtualItems().map(({ index, key }) => {
        const item = items[index];
        return (
          <Fragment key={key}>
            {item === undefined ? null : renderLine(item, index, virtualizer.measureElement)}
          </Fragment>
        );
      })}
    </div>
  );
}
