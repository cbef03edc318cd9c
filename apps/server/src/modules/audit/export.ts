import type { TenantTransaction } from '../../platform/database/index.ts';
import { type AuditFilter, type ExportRow, listSealedRows } from './repo.ts';

type ExportFormat = 'csv' | 'jsonl';

const ROWS_A_BATCH = 1000;

/** The columns of a file, in their order; the names are those that the verifier reads. */
const COLUMNS = [
  'sequence',
  'id',
  'tenantId',
  'changeSetId',
  'userId',
  'sessionId',
  'action',
  'resourceType',
  'resourceId',
  'ipAddress',
  'userAgent',
  'oldValues',
  'newValues',
  'success',
  'errorMessage',
  'createdAt',
  'previousHash',
  'hash',
] as const satisfies readonly (keyof ExportRow)[];

export interface Exporting {
  /** A read in the tenant: each batch is one. */
  readonly read: <Result>(work: (tx: TenantTransaction) => Promise<Result>) => Promise<Result>;
  readonly filter: AuditFilter;
  readonly format: ExportFormat;
}

/** The sealed rows in the order of the chain, as the text of a file. */
export async function* exportRows({ read, filter, format }: Exporting): AsyncGenerator<string> {
  const write = format === 'csv' ? csvLine : jsonLine;
  if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`;
  let after = 0;
  for (;;) {
    const page = { after, limit: ROWS_A_BATCH };
    const rows = await read((tx) => listSealedRows(tx, filter, page));
    if (rows.length > 0) yield rows.map(write).join('');
    if (rows.length < ROWS_A_BATCH) return;
    after = Number(rows.at(-1)?.sequence);
  }
}

function jsonLine(row: ExportRow): string {
  const values = COLUMNS.map((column) => [column, row[column]] as const);
  return `${JSON.stringify({ ...Object.fromEntries(values), sequence: Number(row.sequence), success: row.success === 'true' })}\n`;
}

/** NULL is an empty cell; an empty text is a quoted one. */
function csvLine(row: ExportRow): string {
  return `${COLUMNS.map((column) => {
    const value = row[column];
    return value === null ? '' : quoted(harmless(value));
  }).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * What a spreadsheet would run as a formula, also behind a sign that nobody sees. An apostrophe is doubled too, so
 * that taking one away from every cell that has one gives back exactly what was sealed.
 */
const FORMULA = /^(?:['=+\-@\t\r\n＝＋－＠]|\p{Cf})/u;

/** The cell with an apostrophe in front where it has to be neutralised. */
function harmless(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
