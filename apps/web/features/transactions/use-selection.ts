'use client';

import { useCallback, useMemo, useState } from 'react';
import type { ListItem } from './list-items.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import { isTemporary } from './optimistic-row.ts';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** The selected rows as they are now. */
  readonly rows: readonly ListedTransaction[];
  readonly toggle: (row: ListedTransaction) => void;
  readonly clear: () => void;
}

/** Which rows are selected; one that is gone is not any more. */
export function useSelection(items: readonly ListItem[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () =>
      ids.size === 0
        ? []
        : items.flatMap((item) => (item.kind === 'row' && ids.has(item.row.id) ? [item.row] : [])),
    [ids, items],
  );
  const toggle = useCallback((row: ListedTransaction) => {
    if (!isTemporary(row.id)) setIds((before) => toggled(before, row.id));
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  return { ids, rows, toggle, clear };
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(ids);
  if (!after.delete(id)) after.add(id);
  return after;
}
