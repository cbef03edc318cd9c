import { type CalendarDate, isCalendarDate } from '../dates/index.ts';
import { AmountFormatError, type Currency, formatMinor, isCurrency, parseAmount } from '../money/index.ts';
import type { CategoryPath, ExportedPart, ExportedRow } from './exported-row.ts';
import { isTextList } from './list-text.ts';

/** A row as it was read, with its amount in minor units of its currency; or why it cannot be, for the user. */
export type ExportedRowReading =
  | {
      readonly ok: true;
      readonly row: ExportedRow;
      readonly amountMinor: bigint;
      readonly currency: Currency;
    }
  | { readonly ok: false; readonly reason: string };

/** Something in a row that cannot be read; the message is for the user. */
class Unreadable extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a row of an export, whoever has had it in hand since: what is missing is taken as nothing, and what cannot be
 * stored or does not fit together is a reason. Never throws.
 * @param value an object with the fields of {@link ExportedRow}.
 */
export function readExportedRow(value: unknown): ExportedRowReading {
  if (!isFields(value)) return { ok: false, reason: 'This is not a transaction.' };
  try {
    return readFields(value);
  } catch (error) {
    if (error instanceof Unreadable || error instanceof AmountFormatError) {
      return { ok: false, reason: error.message };
    }
    throw error;
  }
}

function readFields(fields: Fields): ExportedRowReading {
  const currency = readCurrency(fields, 'currency');
  if (currency === null) throw new Unreadable('The currency is missing.');
  const amountMinor = parseAmount(readText(fields, 'amount', 50), currency).minor;
  const type = readChoice(fields, 'type', ['income', 'expense', 'transfer'] as const);
  const original = readOriginal(fields);
  const splits = readSplits(fields, currency, amountMinor);
  const row: ExportedRow = {
    id: readId(fields, 'id') ?? '',
    date: readDate(fields, 'date') ?? missing('date'),
    valueDate: readDate(fields, 'valueDate'),
    account: readText(fields, 'account', LENGTHS.name),
    amount: formatMinor(amountMinor, currency),
    currency,
    ...original,
    type: type ?? (amountMinor > 0n ? 'income' : 'expense'),
    status: readChoice(fields, 'status', ['pending', 'cleared', 'reconciled'] as const) ?? 'cleared',
    // Against the direction of its type a row is a refund, whether it says so or not.
    isRefund:
      fields['isRefund'] === true ||
      (type === 'expense' && amountMinor > 0n) ||
      (type === 'income' && amountMinor < 0n),
    payee: readOptional(fields, 'payee', LENGTHS.name),
    description: readText(fields, 'description', LENGTHS.description),
    category: readPath(fields),
    tags: readTags(fields),
    notes: readOptional(fields, 'notes', LENGTHS.notes),
    paymentMethod: readOptional(fields, 'paymentMethod', LENGTHS.paymentMethod),
    splits,
    transferAccount: readOptional(fields, 'transferAccount', LENGTHS.name),
    transferId: readId(fields, 'transferId'),
    refundOfId: readId(fields, 'refundOfId'),
    feeOfId: readId(fields, 'feeOfId'),
    partOfId: readId(fields, 'partOfId'),
    bankText: readOptional(fields, 'bankText', LENGTHS.description),
    bankId: readOptional(fields, 'bankId', LENGTHS.name),
    metadata: readMetadata(fields),
  };
  return { ok: true, row, amountMinor, currency };
}

/** Characters that the books hold of each. */
const LENGTHS = { name: 255, description: 2000, notes: 10_000, paymentMethod: 50, tag: 50, metadata: 20_000 };
const MOST_TAGS = 50;
const MOST_PARTS = 100;

/** Names of the fields for the user. */
const NAMES: Readonly<Record<string, string>> = {
  date: 'date',
  valueDate: 'value date',
  currency: 'currency',
  originalCurrency: 'original currency',
  bankText: "bank's text",
  bankId: "bank's id",
  paymentMethod: 'payment method',
  transferAccount: 'transfer account',
};

function readOriginal(fields: Fields): Pick<ExportedRow, 'originalAmount' | 'originalCurrency'> {
  const currency = readCurrency(fields, 'originalCurrency');
  const amount = readOptional(fields, 'originalAmount', 50);
  if (currency === null || amount === null || amount === '') {
    return { originalAmount: null, originalCurrency: null };
  }
  return {
    originalAmount: formatMinor(parseAmount(amount, currency).minor, currency),
    originalCurrency: currency,
  };
}

