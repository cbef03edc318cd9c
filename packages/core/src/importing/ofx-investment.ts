import type { Currency } from '../money/index.ts';
import { type DecimalMark, readAmountRounded } from './amount-text.ts';
import type { StatementEntry } from './bank-statement.ts';
import { cleanText } from './clean-text.ts';
import type { OfxElement } from './ofx-tree.ts';
import { child, childText, descendants, ofxRawText, readOfxDate } from './ofx-values.ts';
import type { RowReading } from './statement-row.ts';

/** What the cash rows of an investment statement are read with. */
export interface OfxInvestmentContext {
  readonly currency: Currency;
  readonly mark: DecimalMark;
  /** Names of securities by their id, from the file's own list. */
  readonly securities: ReadonlyMap<string, string>;
}

/** The names in the list of securities (SECLIST). */
export function readSecurities(root: OfxElement): ReadonlyMap<string, string> {
  const names = descendants(root, new Set(['SECINFO'])).flatMap((info): [string, string][] => {
    const id = child(info, 'SECID');
    const name = cleanText(childText(info, 'SECNAME') || childText(info, 'TICKER'));
    return id && name !== '' ? [[childText(id, 'UNIQUEID'), name]] : [];
  });
  return new Map(names);
}

/** The amounts (TOTAL) of an investment statement, as written. */
export function investmentAmounts(statement: OfxElement): string[] {
  return listed(statement)
    .map((entry) => totalOf(entry))
    .filter((amount) => amount !== '');
}

/**
 * Reads purchases, sales and income of an investment statement as what they do to its cash. What moves shares only is
 * left out with the reason. Source: OFX 2.2, section 13.9.2.
 */
export function readInvestmentEntries(
  statement: OfxElement,
  context: OfxInvestmentContext,
): StatementEntry[] {
  return listed(statement).map((entry) => ({
    line: entry.line,
    raw: rawOf(entry),
    reading: readEntry(entry, context),
  }));
}

/** The entries beside INVBANKTRAN, which are read as those of a bank account. */
function listed(statement: OfxElement): OfxElement[] {
  const list = child(statement, 'INVTRANLIST');
  return list?.children.filter((entry) => !/^(?:DTSTART|DTEND|INVBANKTRAN)$/.test(entry.name)) ?? [];
}

function readEntry(entry: OfxElement, context: OfxInvestmentContext): RowReading {
  const direction = directionOf(entry.name);
  if (direction === null) {
    const reason = `"${cleanText(entry.name)}" moves shares only; the cash of the account stays.`;
    return { ok: false, kind: 'skip', reason };
  }
  const transaction = descendants(entry, new Set(['INVTRAN']))[0];
  const date = transaction ? readOfxDate(childText(transaction, 'DTTRADE')) : null;
  if (!transaction || date === null) return invalid('The entry has no date (DTTRADE).');
  const written = totalOf(entry);
  const amount = readAmountRounded(written, context.mark, context.currency);
  if (!amount.ok) return invalid(written === '' ? 'The entry has no amount (TOTAL).' : amount.reason);
  const magnitude = amount.minor < 0n ? -amount.minor : amount.minor;
  const valueDate = readOfxDate(childText(transaction, 'DTSETTLE'));
  const externalId = cleanText(childText(transaction, 'FITID'));
  const memo = cleanText(childText(transaction, 'MEMO'));
  const description = [actionOf(entry), securityOf(entry, context), memo]
    .filter((part) => part !== '')
    .join(' ');
  return {
    ok: true,
    row: {
      line: entry.line,
      date,
      ...(valueDate === null ? {} : { valueDate }),
      amountMinor: direction === 'asWritten' ? amount.minor : direction * magnitude,
      currency: context.currency,
      description,
      ...(memo === '' ? {} : { notes: memo }),
      ...(externalId === '' || externalId === '0' ? {} : { externalId }),
      rawText: rawOf(entry),
      state: 'posted',
      ...(amount.rounded ? { rounded: true as const } : {}),
      remarks: amount.rounded
        ? [`The file says ${cleanText(written)}; rounded to the digits that ${context.currency} has.`]
        : [],
    },
  };
}

/** What an entry does to the cash; null: nothing. Banks differ in the sign of TOTAL, and not in what the name means. */
function directionOf(name: string): 1n | -1n | 'asWritten' | null {
  if (name.startsWith('BUY') || name === 'INVEXPENSE' || name === 'MARGININTEREST') return -1n;
  if (name.startsWith('SELL')) return 1n;
  return name === 'INCOME' || name === 'RETOFCAP' ? 'asWritten' : null;
}

function actionOf(entry: OfxElement): string {
  if (entry.name === 'INCOME') return INCOMES[childText(entry, 'INCOMETYPE').toUpperCase()] ?? 'Income';
  if (entry.name.startsWith('BUY')) return 'Buy';
  if (entry.name.startsWith('SELL')) return 'Sell';
  return ACTIONS[entry.name] ?? '';
}

const ACTIONS: Readonly<Record<string, string>> = {
  INVEXPENSE: 'Expense',
  MARGININTEREST: 'Margin interest',
  RETOFCAP: 'Return of capital',
};

const INCOMES: Readonly<Record<string, string>> = {
  CGLONG: 'Capital gain',
  CGSHORT: 'Capital gain',
  DIV: 'Dividend',
  INTEREST: 'Interest',
};

function securityOf(entry: OfxElement, { securities }: OfxInvestmentContext): string {
  const id = descendants(entry, new Set(['SECID']))[0];
  const number = id ? childText(id, 'UNIQUEID') : '';
  return securities.get(number) ?? cleanText(number);
}

function totalOf(entry: OfxElement): string {
  return (
    childText(entry, 'TOTAL') || (entry.children.map((part) => childText(part, 'TOTAL')).find(Boolean) ?? '')
  );
}

function rawOf(entry: OfxElement): string {
  const nested = entry.children.flatMap((part) => [
    part,
    ...part.children,
    ...part.children.flatMap((each) => each.children),
  ]);
  return `${entry.name}: ${ofxRawText(nested)}`;
}

function invalid(reason: string): RowReading {
  return { ok: false, kind: 'invalid', reason };
}
