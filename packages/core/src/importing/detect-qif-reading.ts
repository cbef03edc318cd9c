import type { Currency } from '../money/index.ts';
import type { DecimalMark } from './amount-text.ts';
import type { FileNote } from './bank-statement.ts';
import type { LayoutQuestion } from './csv-layout.ts';
import type { DateOrder } from './date-text.ts';
import { detectDateOrder } from './detect-date-order.ts';
import { detectDecimalMark } from './detect-decimal-mark.ts';
import { fieldText, type QifRecord, type QifSection } from './qif-records.ts';
import { plainQifDate, statedDateOrder } from './qif-values.ts';

/** How dates and amounts of a QIF file are written, as found or as said; `ask` where the file cannot decide. */
export interface QifReadingOrder {
  readonly order: DateOrder | 'ask';
  readonly mark: DecimalMark | 'ask';
  readonly notes: readonly FileNote[];
  readonly questions: readonly LayoutQuestion[];
}

/** What is known besides the file. */
interface Known {
  readonly currency: Currency | null;
  readonly dateOrder?: DateOrder | undefined;
  readonly decimalMark?: DecimalMark | undefined;
}

/** Finds the date order and the decimal mark of a QIF file from all its dates and amounts. */
export function detectQifReading(
  sections: readonly QifSection[],
  accounts: readonly (readonly QifRecord[])[],
  known: Known,
): QifReadingOrder {
  const date = findOrder(sections, accounts, known);
  const mark = findMark(accounts, known);
  return {
    order: date.order,
    mark: mark.mark,
    notes: [date.note, mark.note],
    questions: [date.question, mark.question].filter((question) => question !== null),
  };
}

interface Found {
  readonly note: FileNote;
  readonly question: LayoutQuestion | null;
}

function findOrder(
  sections: readonly QifSection[],
  accounts: readonly (readonly QifRecord[])[],
  { dateOrder }: Known,
): Found & { readonly order: DateOrder | 'ask' } {
  const stated = statedDateOrder(sections);
  const fixed = dateOrder ?? stated;
  if (fixed) {
    const evidence = dateOrder ? 'You said so.' : `The file says "!Option:${fixed.toUpperCase()}".`;
    return {
      order: fixed,
      note: note('dateOrder', ORDER_NAMES[fixed], { confidence: 1, evidence }),
      question: null,
    };
  }
  const [first = [], ...others] = accounts.map((records) => datesOf(records));
  const found = detectDateOrder(first, others.flat());
  return {
    order: found.order,
    note: note('dateOrder', ORDER_NAMES[found.order], found.guess),
    question: found.question,
  };
}

/** In file order; days that repeat are given once, because only their order matters. */
function datesOf(records: readonly QifRecord[]): string[] {
  const dates: string[] = [];
  for (const record of records) {
    const date = plainQifDate(fieldText(record, 'D'));
    if (date !== '' && date !== dates.at(-1)) dates.push(date);
  }
  return dates;
}

function findMark(
  accounts: readonly (readonly QifRecord[])[],
  { currency, decimalMark }: Known,
): Found & { readonly mark: DecimalMark | 'ask' } {
  if (decimalMark) {
    const guess = { confidence: 1, evidence: 'You said so.' };
    return { mark: decimalMark, note: note('decimalMark', MARK_NAMES[decimalMark], guess), question: null };
  }
  const amounts = new Set<string>();
  for (const record of accounts.flat()) {
    for (const { code, value } of record.fields) if (MONEY.has(code)) amounts.add(value.trim());
  }
  amounts.delete('');
  const found = detectDecimalMark([...amounts], currency);
  return {
    mark: found.mark,
    note: note('decimalMark', MARK_NAMES[found.mark], found.guess),
    question: found.question,
  };
}

const MONEY: ReadonlySet<string> = new Set(['T', 'U', '$']);

function note(
  subject: string,
  guess: string,
  { confidence, evidence }: Pick<FileNote, 'confidence' | 'evidence'>,
): FileNote {
  return { subject, guess, confidence, evidence };
}

const ORDER_NAMES: Readonly<Record<DateOrder | 'ask', string>> = {
  ymd: 'Year, month, day',
  dmy: 'Day, month, year',
  mdy: 'Month, day, year',
  ask: 'Not certain',
};

const MARK_NAMES: Readonly<Record<DecimalMark | 'ask', string>> = {
  '.': 'Decimal point',
  ',': 'Decimal comma',
  ask: 'Not certain',
};