function readSplits(fields: Fields, currency: Currency, wholeMinor: bigint): readonly ExportedPart[] | null {
  const value = fields['splits'];
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value) || value.length < 2 || value.length > MOST_PARTS) {
    throw new Unreadable('The parts of the split cannot be read.');
  }
  let sum = 0n;
  const parts = value.map((part: unknown): ExportedPart => {
    if (!isFields(part)) throw new Unreadable('The parts of the split cannot be read.');
    const { minor } = parseAmount(readText(part, 'amount', 50), currency);
    if (minor === 0n) throw new Unreadable('A part of the split has no amount.');
    sum += minor;
    return {
      amount: formatMinor(minor, currency),
      category: readPath(part),
      payee: readOptional(part, 'payee', LENGTHS.name),
      description: readText(part, 'description', LENGTHS.description),
      notes: readOptional(part, 'notes', LENGTHS.notes),
      tags: readTags(part),
    };
  });
  if (sum !== wholeMinor) {
    throw new Unreadable(
      `The parts of the split come to ${formatMinor(sum, currency)} and the row is ${formatMinor(wholeMinor, currency)}.`,
    );
  }
  return parts;
}

function readPath(fields: Fields): CategoryPath | null {
  const value = fields['category'];
  if (value === null || value === undefined) return null;
  if (!isTextList(value)) throw new Unreadable('The category cannot be read.');
  const names = value.map((name) => storable(name).trim());
  if (names.some((name) => name === '' || name.length > LENGTHS.name) || names.length > 20) {
    throw new Unreadable('The category cannot be read.');
  }
  return names.length === 0 ? null : names;
}

function readTags(fields: Fields): readonly string[] {
  const value = fields['tags'] ?? [];
  if (!isTextList(value) || value.length > MOST_TAGS) throw new Unreadable('The tags cannot be read.');
  const tags = value.map((tag) => storable(tag).trim());
  if (tags.some((tag) => tag === '' || tag.length > LENGTHS.tag)) {
    throw new Unreadable('A tag is empty or longer than 50 characters.');
  }
  return tags;
}

function readMetadata(fields: Fields): Readonly<Record<string, unknown>> {
  const value = fields['metadata'] ?? {};
  if (!isFields(value)) return {};
  const text = JSON.stringify(value);
  // PostgreSQL holds neither in JSON.
  if (text.length > LENGTHS.metadata || /\\u0000|\\ud[89a-f]/u.test(text)) {
    throw new Unreadable('The further fields cannot be stored.');
  }
  return value;
}

function readDate(fields: Fields, key: string): CalendarDate | null {
  const text = readText(fields, key, 50).trim();
  if (text === '') return null;
  if (isCalendarDate(text)) return text;
  throw new Unreadable(`The ${nameOf(key)} "${text}" is not a date like 2026-01-31.`);
}

function readCurrency(fields: Fields, key: string): Currency | null {
  const text = readText(fields, key, 50).trim().toUpperCase();
  if (text === '') return null;
  if (isCurrency(text)) return text;
  throw new Unreadable(`The ${nameOf(key)} "${text}" is not an ISO 4217 code.`);
}

function readChoice<const Choice extends string>(
  fields: Fields,
  key: string,
  choices: readonly Choice[],
): Choice | null {
  const text = readText(fields, key, 50).trim().toLowerCase();
  if (text === '') return null;
  return (
    choices.find((choice) => choice === text) ??
    unreadable(`The ${nameOf(key)} is ${choices.join(' or ')}, and not "${text}".`)
  );
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/u;

/** An id leads to other rows; one that is none leads nowhere, and is no reason to refuse the row. */
function readId(fields: Fields, key: string): string | null {
  const value = fields[key];
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return UUID.test(text) ? text : null;
}

function readOptional(fields: Fields, key: string, length: number): string | null {
  const value = fields[key];
  return value === null || value === undefined ? null : readText(fields, key, length);
}

function readText(fields: Fields, key: string, length: number): string {
  const value = fields[key] ?? '';
  if (typeof value !== 'string') throw new Unreadable(`The ${nameOf(key)} is not a text.`);
  if (value.length > length) {
    throw new Unreadable(`The ${nameOf(key)} is longer than ${length} characters.`);
  }
  return storable(value);
}

/** PostgreSQL refuses NUL, and lone surrogates cannot be written as UTF-8. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Cs}/gu, '\uFFFD');
}

function nameOf(key: string): string {
  return NAMES[key] ?? key;
}

function missing(key: string): never {
  throw new Unreadable(`The ${nameOf(key)} is missing.`);
}

function unreadable(reason: string): never {
  throw new Unreadable(reason);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
