import type { CalendarDate } from '../dates/index.ts';
import { type Currency, isCurrency } from '../money/index.ts';
import {
  type BankFileReading,
  type FileNote,
  MOST_ENTRIES,
  type StatementBalance,
  type StatementEntry,
  tooManyEntries,
} from './bank-statement.ts';
import { cleanText } from './clean-text.ts';
import { type Mt940Details, readMt940Details } from './mt940-details.ts';
import { type Mt940Entry, readDay, readMt940Entry, readSwiftAmount } from './mt940-entry.ts';
import { readSwiftMessages, type SwiftField, type SwiftMessage } from './mt940-fields.ts';
import { checkTotals } from './mt940-totals.ts';
import { joinPages, type StatementPage, sumOfBooked } from './statement-pages.ts';
import type { RowReading, StatementRow } from './statement-row.ts';

/** Reads a file of MT940 or MT942 messages. Never throws. See docs/specs/bank-files.md. */
export function readMt940(text: string): BankFileReading {
  const messages = readSwiftMessages(text);
  const [first] = messages;
  if (!first)
    return { ok: false, line: 1, reason: 'The file holds no statement: no line begins with ":20:".' };
  const count = messages.reduce((sum, { fields }) => sum + fields.length, 0);
  // An entry has two fields.
  if (count > MOST_ENTRIES * 2) return tooManyEntries(1);
  const notes: FileNote[] = [];
  const pages: StatementPage[] = [];
  for (const message of withoutRepeats(messages, notes)) {
    const page = readMessage(message);
    if (!page.ok) return page;
    pages.push(page.page);
    const { entries, currency } = page.page;
    notes.push(...strayNotes(message), ...checkTotals(message, entries, currency));
  }
  const joined = joinPages(pages);
  return { ok: true, statements: joined.statements, notes: [...joined.notes, ...notes], questions: [] };
}

/** A message that stands in the file twice, down to its number and balances, was sent twice. */
function* withoutRepeats(messages: readonly SwiftMessage[], notes: FileNote[]): Generator<SwiftMessage> {
  const seen = new Set<string>();
  for (const message of messages) {
    const key = JSON.stringify(message.fields.map(({ tag, lines }) => [tag, lines]));
    const isNumbered = message.fields.some(({ tag }) => tag === '28' || tag === '28C');
    if (isNumbered && seen.has(key)) {
      notes.push({
        subject: `line ${message.line}`,
        guess: 'A repeated statement',
        confidence: 1,
        evidence: `The statement that begins in line ${message.line} is in the file twice and is read once.`,
      });
      continue;
    }
    seen.add(key);
    yield message;
  }
}

/** What is the same for all entries of a message. */
interface Context {
  readonly currency: Currency;
  readonly near: CalendarDate | null;
  readonly isInterim: boolean;
}

function readMessage(
  message: SwiftMessage,
): { ok: true; page: StatementPage } | (BankFileReading & { ok: false }) {
  const account = readAccount(fieldOf(message, ['25', '25P'])?.lines[0] ?? '');
  const [opening, closing] = [
    ['60F', '60M'],
    ['62F', '62M'],
  ].map((tags) => readBalance(fieldOf(message, tags)));
  const currency = opening?.currency ?? closing?.currency ?? statedCurrency(message) ?? account.currency;
  if (!currency) {
    return { ok: false, line: message.line, reason: 'The statement names no currency (field 60F).' };
  }
  const near = opening?.date ?? closing?.date ?? readDay(fieldText(message, '13D').slice(0, 6), null);
  const entries = readEntries(message, { currency, near, isInterim: isInterim(message) });
  const isFinal = fieldOf(message, ['62F']) !== undefined;
  return {
    ok: true,
    page: {
      accountId: account.accountId,
      ...(account.bankId === '' ? {} : { bankId: account.bankId }),
      accountType: null,
      currency,
      name: cleanText(fieldText(message, '28C') || fieldText(message, '28')),
      line: message.line,
      entries,
      movedMinor: sumOfBooked(entries, currency),
      ...(opening ? { opening } : {}),
      ...(closing && isFinal ? { closing } : {}),
      ...(closing && !isFinal ? { interim: closing } : {}),
    },
  };
}

