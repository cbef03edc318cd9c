'use client';

import { useEffect, useEffectEvent } from 'react';
import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { Skeleton } from '@/components/skeleton.tsx';
import { useHydrated } from '@/lib/use-hydrated.ts';
import styles from './list-end.module.css';
import { filterHref, type TransactionFilter } from './transaction-filter.ts';

export interface ListEndProps {
  basePath: string;
  filter: TransactionFilter;
  nextCursor: string | null;
  /** No row has come yet: a search goes on by itself. */
  isEmpty: boolean;
  hasFailed: boolean;
  onRetry: () => void;
}

/** What follows the rows that are here: those on their way, or without JavaScript a link to them. */
export function ListEnd({ basePath, filter, nextCursor, isEmpty, hasFailed, onRetry }: ListEndProps) {
  const hydrated = useHydrated();
  const goOn = useEffectEvent(onRetry);
  const isWaiting = isEmpty && nextCursor !== null && !hasFailed;
  useEffect(() => {
    if (isWaiting) goOn();
  }, [isWaiting]);
  if (nextCursor === null) return null;
  if (!hydrated) {
    return (
      <p className={styles.end}>
        <LinkButton href={filterHref(basePath, filter, { cursor: nextCursor })}>Older</LinkButton>
      </p>
    );
  }
  if (!hasFailed)
    return (
      <Skeleton label={isEmpty ? 'Searching further back' : 'Older transactions are loading'} rows={3} />
    );
  return (
    <p className={styles.end} role="alert">
      Older transactions could not be loaded. <Button onPress={onRetry}>Try again</Button>
    </p>
  );
}
