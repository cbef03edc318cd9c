import type { ChangeSet, ChangeSetEntry, FieldChange } from '@fintrack/contract';
import { formatMinor, isCurrency } from '@fintrack/core/money';
import type { ChangeSetRow, EntryRow } from './repo.ts';

export function toChangeSet(row: ChangeSetRow): ChangeSet {
  const {
    id,
    kind,
    summary,
    currency,
    userId,
    userName,
    revertsId,
    revertedById,
    undoneRows,
    importId,
    createdAt,
  } = row;
  return {
    id,
    kind,
    summary,
    currency,
    userId,
    userName,
    revertsId,
    revertedById,
    undoneRows,
    importId,
    createdAt,
  };
}

/** Columns that say how a row is kept, not what it says. */
const KEPT: ReadonlySet<string> = new Set(
  `tenant_id id version created_at updated_at deleted_at deleted_reason change_set_id created_by fingerprint
   storage_key thumbnail_key sha256 uploaded_by_user_id`.split(/\s+/),
);

/** Ids that an entry's fields hold, for their names. */
export function idsIn({ before, after }: EntryRow): string[] {
  return [before, after].flatMap((values) =>
    Object.entries(values ?? {}).flatMap(([column, value]) =>
      isReference(column) && typeof value === 'string' ? [value] : [],
    ),
  );
}

/** An entry as its changed fields, with names for ids and decimals for minor units. */
export function toEntry(row: EntryRow, names: ReadonlyMap<string, string>): ChangeSetEntry {
  const { id, action, resourceType, resourceId, isUndone } = row;
  return {
    id,
    action,
    resourceType,
    resourceId,
    title: titleOf(row, names),
    isUndone,
    changes: changedFields(row, names),
  };
}

function titleOf({ resourceId, before, after }: EntryRow, names: ReadonlyMap<string, string>): string {
  const values = after ?? before ?? {};
  const own = [values['description'], values['name'], values['anchor_date'], values['file_name']].find(
    (value) => typeof value === 'string' && value !== '',
  );
  if (typeof own === 'string') return own;
  const rate = [values['base'], values['quote'], values['rate_date']].filter(
    (value) => typeof value === 'string',
  );
  if (rate.length > 0) return rate.join(' ');
  const named = [values['payee_id'], resourceId].find((id) => typeof id === 'string' && names.has(id));
  return typeof named === 'string' ? (names.get(named) ?? '') : '';
}

function changedFields(row: EntryRow, names: ReadonlyMap<string, string>): FieldChange[] {
  const before = row.before ?? {};
  const after = row.after ?? {};
  // Of a row that came or went, every value that it has; whether it is there is what the action says.
  const isWhole = row.before === null || row.action === 'delete' || row.action === 'restore';
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (column) => !KEPT.has(column),
  );
  return columns.flatMap((column) => {
    const [left, right] = [before[column] ?? null, after[column] ?? null];
    const isSame = JSON.stringify(left) === JSON.stringify(right);
    if (isWhole ? isEmpty(left) && isEmpty(right) : isSame) return [];
    const shownLeft = row.action === 'restore' && isSame ? null : left;
    const shownRight = row.action === 'delete' && isSame ? null : right;
    return [fieldChange({ column, row, names }, shownLeft, shownRight)];
  });
}

/** A value that says nothing: no text, no tag, no flag. */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    ['[]', '{}'].includes(JSON.stringify(value))
  );
}

interface Field {
  readonly column: string;
  readonly row: EntryRow;
  readonly names: ReadonlyMap<string, string>;
}

function fieldChange({ column, row, names }: Field, left: unknown, right: unknown): FieldChange {
  const nameOf = (value: unknown): string | null =>
    isReference(column) && typeof value === 'string' ? (names.get(value) ?? null) : null;
  const [field, before] = toWireValue(column, left, currencyAt(column, row.before ?? row.after, row));
  const currency = currencyAt(column, row.after ?? row.before, row);
  const [, after] = toWireValue(column, right, currency);
  return {
    field,
    before,
    after,
    beforeName: nameOf(left),
    afterName: nameOf(right),
    currency: column.endsWith('_minor') && typeof currency === 'string' ? currency : null,
  };
}

function isReference(column: string): boolean {
  return column.endsWith('_id') && column !== 'external_id';
}

function currencyAt(column: string, values: Record<string, unknown> | null, row: EntryRow): unknown {
  if (column === 'original_amount_minor') return values?.['original_currency'];
  return values?.['currency'] ?? row.currency;
}

/** Column values with the names and decimals that the API uses elsewhere. */
export function toWireValues(
  values: Record<string, unknown>,
  accountCurrency: string | null,
): Record<string, unknown> {
  const own = values['currency'] ?? accountCurrency;
  return Object.fromEntries(
    Object.entries(values)
      .filter(([column]) => column !== 'tenant_id')
      .map(([column, value]) => {
        const currency = column === 'original_amount_minor' ? values['original_currency'] : own;
        return toWireValue(column, value, currency);
      }),
  );
}

/** A column's name and value as the API has them: minor units become a decimal of the currency. */
export function toWireValue(column: string, value: unknown, currency: unknown): [string, unknown] {
  const isMinor = column.endsWith('_minor');
  if (isMinor && value === null) return [camelCase(column.slice(0, -'_minor'.length)), null];
  if (isMinor && typeof value === 'string' && typeof currency === 'string' && isCurrency(currency)) {
    return [camelCase(column.slice(0, -'_minor'.length)), formatMinor(BigInt(value), currency)];
  }
  return [camelCase(column), value];
}

function camelCase(column: string): string {
  return column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
