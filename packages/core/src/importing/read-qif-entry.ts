import { type Currency, formatMinor } from '../money/index.ts';
import { type DecimalMark, readAmountRounded } from './amount-text.ts';
import type { StatementEntry } from './bank-statement.ts';
import { cleanText } from './clean-text.ts';
import { type DateOrder, readDate } from './date-text.ts';
import { readInvestmentEffect } from './qif-investment.ts';
import { fieldText, type QifRecord, recordText } from './qif-records.ts';
import { plainQifDate, type QifTarget, readQifTarget } from './qif-values.ts';
import type { RowReading, StatementRow, StatementSplit } from './statement-row.ts';

/** How the entries of one account of a QIF file are read. */
export interface QifEntryOptions {
  readonly order: DateOrder | 'ask';
  readonly mark: DecimalMark | 'ask';
  readonly currency: Currency;
  /** The account's own name, "" where the file gives none. */
  readonly account: string;
  readonly isInvestment: boolean;
  readonly categories: ReadonlySet<string>;
}

/** An amount of an entry, or null where the line is missing. */
interface Read {
  readonly minor: bigint;
  readonly rounded: boolean;
}

type Failure = Extract<RowReading, { ok: false }>;

/** Reads one entry: a row, or the reason why it is none. */
export function readQifEntry(record: QifRecord, options: QifEntryOptions): StatementEntry {
  return { line: record.line, raw: recordText(record), reading: readRecord(record, options) };
}

function readRecord(record: QifRecord, options: QifEntryOptions): RowReading {
  if (!record.isComplete) {
    return invalid(
      'The file ends within this entry: its "^" is missing. Download the file again, or add it.',
    );
  }
  const date = readEntryDate(fieldText(record, 'D'), options.order);
  if (typeof date !== 'string') return date;
  const splits = readSplitLines(record);
  const total = readTotal(record, splits, options);
  if ('ok' in total) return total;
  const target = readQifTarget(fieldText(record, 'L'), options.categories);
  const effect = options.isInvestment ? readInvestmentEffect(record, total.minor, target) : null;
  if (effect && !effect.ok) return effect;
  const remarks = unknownLines(record);
  if (total.rounded)
    remarks.push(`The amount has more digits than ${options.currency} has, and was rounded.`);
  const money = effect?.amountMinor ?? total.minor;
  const read = readSplits(splits, money, options);
  if (typeof read === 'string') remarks.push(read);
  const checkNumber = options.isInvestment ? '' : cleanText(fieldText(record, 'N'));
  return {
    ok: true,
    row: {
      line: record.line,
      date,
      amountMinor: money,
      currency: options.currency,
      ...describeEntry(record, effect?.description ?? ''),
      ...describeTarget(target, options.account, remarks),
      ...(typeof read === 'string' || read.length < 2 ? {} : { splits: read }),
      ...(checkNumber === '' ? {} : { checkNumber }),
      rawText: cleanText(recordText(record)),
      state: 'posted',
      ...(total.rounded ? { rounded: true as const } : {}),
      remarks,
    },
  };
}

function readEntryDate(written: string, order: DateOrder | 'ask'): StatementRow['date'] | Failure {
  if (written === '') return invalid('The entry has no date (D).');
  const plain = plainQifDate(written);
  if (order !== 'ask') return readDate(plain, order) ?? invalid(`"${cleanText(written)}" is not a date.`);
  const [day, month] = [readDate(plain, 'dmy'), readDate(plain, 'mdy')];
  if (day !== null && day === month) return day;
  return invalid(`"${cleanText(written)}" can be day/month or month/day. Say which of them this file uses.`);
}

/** The T line, the U line where there is none, or the sum of the splits where there is neither. */
function readTotal(
  record: QifRecord,
  splits: readonly SplitLines[],
  options: QifEntryOptions,
): Read | Failure {
  const written = fieldText(record, 'T') || fieldText(record, 'U');
  if (written !== '') return readMoney(written, options);
  const amounts = splits.flatMap((split) => {
    const amount = split.amount === '' ? null : readMoney(split.amount, options);
    return amount === null || 'ok' in amount ? [] : [amount.minor];
  });
  if (amounts.length > 0 && amounts.length === splits.length)
    return { minor: amounts.reduce((sum, minor) => sum + minor, 0n), rounded: false };
  // Shares that come, go or are bought with a dividend have no amount, and an investment's list says so itself.
  if (options.isInvestment) return { minor: 0n, rounded: false };
  return invalid('The entry has no amount (T).');
}

