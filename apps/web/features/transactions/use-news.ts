'use client';

import type { ServerEvent } from '@fintrack/contract';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { onLiveEvent } from '@/lib/live-events.ts';
import type { ListItem } from './list-items.ts';
import { concerns, isNews } from './live-changes.ts';
import type { TransactionFilter } from './transaction-filter.ts';

/** An own change has come back by then, and is in the list. */
const SETTLE_MS = 1200;

export interface News {
  /** The list is not as it is drawn any more, by somebody else or in another window. */
  readonly isThere: boolean;
  /** What is drawn is fetched anew: what was heard before is in it. */
  readonly take: () => void;
}

interface Heard {
  readonly rows: readonly ServerEvent<'transaction_update'>[];
  /** Many rows at once, which are not told one by one. */
  readonly isMany: boolean;
}

const NOTHING: Heard = { rows: [], isMany: false };

/** Hears of changes that the list does not show. Nothing moves by itself. */
export function useNews(items: readonly ListItem[], filter: TransactionFilter): News {
  const [isThere, setThere] = useState(false);
  const heard = useRef(NOTHING);

  const hearRow = useEffectEvent((event: ServerEvent<'transaction_update'>) => {
    if (!concerns([event.account_id], filter.accountId)) return;
    heard.current = { ...heard.current, rows: [...heard.current.rows, event] };
  });
  const hearMany = useEffectEvent((event: ServerEvent<'transactions_changed'>) => {
    if (concerns(event.account_ids, filter.accountId)) heard.current = { ...heard.current, isMany: true };
  });
  const settle = useEffectEvent(() => {
    const { rows, isMany } = heard.current;
    if (rows.length === 0 && !isMany) return;
    heard.current = NOTHING;
    const shown = new Map(items.flatMap((item) => (item.kind === 'row' ? [[item.row.id, item.row]] : [])));
    if (isMany || rows.some((event) => isNews(event, shown))) setThere(true);
  });

  useEffect(() => {
    let timer: number | undefined;
    const settleSoon = (): void => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        settle();
      }, SETTLE_MS);
    };
    const stopRows = onLiveEvent('transaction_update', (event) => {
      hearRow(event);
      settleSoon();
    });
    const stopMany = onLiveEvent('transactions_changed', (event) => {
      hearMany(event);
      settleSoon();
    });
    return () => {
      stopRows();
      stopMany();
      window.clearTimeout(timer);
    };
  }, []);

  return {
    isThere,
    take: () => {
      heard.current = NOTHING;
      setThere(false);
    },
  };
}
