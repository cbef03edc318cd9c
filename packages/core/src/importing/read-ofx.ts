import type { CalendarDate } from '../dates/index.ts';
import { type Currency, isCurrency } from '../money/index.ts';
import { type DecimalMark, readAmountRounded } from './amount-text.ts';
import type { StatementEntry } from './bank-statement.ts';
import { cleanText } from './clean-text.ts';
import type { LayoutQuestion } from './csv-layout.ts';
import { detectDecimalMark } from './detect-decimal-mark.ts';
import { investmentAmounts, readInvestmentEntries, readSecurities } from './ofx-investment.ts';
import { type OfxElement, readOfxTree } from './ofx-tree.ts';
import { child, childText, descendants, ofxDecimalMark, ofxRawText, readOfxDate } from './ofx-values.ts';
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
  /** Cash rows of an investment account's purchases and sales, what is left out, and what cannot be read. */
  readonly others: readonly StatementEntry[];
  readonly ledgerBalance?: OfxBalance;
  readonly availableBalance?: OfxBalance;
}

/** The statements of an OFX file, or the line and the reason why none of it can be read. */
export type OfxReading =
  | {
      readonly ok: true;
      readonly statements: readonly OfxStatement[];
      readonly warnings: readonly string[];
      /** What the file cannot decide; transactions that hang on it cannot be read until it is answered. */
      readonly questions: readonly LayoutQuestion[];
    }
  | { readonly ok: false; readonly line: number; readonly reason: string };

interface Context {
  readonly currency: Currency;
  readonly mark: DecimalMark | 'ask';
}

/** What all statements of a file share. */
interface Sources {
  readonly securities: ReadonlyMap<string, string>;
  readonly decimalMark: DecimalMark | undefined;
  readonly warnings: string[];
  readonly questions: LayoutQuestion[];
}

/** A refusal ends the reading of a statement or transaction; thrown inside this module only, from deep within. */
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

/**
 * Reads OFX 1, OFX 2 and QFX: bank, credit card and the cash side of investment statements. Never throws.
 * @param decimalMark the user's word, where the amounts of a statement can be read in two ways.
 */
export function readOfx(text: string, decimalMark?: DecimalMark): OfxReading {
  const tree = readOfxTree(text);
  if (!tree.ok) return tree;
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
  const sources = { securities: readSecurities(tree.root), decimalMark, warnings, questions: [] };
  const read = elements.map((element) => tryStatement(element, sources));
  const statements = read.flatMap((each) => (each instanceof OfxRefusal ? [] : [each]));
  const refusals = read.flatMap((each) => (each instanceof OfxRefusal ? [each] : []));
  const [refusal] = refusals;
  if (refusal && statements.length === 0) return { ok: false, line: refusal.line, reason: refusal.message };
  for (const { line, message } of refusals)
    warnings.push(`Line ${line}: ${message} This account is left out.`);
  return {
    ok: true,
    statements: mergeAccounts(statements, warnings),
    warnings,
    questions: sources.questions,
  };
}

/** A statement that cannot be read does not take the others of the file with it. */
function tryStatement(element: OfxElement, sources: Sources): OfxStatement | OfxRefusal {
  try {
    return readStatement(element, sources);
  } catch (error) {
    if (error instanceof OfxRefusal) return error;
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

function readStatement(element: OfxElement, sources: Sources): OfxStatement {
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
    ...investmentAmounts(element),
  ].filter((amount) => amount !== '');
  const context: Context = { currency, mark: findMark(amounts, sources) };
  const accountId = from ? cleanText(childText(from, 'ACCTID')) : '';
  const bankId = from ? cleanText(childText(from, 'BANKID') || childText(from, 'BROKERID')) : '';
  const ledgerBalance = readBalance(balances[0], context);
  const availableBalance = isInvestment
    ? readInvestmentCash(element, context)
    : readBalance(balances[1], context);
  const read = transactions.map((transaction) => tryTransaction(transaction, context));
  const { mark } = context;
  const investments =
    mark === 'ask' ? [] : readInvestmentEntries(element, { currency, mark, securities: sources.securities });
  return {
    accountId,
    ...(bankId === '' ? {} : { bankId }),
    accountType: accountType(element, from),
    currency,
    rows: read.filter((each) => 'date' in each),
    others: [...read.filter((each) => 'reading' in each), ...investments],
    ...(ledgerBalance === null ? {} : { ledgerBalance }),
    ...(availableBalance === null ? {} : { availableBalance }),
  };
}

/** The decimal mark of a statement; where its amounts do not tell, the user is asked once for the file. */
function findMark(amounts: readonly string[], { decimalMark, questions }: Sources): DecimalMark | 'ask' {
  const mark = ofxDecimalMark(amounts) ?? decimalMark;
  if (mark !== undefined) return mark;
  const { question } = detectDecimalMark(amounts, null);
  if (question && questions.length === 0) questions.push(question);
  return 'ask';
}

/** A transaction that cannot be read is kept beside the others, with the reason. */
function tryTransaction(element: OfxElement, context: Context): OfxRow | StatementEntry {
  try {
    return readTransaction(element, context);
  } catch (error) {
    if (!(error instanceof OfxRefusal)) throw error;
    const reading = { ok: false, kind: 'invalid', reason: error.message } as const;
    return { line: element.line, raw: ofxRawText(element.children), reading };
  }
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
  const amount = readMarked(written, context.mark, currency);
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
    rawText: ofxRawText(element.children),
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

/** Reads an amount whose mark may be open still: then only one that means the same with either. */
function readMarked(
  written: string,
  mark: DecimalMark | 'ask',
  currency: Currency,
): ReturnType<typeof readAmountRounded> {
  if (mark !== 'ask') return readAmountRounded(written, mark, currency);
  const [point, comma] = [
    readAmountRounded(written, '.', currency),
    readAmountRounded(written, ',', currency),
  ];
  const isOpen = point.ok && comma.ok && point.minor !== comma.minor;
  if (!isOpen) return point.ok ? point : comma;
  const reason = `"${cleanText(written)}" can be read in two ways. Say which decimal mark this file uses.`;
  return { ok: false, reason };
}

/** A balance without a valid date ("00000000") cannot be compared with the books, so it is left out. */
function readBalance(element: OfxElement | undefined, context: Context): OfxBalance | null {
  if (!element) return null;
  const date = readOfxDate(childText(element, 'DTASOF'));
  const amount = readMarked(childText(element, 'BALAMT'), context.mark, context.currency);
  if (date === null || !amount.ok) return null;
  return { amountMinor: amount.minor, date, ...(amount.rounded ? { rounded: true as const } : {}) };
}

function readInvestmentCash(statement: OfxElement, context: Context): OfxBalance | null {
  const balances = child(statement, 'INVBAL');
  const date = readOfxDate(childText(statement, 'DTASOF'));
  if (!balances || date === null) return null;
  const amount = readMarked(childText(balances, 'AVAILCASH'), context.mark, context.currency);
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
    others: group.flatMap((statement) => statement.others),
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
