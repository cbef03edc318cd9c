import type { Currency } from '../money/index.ts';
import { type DecimalMark, readAmountRounded } from './amount-text.ts';
import {
  type BankFileReading,
  type BankStatement,
  type FileNote,
  MOST_ENTRIES,
  type StatementAccountType,
  type StatementBalance,
  tooManyEntries,
} from './bank-statement.ts';
import { cleanText } from './clean-text.ts';
import type { DateOrder } from './date-text.ts';
import { readDate } from './date-text.ts';
import { detectQifReading, type QifReadingOrder } from './detect-qif-reading.ts';
import { fieldText, type QifRecord, type QifSection, readQifSections } from './qif-records.ts';
import { listedCategories, plainQifDate, readQifTarget } from './qif-values.ts';
import { readQifEntry } from './read-qif-entry.ts';

/** What a QIF file does not say itself. */
export interface QifOptions {
  /** The currency of an account, or what is supposed where no currency is known. */
  currencyOf(account: QifAccountName): Currency;
  /** Whether `currencyOf` knows, or only supposes: a known currency can decide what "1,234" means. */
  isCurrencyKnown(account: QifAccountName): boolean;
  /** The user's word. */
  readonly dateOrder?: DateOrder | undefined;
  readonly decimalMark?: DecimalMark | undefined;
}

/** An account as a QIF file names it; without an account list it has no name, only a type. */
export type QifAccountName = Pick<BankStatement, 'accountId' | 'accountType'>;

/** Reads a QIF file of one or several accounts. Never throws. See docs/specs/bank-files.md. */
export function readQif(text: string, options: QifOptions): BankFileReading {
  const sections = readQifSections(text);
  const { accounts, notes } = groupByAccount(sections);
  const count = accounts.reduce((sum, account) => sum + account.records.length, 0);
  if (count > MOST_ENTRIES) return tooManyEntries(1);
  if (count === 0) {
    const lists = sections.some((section) => section.records.length > 0);
    const reason = lists
      ? 'The QIF file holds lists only, such as categories or accounts, and no transactions.'
      : 'The QIF file holds no transactions.';
    return { ok: false, line: sections[0]?.line ?? 1, reason };
  }
  const reading = detectQifReading(
    sections,
    accounts.map((account) => account.records),
    {
      currency: knownCurrency(accounts, options),
      dateOrder: options.dateOrder,
      decimalMark: options.decimalMark,
    },
  );
  const categories = listedCategories(sections);
  const statements = accounts.map((account): BankStatement => {
    const currency = options.currencyOf(account);
    const closing = readClosing(account, reading, currency);
    return {
      accountId: account.accountId,
      accountType: account.accountType,
      currency: null,
      entries: account.records.map((record) =>
        readQifEntry(record, {
          ...reading,
          currency,
          account: account.accountId,
          isInvestment: account.accountType === 'investment',
          categories,
        }),
      ),
      ...(closing ? { closing } : {}),
    };
  });
  return { ok: true, statements, notes: [...reading.notes, ...notes], questions: reading.questions };
}

/** The currency of all accounts, where it is known of each and the same. */
function knownCurrency(accounts: readonly QifAccount[], options: QifOptions): Currency | null {
  const currencies = new Set(accounts.map((account) => options.currencyOf(account)));
  const [only] = currencies;
  const isKnown = accounts.every((account) => options.isCurrencyKnown(account));
  return currencies.size === 1 && isKnown ? (only ?? null) : null;
}

interface QifAccount extends QifAccountName {
  readonly records: QifRecord[];
  /** The entry of the account list that names it. */
  readonly listed: QifRecord | null;
}

/** Which entries belong to which account: those behind the last entry of an account list are that account's. */
function groupByAccount(sections: readonly QifSection[]): { accounts: QifAccount[]; notes: FileNote[] } {
  const accounts = new Map<string, QifAccount>();
  const notes: FileNote[] = [];
  let listed: QifRecord | null = null;
  for (const section of sections) {
    const { header, records } = section;
    if (header === 'account') {
      listed = records.at(-1) ?? null;
      continue;
    }
    const accountType = TYPES.get(header);
    if (accountType === undefined) {
      if (records.length > 0) notes.push(unreadSection(section));
      continue;
    }
    const accountId = listed ? cleanText(fieldText(listed, 'N')) : ownName(records);
    const key = JSON.stringify([accountId, accountType]);
    const account = accounts.get(key) ?? { accountId, accountType, records: [], listed };
    for (const record of records) account.records.push(record);
    accounts.set(key, account);
  }
  return { accounts: [...accounts.values()].filter((account) => account.records.length > 0), notes };
}

/** Quicken's export of one account begins with its opening balance, whose other side is the account itself. */
function ownName(records: readonly QifRecord[]): string {
  const [first] = records;
  if (!first || !/^opening balance$/i.test(fieldText(first, 'P'))) return '';
  return cleanText(readQifTarget(fieldText(first, 'L'), new Set()).transferAccount ?? '');
}

function unreadSection({ header, line, records }: QifSection): FileNote {
  const list = LISTS.get(header);
  const count = `${records.length} ${records.length === 1 ? 'entry' : 'entries'}`;
  return {
    subject: `section ${line}`,
    guess: list === undefined ? `Line ${line}: !${cleanText(header).slice(0, 40)}` : `List of ${list}`,
    confidence: 1,
    evidence:
      list === undefined
        ? `QIF has no section of this name. Its ${count} were not read.`
        : `Line ${line} begins a list. Its ${count} are no transactions.`,
  };
}

/** The balance that the account list states, with its day. */
function readClosing(
  { listed }: QifAccount,
  { order, mark }: QifReadingOrder,
  currency: Currency,
): StatementBalance | null {
  if (!listed || order === 'ask' || mark === 'ask') return null;
  const date = readDate(plainQifDate(fieldText(listed, '/')), order);
  const amount = readAmountRounded(fieldText(listed, '$'), mark, currency);
  return date === null || !amount.ok ? null : { amountMinor: amount.minor, date, line: listed.line };
}

const TYPES: ReadonlyMap<string, StatementAccountType> = new Map<string, StatementAccountType>([
  ['', 'checking'],
  ['type:bank', 'checking'],
  ['type:cash', 'cash'],
  ['type:ccard', 'credit'],
  ['type:oth a', null],
  ['type:oth l', 'loan'],
  ['type:invoice', null],
  ['type:invst', 'investment'],
  ['type:port', 'investment'],
  ['type:mutual', 'investment'],
  ['type:401(k)/403(b)', 'investment'],
]);

const LISTS: ReadonlyMap<string, string> = new Map([
  ['type:cat', 'categories'],
  ['type:class', 'classes'],
  ['type:tag', 'tags'],
  ['type:security', 'securities'],
  ['type:prices', 'prices'],
  ['type:memorized', 'memorised transactions'],
  ['type:budget', 'budgets'],
  ['type:template', 'templates'],
  ['type:invitem', 'invoice items'],
  ['type:tax', 'tax lines'],
]);
