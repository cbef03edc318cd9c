import type { CalendarDate } from '../dates/index.ts';
import { type Currency, isCurrency } from '../money/index.ts';
import { type DecimalMark, readAmountRounded } from './amount-text.ts';
import { cleanText } from './clean-text.ts';
import { type OfxElement, readOfxTree } from './ofx-tree.ts';
import { child, childText, descendants, ofxDecimalMark, readOfxDate } from './ofx-values.ts';
import type { StatementRow } from './statement-row.ts';

/** A transaction of an OFX file. `externalId` is the FITID, `payee` the NAME, `notes` the MEMO. */
export interface OfxRow extends StatementRow {
  /** TRNTYPE: DEBIT, CREDIT, ATM, XFER, ... */
  readonly type: string;
  readonly checkNumber?: string;
}

/** A balance that the bank states for the end of a day, minor units of the statement's currency. */
export interface OfxBalance {
  readonly amountMinor: bigint;
  readonly date: CalendarDate;
  /** True when the file had more digits than the currency. */
  readonly rounded?: true;
}

/** What an OFX file says about one account; several statements of one account are put together. */
export interface OfxStatement {
  readonly accountId: string;
  readonly bankId?: string;
  /** CHECKING, SAVINGS, MONEYMRKT, CREDITLINE, CD, CREDITCARD or INVESTMENT. */
  readonly accountType: string;
  readonly currency: Currency;
  readonly rows: readonly OfxRow[];
  readonly ledgerBalance?: OfxBalance;
  readonly availableBalance?: OfxBalance;
}

