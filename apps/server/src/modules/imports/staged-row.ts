import { createHash } from 'node:crypto';
import type { RowReading, StatementRow } from '@fintrack/core/importing';
import { rowFingerprint, usableId } from '@fintrack/core/matching';

/** A line of a file as it is kept in import_rows: read, or with the reason why not. */
export interface StagedRow {
  readonly rowNumber: number;
  readonly line: number;
  readonly statementIndex: number;
  readonly raw: string;
  readonly date: string | null;
  readonly valueDate: string | null;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly description: string | null;
  readonly payee: string | null;
  readonly notes: string | null;
  readonly category: string | null;
  readonly externalId: string | null;
  readonly balanceMinor: bigint | null;
  readonly status: 'pending' | 'cleared';
  readonly fingerprint: string | null;
  readonly fate: 'new' | 'skip' | 'invalid';
  readonly reason: string;
  readonly remark: string | null;
  /** The row as an own export says it, as JSON; null for every other file. */
  readonly own: string | null;
  /** What the file says beyond a bank's line, for filling the row; it is not kept with it. */
  readonly said?: FileSaid;
}

/** Tags, parts and the other account, as the export of another program gives them. */
export type FileSaid = Pick<StatementRow, 'tags' | 'splits' | 'transferAccount'>;

/** Where a line stands in its file. */
export interface RowPlace {
  readonly rowNumber: number;
  readonly line: number;
  readonly statementIndex: number;
}

const RAW_LENGTH = 10_000;
const DESCRIPTION_LENGTH = 2000;
const NOTES_LENGTH = 10_000;
const NAME_LENGTH = 255;

/** What a line without any text is called. */
const NO_DESCRIPTION = 'No description';

/** A reading as a row to keep; `raw` is the line for those that could not be read. */
export function stageRow(reading: RowReading, place: RowPlace, raw: string): StagedRow {
  if (!reading.ok)
    return { ...EMPTY, ...place, raw: cut(raw, RAW_LENGTH), fate: reading.kind, reason: reading.reason };
  const { row } = reading;
  const text = cut(row.description, DESCRIPTION_LENGTH);
  const id = usableId(row.externalId ?? null);
  return {
    ...place,
    raw: cut(row.rawText, RAW_LENGTH),
    date: row.date,
    valueDate: row.valueDate ?? null,
    amountMinor: row.amountMinor,
    currency: row.currency,
    description: text === '' ? NO_DESCRIPTION : text,
    payee: optional(row.payee, NAME_LENGTH),
    notes: optional(row.notes, NOTES_LENGTH),
    category: optional(row.category, NAME_LENGTH),
    externalId: id === null ? null : shorten(id, NAME_LENGTH),
    balanceMinor: row.balanceMinor ?? null,
    status: row.state === 'pending' ? 'pending' : 'cleared',
    fingerprint: storedFingerprint(row),
    fate: 'new',
    reason: '',
    remark: row.remarks.length === 0 ? null : row.remarks.join(' '),
    own: row.own === undefined ? null : JSON.stringify(row.own),
    ...(row.tags || row.splits || row.transferAccount ? { said: row } : {}),
  };
}

/**
 * The content key as the database keeps it: a long one ends in a digest of its text, because an index entry has a
 * greatest length. Date and amount in front stay as they are.
 */
export function storedFingerprint(row: Pick<StatementRow, 'date' | 'amountMinor' | 'description'>): string {
  return shorten(rowFingerprint(row), FINGERPRINT_LENGTH);
}

const FINGERPRINT_LENGTH = 300;

const EMPTY = {
  date: null,
  valueDate: null,
  amountMinor: null,
  currency: null,
  description: null,
  payee: null,
  notes: null,
  category: null,
  externalId: null,
  balanceMinor: null,
  status: 'cleared',
  fingerprint: null,
  remark: null,
  own: null,
} as const;

/** Texts up to the length as they are, longer ones with a digest of the whole at their end. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 40);
  return `${cut(text, length - 41)}#${digest}`;
}

function optional(text: string | undefined, length: number): string | null {
  return text === undefined || text === '' ? null : cut(text, length);
}

/** Never cuts a character that takes two code units. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end);
}

/** The columns of {@link copyLine}, in order. */
export const COPY_COLUMNS =
  'row_number, line, statement_index, raw, date, value_date, amount_minor, currency, description, payee, notes, ' +
  'category, external_id, balance_minor, status, fingerprint, fate, reason, remark, own, transaction_id';

/** A row in the text format of COPY; `more` are cells of columns after {@link COPY_COLUMNS}. */
export function copyLine(row: StagedRow, transactionId: string, more: readonly string[] = []): string {
  const cells = [
    String(row.rowNumber),
    String(row.line),
    String(row.statementIndex),
    copyText(row.raw),
    row.date ?? NULL,
    row.valueDate ?? NULL,
    row.amountMinor?.toString() ?? NULL,
    row.currency ?? NULL,
    copyText(row.description),
    copyText(row.payee),
    copyText(row.notes),
    copyText(row.category),
    copyText(row.externalId),
    row.balanceMinor?.toString() ?? NULL,
    row.status,
    copyText(row.fingerprint),
    row.fate,
    copyText(row.reason),
    copyText(row.remark),
    copyText(row.own),
    transactionId,
    ...more,
  ];
  return `${cells.join('\t')}\n`;
}

const NULL = '\\N';

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '',
};

/** A cell of the text format of COPY. */
export function copyText(text: string | null): string {
  if (text === null) return NULL;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: zero bytes, which PostgreSQL cannot hold
  return /[\\\t\n\r\u0000]/.test(text)
    ? text.replace(/[\\\t\n\r\u0000]/g, (found) => ESCAPES[found] ?? '')
    : text;
}
