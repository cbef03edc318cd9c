'use client';

import { listPayees } from '@fintrack/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import { browserApi } from '@/lib/api/browser-api.ts';
import type { EntryLists, EntryPayee } from './entry-lists.ts';

const TYPING_PAUSE_MS = 150;
const SUGGESTIONS = 50;

export interface PayeeOptions {
  readonly payees: readonly EntryPayee[];
  /** Call it with what is typed. */
  readonly search: (text: string) => void;
}

/** Payees to suggest: the first ones come with the page, and where there are more they are looked up while typing. */
export function usePayeeOptions({ payees, hasMorePayees }: EntryLists): PayeeOptions {
  const [found, setFound] = useState<readonly EntryPayee[]>([]);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  function search(text: string): void {
    window.clearTimeout(timer.current);
    if (!hasMorePayees || text.trim() === '') return;
    timer.current = window.setTimeout(() => void findPayees(text.trim()).then(setFound), TYPING_PAUSE_MS);
  }

  const all = useMemo(() => {
    const known = new Set(payees.map(({ id }) => id));
    return [...payees, ...found.filter(({ id }) => !known.has(id))];
  }, [payees, found]);
  return { payees: all, search };
}

async function findPayees(text: string): Promise<readonly EntryPayee[]> {
  try {
    const { data } = await browserApi().call(listPayees, { query: { q: text, limit: SUGGESTIONS } });
    return data;
  } catch {
    // A name can be typed in full without suggestions.
    return [];
  }
}
