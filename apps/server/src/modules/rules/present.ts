import type { RuleRun, RuleWire } from '@fintrack/contract';
import type { KnownBooks } from './repo.books.ts';
import type { RunRecord } from './repo.runs.ts';
import type { RuleRecord } from './repo.ts';

/** A rule as the API tells it, with what its actions name and is gone. */
export function presentRule(record: RuleRecord, place: number, books: KnownBooks): RuleWire {
  return {
    id: record.id,
    name: record.name,
    condition: record.condition,
    actions: record.actions,
    isActive: record.isActive,
    position: place,
    missing: missingOf(record, books),
    version: record.version,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}

function missingOf({ actions }: RuleRecord, books: KnownBooks): RuleWire['missing'] {
  const categories = new Set(books.categories.map(({ id }) => id));
  const accounts = new Set(books.accounts.map(({ id }) => id));
  const named = actions.flatMap(
    (action): { readonly kind: 'category' | 'account'; readonly id: string }[] => {
      if (action.kind === 'setCategory') return [{ kind: 'category', id: action.categoryId }];
      if (action.kind === 'markTransfer') return [{ kind: 'account', id: action.accountId }];
      if (action.kind !== 'split') return [];
      return action.parts.flatMap(({ categoryId }) =>
        categoryId === null ? [] : [{ kind: 'category' as const, id: categoryId }],
      );
    },
  );
  const gone = named.filter(({ kind, id }) => !(kind === 'category' ? categories : accounts).has(id));
  return [...new Set(gone.map(({ kind }) => kind))];
}

export function presentRun(run: RunRecord): RuleRun {
  return {
    id: run.id,
    status: run.status,
    rows: run.doneRows,
    total: run.totalRows,
    changed: run.changedRows,
    kept: run.keptRows,
    refused: run.refusedRows,
    error: run.error,
    changeSetId: run.changeSetId,
    createdAt: run.createdAt.toISOString(),
  };
}
