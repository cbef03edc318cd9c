'use client';

import { type Reconciliation, type ReconciliationRow, tickReconciliationRows } from '@fintrack/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { notifyProblem } from '@/components/toast.tsx';
import { browserApi } from '@/lib/api/browser-api.ts';

export interface Ticks {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  /** Ticks these and unticks the others. */
  readonly setAll: (ids: readonly string[]) => void;
}

/** Ticks that were made at once go in one request. */
const GATHER_MS = 250;
/** Of these the ids are well below the 64 KiB that a browser still sends for a page that is left. */
const MAX_SENT_WHILE_LEAVING = 1000;

/** The ticked rows. They show at once and are saved behind; when that fails, they are as they were saved. */
export function useTicks(reconciliation: Reconciliation, rows: readonly ReconciliationRow[]): Ticks {
  const [ids, setIds] = useState<ReadonlySet<string>>(() => tickedOf(rows));
  const saved = useRef(ids);
  const wanted = useRef(ids);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const saving = useRef<Promise<void>>(Promise.resolve());
  const { accountId, id } = reconciliation;

  const save = useCallback(
    async ({ isLeaving = false } = {}) => {
      const next = wanted.current;
      const tick = [...next].filter((row) => !saved.current.has(row));
      const untick = [...saved.current].filter((row) => !next.has(row));
      const count = tick.length + untick.length;
      if (count === 0) return;
      try {
        const params = { accountId, reconciliationId: id };
        const keepalive = isLeaving && count <= MAX_SENT_WHILE_LEAVING;
        await browserApi().call(tickReconciliationRows, { params, body: { tick, untick }, keepalive });
        saved.current = next;
      } catch (error) {
        wanted.current = saved.current;
        setIds(saved.current);
        notifyProblem(error instanceof Error ? error.message : 'The ticks could not be saved.');
      }
    },
    [accountId, id],
  );

  const put = useCallback(
    (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => {
      wanted.current = change(wanted.current);
      setIds(wanted.current);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        // One after the other: a later answer never overtakes an earlier one.
        timer.current = null;
        saving.current = saving.current.then(() => save());
      }, GATHER_MS);
    },
    [save],
  );

  useEffect(() => {
    const leave = () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
      void save({ isLeaving: true });
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [save]);

  return {
    ids,
    toggle: useCallback((row: string) => put((before) => toggled(before, row)), [put]),
    setAll: useCallback((all: readonly string[]) => put(() => new Set(all)), [put]),
  };
}

function tickedOf(rows: readonly ReconciliationRow[]): ReadonlySet<string> {
  return new Set(rows.filter((row) => row.isTicked).map((row) => row.id));
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(ids);
  if (!after.delete(id)) after.add(id);
  return after;
}