/** The statements of an OFX file, or the line and the reason why it cannot be read: all rows or none. */
export type OfxReading =
  | { readonly ok: true; readonly statements: readonly OfxStatement[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly line: number; readonly reason: string };

interface Context {
  readonly currency: Currency;
  readonly mark: DecimalMark;
}

/** One refusal ends the reading; thrown inside this module only, because it comes from deep within. */
class OfxRefusal extends Error {
  override readonly name = 'OfxRefusal';
  readonly line: number;
  constructor(element: OfxElement, reason: string) {
    super(reason);
    this.line = element.line;
  }
}

const STATEMENTS: ReadonlySet<string> = new Set(['STMTRS', 'CCSTMTRS', 'INVSTMTRS']);
const TRANSACTIONS: ReadonlySet<string> = new Set(['STMTTRN', 'STMTTRNP']);

/** Reads OFX 1, OFX 2 and QFX: bank, credit card and the cash side of investment statements. Never throws. */
export function readOfx(text: string): OfxReading {
  const tree = readOfxTree(text);
  if (!tree.ok) return tree;
  try {
    const errors = descendants(tree.root, new Set(['STATUS'])).flatMap(describeError);
    const elements = descendants(tree.root, STATEMENTS);
    if (elements.length === 0) {
      const [first] = errors;
      if (first) return { ok: false, line: first.line, reason: first.reason };
      return {
        ok: false,
        line: tree.root.line,
        reason: 'The file holds no bank, card or investment statement.',
      };
    }
    const warnings = errors.map((error) => error.reason);
    const statements = mergeAccounts(
      elements.map((element) => readStatement(element, warnings)),
      warnings,
    );
    return { ok: true, statements, warnings };
  } catch (error) {
    if (error instanceof OfxRefusal) return { ok: false, line: error.line, reason: error.message };
    throw error;
  }
}

function describeError(status: OfxElement): { line: number; reason: string }[] {
  if (childText(status, 'SEVERITY').toUpperCase() !== 'ERROR') return [];
  const code = cleanText(childText(status, 'CODE'));
  const message = cleanText(childText(status, 'MESSAGE'));
  const words = message === '' ? '' : `: "${message}"`;
  return [
    {
      line: status.line,
      reason: `The bank answered with error ${code === '' ? '(no code)' : code}${words}. Download the file again.`,
    },
  ];
}

function readStatement(element: OfxElement, warnings: string[]): OfxStatement {
  const isInvestment = element.name === 'INVSTMTRS';
  const from = ['BANKACCTFROM', 'CCACCTFROM', 'INVACCTFROM']
    .map((name) => child(element, name))
    .find(Boolean);
  const currency = readCurrency(element);
  const transactions = descendants(element, TRANSACTIONS);
  const balances = ['LEDGERBAL', 'AVAILBAL'].map((name) => child(element, name));
  const amounts = [
    ...transactions.map((transaction) => childText(transaction, 'TRNAMT')),
    ...balances.map((balance) => (balance ? childText(balance, 'BALAMT') : '')),
  ].filter((amount) => amount !== '');
  const mark = ofxDecimalMark(amounts);
  if (mark === null) {
    const example = amounts.find((amount) => amount.includes(',')) ?? '';
    throw new OfxRefusal(
      element,
      `"${example}" can be a thousand or a decimal, and no other amount in the statement tells which.`,
    );
  }
  const context: Context = { currency, mark };
  if (isInvestment) warnUnread(element, warnings);
  const accountId = from ? cleanText(childText(from, 'ACCTID')) : '';
  const bankId = from ? cleanText(childText(from, 'BANKID') || childText(from, 'BROKERID')) : '';
  const ledgerBalance = readBalance(balances[0], context);
  const availableBalance = isInvestment
    ? readInvestmentCash(element, context)
    : readBalance(balances[1], context);
  return {
    accountId,
    ...(bankId === '' ? {} : { bankId }),
    accountType: accountType(element, from),
    currency,
    rows: transactions.map((transaction) => readTransaction(transaction, context)),
    ...(ledgerBalance === null ? {} : { ledgerBalance }),
    ...(availableBalance === null ? {} : { availableBalance }),
  };
}

function readCurrency(statement: OfxElement): Currency {
  const code = childText(statement, 'CURDEF').trim().toUpperCase();
  if (isCurrency(code)) return code;
  throw new OfxRefusal(
    statement,
    code === ''
      ? 'The statement names no currency (CURDEF).'
      : `"${cleanText(code)}" is not a currency code.`,
  );
}

function accountType(statement: OfxElement, from: OfxElement | undefined): string {
  if (statement.name === 'CCSTMTRS') return 'CREDITCARD';
  if (statement.name === 'INVSTMTRS') return 'INVESTMENT';
  return (from ? cleanText(childText(from, 'ACCTTYPE')).toUpperCase() : '') || 'CHECKING';
}

function warnUnread(statement: OfxElement, warnings: string[]): void {
  const list = child(statement, 'INVTRANLIST');
  const unread =
    list?.children.filter((entry) => !/^(?:DTSTART|DTEND|INVBANKTRAN)$/.test(entry.name)).length ?? 0;
  if (unread > 0) {
    warnings.push(
      `${unread} purchases, sales or other investment entries are not read; only the cash account is.`,
    );
  }
}

function readTransaction(element: OfxElement, context: Context): OfxRow {
  const pending = element.name === 'STMTTRNP';
  const dates = pending ? ['DTTRAN', 'DTPOSTED'] : ['DTPOSTED', 'DTUSER'];
  const date = dates.map((name) => readOfxDate(childText(element, name))).find((found) => found !== null);
  if (!date) {
    const written = cleanText(childText(element, dates[0] ?? ''));
    throw new OfxRefusal(
      element,
      written === '' ? 'A transaction has no date.' : `"${written}" is not a date.`,
    );
  }
  const currency = transactionCurrency(element, context.currency);
  const written = childText(element, 'TRNAMT');
  const amount = readAmountRounded(written, context.mark, currency);
  if (!amount.ok)
    throw new OfxRefusal(element, written === '' ? 'A transaction has no amount.' : amount.reason);
  const remarks: string[] = [];
  if (amount.rounded)
    remarks.push(`The file says ${cleanText(written)}; rounded to the digits that ${currency} has.`);
  if (amount.minor === 0n) remarks.push('The amount is zero; the row is kept as the bank states it.');
  const checkNumber = cleanText(childText(element, 'CHECKNUM'));
  const externalId = cleanText(childText(element, 'FITID'));
  return {
    line: element.line,
    date,
    amountMinor: amount.minor,
    currency: amount.currency,
    ...readTexts(element),
    ...(externalId === '' || externalId === '0' ? {} : { externalId }),
    ...(checkNumber === '' ? {} : { checkNumber }),
    type: cleanText(childText(element, 'TRNTYPE')).toUpperCase() || 'OTHER',
    rawText: rawText(element),
    state: pending ? 'pending' : 'posted',
    ...(amount.rounded ? { rounded: true as const } : {}),
    remarks,
  };
}

/** CURRENCY says that the amount is in another currency; ORIGCURRENCY that it has been converted already. */
function transactionCurrency(element: OfxElement, fallback: Currency): Currency {
  const stated = child(element, 'CURRENCY');
  const code = stated ? childText(stated, 'CURSYM').trim().toUpperCase() : '';
  return isCurrency(code) ? code : fallback;
}

function readTexts(element: OfxElement): Pick<StatementRow, 'description' | 'payee' | 'notes'> {
  const payeeElement = child(element, 'PAYEE');
  const payee = cleanText(
    childText(element, 'NAME') ||
      childText(element, 'EXTDNAME') ||
      (payeeElement ? childText(payeeElement, 'NAME') || payeeElement.value : ''),
  );
  const memo = cleanText(childText(element, 'MEMO'));
  const repeats = memo === '' || payee === memo;
  return {
    description: repeats ? payee : `${payee} ${memo}`.trim(),
    ...(payee === '' ? {} : { payee }),
    ...(memo === '' ? {} : { notes: memo }),
  };
}

function rawText(element: OfxElement): string {
  return element.children
    .filter((part) => part.value !== '')
    .map((part) => `${part.name}=${cleanText(part.value)}`)
    .join(' | ');
}

/** A balance without a valid date ("00000000") cannot be compared with the books, so it is left out. */
function readBalance(element: OfxElement | undefined, context: Context): OfxBalance | null {
  if (!element) return null;
  const date = readOfxDate(childText(element, 'DTASOF'));
  const amount = readAmountRounded(childText(element, 'BALAMT'), context.mark, context.currency);
  if (date === null || !amount.ok) return null;
  return { amountMinor: amount.minor, date, ...(amount.rounded ? { rounded: true as const } : {}) };
}

function readInvestmentCash(statement: OfxElement, context: Context): OfxBalance | null {
  const balances = child(statement, 'INVBAL');
  const date = readOfxDate(childText(statement, 'DTASOF'));
  if (!balances || date === null) return null;
  const amount = readAmountRounded(childText(balances, 'AVAILCASH'), context.mark, context.currency);
  return amount.ok ? { amountMinor: amount.minor, date } : null;
}

/**
 * Puts the statements of one account together. Where two of them list the same transaction (same FITID and content),
 * the later mention is dropped: statements overlap, and only within one list do two mentions mean two transactions.
 */
function mergeAccounts(statements: readonly OfxStatement[], warnings: string[]): OfxStatement[] {
  const groups = new Map<string, OfxStatement[]>();
  for (const statement of statements) {
    const { bankId = '', accountId, accountType: type, currency } = statement;
    const key = JSON.stringify([bankId, accountId, type, currency]);
    const group = groups.get(key);
    if (group) group.push(statement);
    else groups.set(key, [statement]);
  }
  return [...groups.values()].map((group) => mergeGroup(group, warnings));
}

function mergeGroup(group: readonly OfxStatement[], warnings: string[]): OfxStatement {
  const [first, ...others] = group;
  if (first === undefined) throw new Error('A group has at least one statement.');
  if (others.length === 0) return first;
  const seen = new Set(first.rows.flatMap(identity));
  const rows = [...first.rows];
  let dropped = 0;
  for (const { rows: listed } of others) {
    const added = listed.filter((row) => !identity(row).some((key) => seen.has(key)));
    dropped += listed.length - added.length;
    for (const row of added) rows.push(row);
    for (const key of added.flatMap(identity)) seen.add(key);
  }
  if (dropped > 0) {
    const what = dropped === 1 ? 'transaction stands' : 'transactions stand';
    warnings.push(`${dropped} ${what} in two statements of account ${first.accountId} and are read once.`);
  }
  const ledgerBalance = latest(group.map((statement) => statement.ledgerBalance));
  const availableBalance = latest(group.map((statement) => statement.availableBalance));
  return {
    ...first,
    rows,
    ...(ledgerBalance ? { ledgerBalance } : {}),
    ...(availableBalance ? { availableBalance } : {}),
  };
}

function identity(row: OfxRow): string[] {
  return row.externalId === undefined
    ? []
    : [JSON.stringify([row.externalId, row.date, String(row.amountMinor), row.description])];
}

/** The balance of the latest day; of one day, the one named first. */
function latest(balances: readonly (OfxBalance | undefined)[]): OfxBalance | undefined {
  return balances.reduce((best, next) => (next && (!best || next.date > best.date) ? next : best), undefined);
}
