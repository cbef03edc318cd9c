import type { SplitPart, Transaction } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import type { CategoryPath, ExportedPart, ExportedRow } from '@fintrack/core/exporting';
import type { Clock } from '../../platform/clock.ts';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { listAll } from '../transactions/index.ts';
import { findAccountNames, findAllCategories } from './repo.ts';

type ListQuery = Parameters<typeof listAll>[1];
type ListOrder = Parameters<typeof listAll>[2]['sort'];

/** Rows of a list as an export says them, some at a time. @throws {AppError} what the list refuses */
export async function* readExportedRows(
  tx: TenantTransaction,
  query: ListQuery,
  { sort, clock }: { readonly sort: ListOrder; readonly clock: Clock },
): AsyncGenerator<ExportedRow[]> {
  const names: Names = {
    accounts: new Map((await findAccountNames(tx)).map(({ id, name }) => [id, name])),
    paths: pathsOf(await findAllCategories(tx)),
  };
  for await (const rows of listAll(tx, query, { sort, clock }))
    yield rows.map((row) => toExported(row, names));
}

interface Names {
  readonly accounts: ReadonlyMap<string, string>;
  readonly paths: ReadonlyMap<string, CategoryPath>;
}

interface Category {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

function pathsOf(categories: readonly Category[]): ReadonlyMap<string, CategoryPath> {
  const byId = new Map(categories.map((category) => [category.id, category]));
  return new Map(
    categories.map((category) => {
      const path: string[] = [];
      // Deeper than any tree may be: a ring of parents would have no end.
      for (
        let at: Category | undefined = category;
        at && path.length < 20;
        at = byId.get(at.parentId ?? '')
      ) {
        path.unshift(at.name);
      }
      return [category.id, path];
    }),
  );
}

function toExported(row: Transaction, names: Names): ExportedRow {
  return {
    id: row.id,
    date: parseCalendarDate(row.date),
    valueDate: row.valueDate === null ? null : parseCalendarDate(row.valueDate),
    account: row.accountName,
    amount: row.amount,
    currency: row.currency,
    originalAmount: row.originalAmount,
    originalCurrency: row.originalCurrency,
    type: row.type,
    status: row.status,
    isRefund: row.isRefund,
    payee: row.payeeName,
    description: row.description,
    category: pathOf(row.categoryId, names),
    tags: row.tags,
    notes: row.notes,
    paymentMethod: row.paymentMethod,
    splits: row.isSplit ? (row.splits ?? []).map((part) => toPart(part, names)) : null,
    transferAccount:
      row.transferAccountId === null ? null : (names.accounts.get(row.transferAccountId) ?? null),
    transferId: row.transferTransactionId,
    refundOfId: row.refundOfId,
    feeOfId: row.feeOfId,
    partOfId: row.parentId,
    bankText: row.rawDescription,
    bankId: row.externalId,
    metadata: row.metadata,
  };
}

function toPart(part: SplitPart, names: Names): ExportedPart {
  return {
    amount: part.amount,
    category: pathOf(part.categoryId, names),
    payee: part.payeeName,
    description: part.description,
    notes: part.notes,
    tags: part.tags,
  };
}

function pathOf(categoryId: string | null, { paths }: Names): CategoryPath | null {
  return categoryId === null ? null : (paths.get(categoryId) ?? null);
}
