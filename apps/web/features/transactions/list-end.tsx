'use client';

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
  hasFailed: boolean;
  onRetry: () => void;
}

/** What follows the rows that are here: those on their way, or without JavaScript a link to them. */
export function ListEnd({ basePath, filter, nextCursor, hasFailed, onRetry }: ListEndProps) {
  const hydrated = useHydrated();
  if (nextCursor === null) return null;
  if (!hydrated) {
    return (
      <p className={styles.end}>
        <LinkButton href={filterHref(basePath, filter, { cursor: nextCursor })}>Older</LinkButton>
      </p>
    );
  }
  if (!hasFailed) return <Skeleton label="Older transactions are loading" rows={3} />;
  return (
    <p className={styles.end} role="alert">
      Older transactions could not be loaded. <Button onPress={onRetry}>Try again</Button>
    </p>
  );
}