/** MT942: entries since the last statement, which the bank has not booked yet. */
function isInterim(message: SwiftMessage): boolean {
  if (/\{2:[IO]94[02]/.test(message.envelope)) return /\{2:[IO]942/.test(message.envelope);
  if (/^942$/m.test(message.envelope)) return true;
  const hasBalance = fieldOf(message, ['60F', '60M', '62F', '62M']) !== undefined;
  return !hasBalance && fieldOf(message, ['34F', '13D', '13']) !== undefined;
}

function fieldOf(message: SwiftMessage, tags: readonly string[]): SwiftField | undefined {
  return message.fields.find(({ tag }) => tags.includes(tag));
}

function fieldText(message: SwiftMessage, tag: string): string {
  return fieldOf(message, [tag])?.lines[0]?.trim() ?? '';
}

/** "10020030/1234567", an IBAN, "NL28BUNQ0000000002 EUR", "BPHKPLPK/320000546101". */
function readAccount(written: string): { accountId: string; bankId: string; currency: Currency | null } {
  const text = cleanText(written);
  const suffix = /^(.*\d) ?([A-Z]{3})$/.exec(text);
  const code = suffix?.[2] ?? '';
  const plain = suffix && isCurrency(code) ? (suffix[1] ?? text) : text;
  const slash = plain.indexOf('/');
  return {
    accountId: plain.slice(slash + 1).trim(),
    bankId: slash < 0 ? '' : plain.slice(0, slash).trim(),
    currency: isCurrency(code) ? code : null,
  };
}

/** The currency of the floor limit (34F) or of the sums (90D, 90C), which MT942 has in place of balances. */
function statedCurrency(message: SwiftMessage): Currency | null {
  for (const tag of ['34F', '90D', '90C']) {
    const code = /^\d{0,5}([A-Z]{3})/.exec(fieldText(message, tag))?.[1] ?? '';
    if (isCurrency(code)) return code;
  }
  return null;
}

const BALANCE = /^([CD])(\d{8}|\d{6})([A-Z]{3})(\d[\d.]{0,20}(?:,\d{0,6})?|,\d{1,6})\s*$/;

function readBalance(field: SwiftField | undefined): (StatementBalance & { currency: Currency }) | null {
  const match = field ? BALANCE.exec(field.lines[0] ?? '') : null;
  const code = match?.[3] ?? '';
  if (!field || !match || !isCurrency(code)) return null;
  const amount = readSwiftAmount(match[4] ?? '', code);
  if (!amount.ok) return null;
  return {
    amountMinor: match[1] === 'D' ? -amount.minor : amount.minor,
    date: readDay(match[2] ?? '', null),
    line: field.line,
    currency: code,
  };
}

function readEntries(message: SwiftMessage, context: Context): StatementEntry[] {
  const entries: StatementEntry[] = [];
  let open: { field: SwiftField; details: string[] } | null = null;
  const close = (): void => {
    if (open) entries.push(readEntry(open.field, open.details, context));
    open = null;
  };
  for (const field of message.fields) {
    if (field.tag === '86' && open) {
      open.details.push(...field.lines);
      continue;
    }
    close();
    // Field 86 behind the balances is about the statement; only one behind field 61 is about an entry.
    if (field.tag === '61') open = { field, details: [] };
  }
  close();
  return entries;
}

function readEntry(field: SwiftField, detailLines: readonly string[], context: Context): StatementEntry {
  const [first = '', ...supplement] = field.lines;
  const raw = cleanText([...field.lines, ...detailLines].join(' '));
  const reading = readMt940Entry(first, context);
  if (!reading.ok)
    return { line: field.line, raw, reading: { ok: false, kind: 'invalid', reason: reading.reason } };
  const details = readMt940Details(detailLines);
  return {
    line: field.line,
    raw,
    reading: toRow(reading.entry, details, {
      line: field.line,
      rawText: raw,
      supplement: cleanText(supplement.join(' ')),
      context,
    }),
  };
}

interface RowPlace {
  readonly line: number;
  readonly rawText: string;
  /** The second line of field 61. */
  readonly supplement: string;
  readonly context: Context;
}

function toRow(entry: Mt940Entry, details: Mt940Details, place: RowPlace): RowReading {
  const { supplement, context } = place;
  const { payee, purpose, bookingText, counterAccount, endToEndId } = details;
  const remarks: string[] = [];
  if (entry.isReversal) remarks.push('The bank takes an earlier entry back.');
  const text = [payee === '' ? bookingText : payee, purpose === payee ? '' : purpose]
    .filter((part) => part !== '')
    .join(' ');
  const description = text || details.text || supplement || entry.customerReference;
  const notes = [purpose, supplement].filter((part) => part !== '' && part !== description).join(' ');
  const isCheck = entry.kind === 'CHK' && /\d/.test(entry.customerReference);
  return {
    ok: true,
    row: {
      line: place.line,
      date: entry.entryDate ?? entry.valueDate,
      valueDate: entry.valueDate,
      amountMinor: entry.amountMinor,
      currency: context.currency,
      description,
      ...optional({ payee, notes, counterAccount, endToEndId }),
      ...optional({ externalId: entry.bankReference }),
      ...optional({ checkNumber: isCheck ? entry.customerReference : '' }),
      rawText: place.rawText,
      state: context.isInterim || entry.isExpected ? 'pending' : 'posted',
      remarks,
    },
  };
}

type TextField = 'payee' | 'notes' | 'counterAccount' | 'endToEndId' | 'externalId' | 'checkNumber';

/** The texts that say something. */
function optional(texts: Partial<Record<TextField, string>>): Partial<Pick<StatementRow, TextField>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}

/** Fields that the two messages have; others are named. */
const KNOWN: ReadonlySet<string> = new Set(
  '20 21 25 25P 28 28C 60F 60M 61 86 62F 62M 64 65 13 13D 34F 90C 90D NS'.split(' '),
);

function strayNotes(message: SwiftMessage): FileNote[] {
  const stray = message.fields.find(({ tag }) => !KNOWN.has(tag));
  const broken = message.fields.find(
    (field) => ['60F', '60M', '62F', '62M'].includes(field.tag) && readBalance(field) === null,
  );
  return [
    ...(stray
      ? [
          {
            subject: `line ${stray.line}`,
            guess: `Field ${stray.tag}`,
            confidence: 0.5,
            evidence: `Line ${stray.line}: MT940 has no field ${stray.tag}. It was not read.`,
          },
        ]
      : []),
    ...(broken
      ? [
          {
            subject: `line ${broken.line}`,
            guess: 'A balance that cannot be read',
            confidence: 0.5,
            evidence: `Line ${broken.line}: "${cleanText(broken.lines[0] ?? '').slice(0, 40)}" is not a balance.`,
          },
        ]
      : []),
  ];
}
