import type { BulkResult } from '@fintrack/contract';
import type { CalendarDate } from '@fintrack/core/dates';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { findAccountsWithBalances } from '../accounts/index.ts';
import type { BulkEffect } from './bulk-effect.ts';
import { decimal, toTransaction } from './present.ts';
import { findTransactions } from './repo.rows.ts';

type Preview = NonNullable<BulkResult['preview']>;

const SHOWN_ROWS = 50;
const EVERY_ACCOUNT = { includeArchived: true, includeHidden: true };

/** Looks at rows and balances before an effect is written; what it gives looks again afterwards and compares. */
export async function startPreview(
  tx: TenantTransaction,
  today: CalendarDate,
  effect: BulkEffect,
): Promise<() => Promise<Preview>> {
  const ids = shownIds(effect);
  const look = async () => ({
    rows: new Map((await findTransactions(tx, ids)).map((row) => [row.id, toTransaction(row)])),
    accounts: await findAccountsWithBalances(tx, today, EVERY_ACCOUNT),
  });
  const before = await look();
  return async () => {
    const after = await look();
    const rows = ids.map((id) => ({
      before: before.rows.get(id) ?? null,
      after: after.rows.get(id) ?? null,
    }));
    return { rows, sums: sumsOf(effect), balances: compareBalances(before.accounts, after.accounts) };
  };
}

/** The first rows that change, those that were named before those that follow. */
function shownIds({ plan, inserts, changed, gone }: BulkEffect): string[] {
  const touched = new Set([...inserts, ...gone, ...changed.map(({ after }) => after)].map(({ id }) => id));
  const named = plan.acceptedIds.filter((id) => touched.has(id));
  // A set keeps the order of its first mentions.
  return [...new Set([...named, ...touched])].slice(0, SHOWN_ROWS);
}

/** Per currency; parts of a split are in their whole. */
function sumsOf({ inserts, changed, gone }: BulkEffect): Preview['sums'] {
  const sums = new Map<string, { before: bigint; after: bigint }>();
  const count = (row: Countable, side: 'before' | 'after'): void => {
    if (row.parentId) return;
    const sum = sums.get(row.currency) ?? { before: 0n, after: 0n };
    sums.set(row.currency, { ...sum, [side]: sum[side] + row.amountMinor });
  };
  for (const row of gone) count(row, 'before');
  for (const row of inserts) count(row, 'after');
  for (const { before, after } of changed) {
    count(before, 'before');
    count(after, 'after');
  }
  return [...sums]
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([currency, { before, after }]) => ({
      currency,
      before: decimal(before.toString(), currency),
      after: decimal(after.toString(), currency),
    }));
}

interface Countable {
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly parentId?: string | null | undefined;
}

type Balances = Awaited<ReturnType<typeof findAccountsWithBalances>>;

function compareBalances(before: Balances, after: Balances): Preview['balances'] {
  const now = new Map(after.map((account) => [account.id, account.postedMinor]));
  return before.flatMap(({ id, name, currency, postedMinor }) => {
    const next = now.get(id) ?? postedMinor;
    if (next === postedMinor) return [];
    const text = (minor: bigint) => decimal(minor.toString(), currency);
    return [{ accountId: id, name, currency, before: text(postedMinor), after: text(next) }];
  });
}
