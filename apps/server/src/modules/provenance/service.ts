import type { FieldOrigin, FieldSetter, getProvenance } from '@fintrack/contract';
import type { z } from 'zod';
import type { TenantTransaction } from '../../platform/database/index.ts';
import { refuse } from '../../platform/errors.ts';
import { findNames, isEmpty, toWireValue } from '../change-sets/index.ts';
import * as repo from './repo.ts';

type Provenance = z.output<typeof getProvenance.data>;

/** Changes of one row that are looked at; no person makes as many. */
const LOOKED_AT = 1000;

/** Columns that a person or a program fills, in the order of the page. */
const COLUMNS =
  `date amount_minor account_id payee_id category_id description type status notes tags value_date
  original_amount_minor original_currency is_refund payment_method metadata is_split transfer_account_id
  transfer_transaction_id refund_of_id fee_of_id reconciliation_id raw_description external_id`.split(/\s+/);

/** Who set each field of a transaction, when and by what. @throws {AppError} NOT_FOUND */
export async function readProvenance(tx: TenantTransaction, id: string): Promise<Provenance> {
  const row = await repo.findRow(tx, id);
  if (row === undefined)
    return refuse('NOT_FOUND', 'There is no such transaction. It may have been deleted.');
  const [steps, setters] = await Promise.all([repo.listSteps(tx, id, LOOKED_AT), repo.findSetters(tx, id)]);
  const isWhole = steps.length < LOOKED_AT;
  const making = steps.find((step) => step.action === 'create') ?? (await findMaking(tx, row));
  const line = row.importId === null ? null : await repo.findImportRow(tx, { id, importId: row.importId });
  const setterOf = (column: string, step: repo.Step): FieldSetter | null =>
    (step === making && step.action === 'import' ? line?.setBy : setters.get(step.changeSetId ?? ''))?.[
      column
    ] ?? null;
  const set = COLUMNS.flatMap((column) => {
    const change = steps.find((step) => step.action !== 'create' && step.columns?.includes(column));
    const isSaid = !isEmpty(row.values[column]);
    return isSaid || change !== undefined ? [{ column, step: change ?? making }] : [];
  });
  const names = await findNames(tx, referencesOf(row.values));
  return {
    fields: set.map(({ column, step }) =>
      toOrigin({ column, row, names, setter: setterOf(column, step) }, step),
    ),
    importRow: line && toLine(line),
    isTruncated: !isWhole,
  };
}

function toLine({ importId, fileName, line, raw, isCorrected }: repo.ImportRow): Provenance['importRow'] {
  return { importId, fileName, line, raw, isCorrected };
}

/** An imported row has no entry of its making; the change set of its import stands for it. */
async function findMaking(tx: TenantTransaction, row: repo.CurrentRow): Promise<repo.Step> {
  const booking = await repo.findBooking(tx, row.changeSetId);
  return (
    booking ?? {
      action: 'create',
      columns: null,
      kind: row.createdBy === 'import' ? 'import' : null,
      userId: null,
      userName: null,
      summary: null,
      at: row.createdAt,
      changeSetId: null,
    }
  );
}

function referencesOf(values: repo.CurrentRow['values']): string[] {
  return COLUMNS.filter(isReference).flatMap((column) => {
    const value = values[column];
    return typeof value === 'string' ? [value] : [];
  });
}

function isReference(column: string): boolean {
  return column.endsWith('_id') && column !== 'external_id';
}

interface Field {
  readonly column: string;
  readonly row: repo.CurrentRow;
  readonly names: ReadonlyMap<string, string>;
  readonly setter: FieldSetter | null;
}

function toOrigin({ column, row, names, setter }: Field, step: repo.Step): FieldOrigin {
  const currency = column === 'original_amount_minor' ? row.values['original_currency'] : row.currency;
  const stored = row.values[column] ?? null;
  const [field, value] = toWireValue(column, stored, currency);
  return {
    field,
    value,
    name: isReference(column) && typeof stored === 'string' ? (names.get(stored) ?? null) : null,
    currency: column.endsWith('_minor') && typeof currency === 'string' ? currency : null,
    setBy:
      setter?.by === 'rule' ? 'rule' : step.kind === 'request' || step.kind === null ? 'user' : step.kind,
    setter,
    userId: step.userId,
    userName: step.userName,
    summary: step.summary,
    at: step.at,
    changeSetId: step.changeSetId,
  };
}
