import { once } from 'node:events';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { describeRow } from './descriptions.ts';

/** What a filled tenant is made of. */
export interface FillShape {
  readonly tenantId: string;
  readonly accountIds: readonly string[];
  readonly categoryIds: readonly string[];
  readonly payeeIds: readonly string[];
  readonly changeSetId: string;
  readonly importId: string;
  readonly rows: number;
  /** Only these of the rows, from `first` up to `last` (not included); all of them when left out. */
  readonly first?: number;
  readonly last?: number;
}

const COLUMNS =
  'tenant_id, id, account_id, date, amount_minor, currency, type, status, description, payee_id, category_id, change_set_id, import_id';
const FIRST_DAY = Date.UTC(2021, 0, 1);
const DAYS = 5 * 365;

/**
 * Fills a table with rows spread over five years, accounts, categories and payees, by COPY.
 * @returns seconds that the COPY took
 */
export async function fillTransactions(client: Client, table: string, shape: FillShape): Promise<number> {
  const started = performance.now();
  const stream = client.query(copyFrom(`COPY ${table} (${COLUMNS}) FROM STDIN`));
  const end = shape.last ?? shape.rows;
  for (let start = shape.first ?? 0; start < end; start += 2000) {
    const lines: string[] = [];
    for (let row = start; row < Math.min(start + 2000, end); row += 1) lines.push(copyLine(shape, row));
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  return (performance.now() - started) / 1000;
}

function copyLine(shape: FillShape, row: number): string {
  const day = Math.floor((row / shape.rows) * DAYS);
  const instant = FIRST_DAY + day * 86_400_000;
  const scattered = (row * 2_654_435_761) % 4_294_967_296;
  const isIncome = scattered % 12 === 0;
  const minor = isIncome ? 100_000 + (scattered % 200_000) : -(100 + (scattered % 20_000));
  const fields = [
    shape.tenantId,
    timeOrderedId(instant, row),
    pick(shape.accountIds, scattered),
    new Date(instant).toISOString().slice(0, 10),
    String(minor),
    'USD',
    isIncome ? 'income' : 'expense',
    row > shape.rows - 20 ? 'pending' : 'cleared',
    describeRow(row, shape.rows, (scattered >>> 3) % shape.payeeIds.length),
    pick(shape.payeeIds, scattered >>> 3),
    scattered % 20 === 1 ? '\\N' : pick(shape.categoryIds, scattered >>> 5),
    shape.changeSetId,
    shape.importId,
  ];
  return `${fields.join('\t')}\n`;
}

function pick(ids: readonly string[], number: number): string {
  const id = ids[number % ids.length];
  if (id === undefined) throw new Error('fillTransactions needs accounts, categories and payees.');
  return id;
}

/** A UUIDv7 whose random part is the row's number: the same file of rows at every run. */
function timeOrderedId(instant: number, row: number): string {
  const time = instant.toString(16).padStart(12, '0');
  const number = row.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number}`;
}
