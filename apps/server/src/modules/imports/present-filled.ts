import type { FieldSetter, ImportRow, ImportRowFilled } from '@fintrack/contract';
import { formatMinor, parseCurrency } from '@fintrack/core/money';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { findNames } from './repo.names.ts';
import type { ImportRowRecord } from './repo.rows.ts';

/** Adds to rows that would be booked, or were, what they get beside what the file says. */
export async function addFilled(
  tx: TenantTransaction,
  records: readonly ImportRowRecord[],
  rows: readonly ImportRow[],
): Promise<ImportRow[]> {
  const named = records.flatMap(({ categoryId, transferAccountId, splits }) => [
    ...(categoryId === null ? [] : [categoryId]),
    ...(transferAccountId === null ? [] : [transferAccountId]),
    ...(splits ?? []).flatMap((part) => part.category_id ?? []),
  ]);
  const names = named.length === 0 ? new Map<string, string>() : await findNames(tx, [...new Set(named)]);
  return rows.map((row, index) => {
    const record = records[index];
    return record && BOOKED.has(row.fate) ? { ...row, filled: presentFilled(record, names) } : row;
  });
}

/** Fates of rows that become rows of the ledger. */
const BOOKED: ReadonlySet<ImportRow['fate']> = new Set(['new', 'ask']);

function presentFilled(record: ImportRowRecord, names: ReadonlyMap<string, string>): ImportRowFilled | null {
  const { categoryId, currency, payeeName, setBy, setNotes, splits, tags, transferAccountId } = record;
  if (setBy === null || currency === null || Object.keys(setBy).length === 0) return null;
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return {
    categoryId,
    categoryName: nameOf(categoryId),
    payeeName,
    tags: [...tags],
    notes: setNotes,
    splits: (splits ?? []).map((part) => ({
      amount: formatMinor(BigInt(part.amount_minor), parseCurrency(currency)),
      categoryId: part.category_id,
      categoryName: nameOf(part.category_id),
    })),
    transferAccountId,
    transferAccountName: nameOf(transferAccountId),
    setBy: definedOf({
      category: setBy.category_id ?? setBy.is_split ?? setBy.transfer_account_id,
      payee: setBy.payee_id,
      notes: setBy.notes,
      tags: setBy.tags,
    }),
  };
}

function definedOf(setters: Record<string, FieldSetter | undefined>): ImportRowFilled['setBy'] {
  return Object.fromEntries(Object.entries(setters).filter(([, setter]) => setter !== undefined));
}