function readMoney(written: string, { mark, currency }: QifEntryOptions): Read | Failure {
  if (mark !== 'ask') {
    const amount = readAmountRounded(written, mark, currency);
    return amount.ok ? { minor: amount.minor, rounded: amount.rounded } : invalid(amount.reason);
  }
  const [point, comma] = [
    readAmountRounded(written, '.', currency),
    readAmountRounded(written, ',', currency),
  ];
  if (point.ok && comma.ok && point.minor !== comma.minor) {
    return invalid(`"${cleanText(written)}" can be read in two ways. Say which decimal mark this file uses.`);
  }
  const amount = point.ok ? point : comma;
  return amount.ok ? { minor: amount.minor, rounded: amount.rounded } : invalid(amount.reason);
}

interface SplitLines {
  readonly target: string;
  memo: string;
  amount: string;
}

/** S begins a part; E and $ belong to the part before them. */
function readSplitLines(record: QifRecord): SplitLines[] {
  const splits: SplitLines[] = [];
  for (const { code, value } of record.fields) {
    if (code === 'S') splits.push({ target: value.trim(), memo: '', amount: '' });
    const last = splits.at(-1);
    if (last && code === 'E') last.memo = cleanText(value);
    if (last && code === '$') last.amount = value.trim();
  }
  return splits;
}

/** The parts, or why the row is kept whole. */
function readSplits(
  lines: readonly SplitLines[],
  totalMinor: bigint,
  options: QifEntryOptions,
): StatementSplit[] | string {
  const splits: StatementSplit[] = [];
  let sum = 0n;
  for (const { target, memo, amount } of lines) {
    const money = amount === '' ? null : readMoney(amount, options);
    if (money === null || 'ok' in money) {
      return `The splits are left out: the part "${cleanText(target)}" has no amount that can be read.`;
    }
    sum += money.minor;
    const { category, transferAccount, tags } = readQifTarget(target, options.categories);
    splits.push({
      amountMinor: money.minor,
      ...(category === undefined ? {} : { category: cleanText(category) }),
      ...(transferAccount === undefined ? {} : { transferAccount: cleanText(transferAccount) }),
      ...(tags === undefined ? {} : { tags: tags.map(cleanText) }),
      ...(memo === '' ? {} : { notes: memo }),
    });
  }
  if (splits.length === 0 || sum === totalMinor) return splits;
  const [parts, whole] = [sum, totalMinor].map((minor) => formatMinor(minor, options.currency));
  return `The splits are left out: they add up to ${parts ?? ''}, and the entry is of ${whole ?? ''}.`;
}

function describeEntry(
  record: QifRecord,
  action: string,
): Pick<StatementRow, 'description' | 'payee' | 'notes'> {
  const payee = cleanText(fieldText(record, 'P'));
  const memo = cleanText(fieldText(record, 'M'));
  const parts = [cleanText(action), payee, memo === payee ? '' : memo].filter((part) => part !== '');
  const otherwise = cleanText([fieldText(record, 'N'), fieldText(record, 'L')].join(' '));
  return {
    description: parts.length === 0 ? otherwise : parts.join(' '),
    ...(payee === '' ? {} : { payee }),
    ...(memo === '' || parts.length < 2 ? {} : { notes: memo }),
  };
}

/** An account that names itself as the other side has its opening balance here. */
function describeTarget(
  target: QifTarget,
  account: string,
  remarks: string[],
): Pick<StatementRow, 'category' | 'transferAccount' | 'tags'> {
  const { category, transferAccount, tags } = target;
  const isOwn = transferAccount !== undefined && account !== '' && transferAccount === account;
  if (isOwn) remarks.push('The entry is the opening balance of the account.');
  return {
    ...(category === undefined ? {} : { category: cleanText(category) }),
    ...(transferAccount === undefined || isOwn ? {} : { transferAccount: cleanText(transferAccount) }),
    ...(tags === undefined ? {} : { tags: tags.map(cleanText) }),
  };
}

/** Letters that QIF gives a meaning; those without one for FinTrack stay in the raw text. */
const KNOWN = new Set('DTUCNPMALSE$%FKXYIQO'.split(''));

function unknownLines(record: QifRecord): string[] {
  return record.fields
    .filter((field) => !KNOWN.has(field.code))
    .slice(0, 3)
    .map(
      (field) => `Line ${field.line} ("${cleanText(field.code + field.value).slice(0, 40)}") has no meaning.`,
    );
}

function invalid(reason: string): Failure {
  return { ok: false, kind: 'invalid', reason };
}
