import { ApiError } from '@fintrack/contract/client';
import { z } from 'zod';
import type { Merge, Versions } from '@/lib/three-way-merge.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import type { TransactionField } from './merge-transaction.ts';

/** Somebody else saved the same fields of a row first: the three rows, and what of them came together by itself. */
export interface Conflict {
  readonly versions: Versions<ListedTransaction>;
  readonly merge: Merge<ListedTransaction, TransactionField>;
  readonly changedBy: ChangedBy | null;
}

/** Who saved first, and when (ISO 8601). */
export interface ChangedBy {
  readonly name: string | null;
  readonly at: string;
}

const staleDetails = z.object({
  changedBy: z.object({ name: z.string().nullable(), at: z.iso.datetime() }).nullish(),
});

/** What a refusal says of a faster change; undefined for any other refusal. */
export function readStale(error: unknown): { readonly changedBy: ChangedBy | null } | undefined {
  if (!(error instanceof ApiError) || error.envelope.code !== 'STALE_VERSION') return undefined;
  const details = staleDetails.safeParse(error.envelope.details);
  return { changedBy: details.data?.changedBy ?? null };
}

/** "Anna", or "somebody". */
export function nameOf(changedBy: ChangedBy | null): string {
  return changedBy?.name || 'somebody';
}
