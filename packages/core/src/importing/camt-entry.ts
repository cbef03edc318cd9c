import type { CalendarDate } from '../dates/index.ts';
import { type Currency, formatMinor } from '../money/index.ts';
import type { StatementEntry } from './bank-statement.ts';
import { type CamtEntryTexts, readCamtTexts, readEntryTexts } from './camt-transaction.ts';
import { type CamtAmount, codeAt, readCamtAmount, readCamtDate, readCamtSign } from './camt-values.ts';
import { cleanText } from './clean-text.ts';
import type { RowReading, StatementRow } from './statement-row.ts';
import { childOf, childrenOf, elementAt, textAt, type XmlElement } from './xml-element.ts';

type Failure = Extract<RowReading, { ok: false }>;

/** What an entry says of all its payments. */
interface EntryHead {
  readonly minor: bigint;
  readonly currency: Currency;
  readonly sign: 1n | -1n;
  readonly date: CalendarDate;
  readonly valueDate: CalendarDate | null;
  readonly state: StatementRow['state'];
  readonly isReversal: boolean;
  readonly remarks: readonly string[];
}

/**
 * Reads an entry (Ntry): one row, or a row a payment where the entry is a batch and its payments add up to it.
 * @param ownAccount the statement's account, which is not the other party.
 */
export function readCamtEntry(entry: XmlElement, ownAccount: string): StatementEntry[] {
  const head = readHead(entry);
  const raw = rawText(entry);
  if ('ok' in head) return [{ line: entry.line, raw, reading: head }];
  const details = [
    ...childrenOf(entry, 'TxDtls'),
    ...childrenOf(entry, 'NtryDtls').flatMap((each) => childrenOf(each, 'TxDtls')),
  ];
  const [first, second] = details;
  const amounts = second ? partAmounts(details, head) : null;
  const shared = { head, raw, texts: readEntryTexts(entry, false), ownAccount };
  if (amounts === null) {
    const remarks = second
      ? [`The bank booked ${details.length} payments as one and does not state amounts that add up to it.`]
      : [...listedNowhere(entry, details), ...originalAmount(first, head)];
    // Of a batch that stays one row, no payment speaks for the others; the entry keeps its id.
    const texts = readEntryTexts(entry, true);
    const minor = head.sign * head.minor;
    return [toEntry(second ? undefined : first, { ...shared, texts, line: entry.line, minor, remarks })];
  }
  return details.map((detail, index) => {
    const remarks = [
      `One of ${details.length} payments that the bank booked as one.`,
      ...originalAmount(detail, head),
    ];
    return toEntry(detail, { ...shared, line: detail.line, minor: amounts[index] ?? 0n, remarks });
  });
}

function readHead(entry: XmlElement): EntryHead | Failure {
  const amount = readCamtAmount(childOf(entry, 'Amt'));
  if (!amount.ok) return invalid(amount.reason);
  const sign = readCamtSign(entry);
  if (sign === null) return invalid('The entry does not say whether it is a credit or a debit (CdtDbtInd).');
  const [booked, valued] = [readCamtDate(entry, 'BookgDt'), readCamtDate(entry, 'ValDt')];
  const date = booked ?? valued;
  if (date === null) return invalid('The entry has no date that exists (BookgDt, ValDt).');
  const status = codeAt(entry, 'Sts');
  if (!STATES.has(status))
    return invalid(`"${cleanText(status).slice(0, 20)}" is no status of an entry (Sts).`);
  const isReversal = /^(?:true|1)$/.test(textAt(entry, 'RvslInd'));
  return {
    minor: amount.minor,
    currency: amount.currency,
    sign,
    date,
    valueDate: valued,
    state: STATES.get(status) ?? 'posted',
    isReversal,
    remarks: [
      ...(isReversal ? ['The bank takes an earlier entry back.'] : []),
      ...(status === 'INFO' ? ['The bank tells of this entry and has not booked it.'] : []),
    ],
  };
}

/** Of camt: booked, pending, to come, for information. Without a status an entry is booked. */
const STATES: ReadonlyMap<string, StatementRow['state']> = new Map([
  ['', 'posted'],
  ['BOOK', 'posted'],
  ['PDNG', 'pending'],
  ['FUTR', 'pending'],
  ['INFO', 'pending'],
]);

/** The signed amount of each payment, or null unless they are all there and add up to the entry. */
function partAmounts(details: readonly XmlElement[], head: EntryHead): bigint[] | null {
  const amounts: bigint[] = [];
  let sum = 0n;
  for (const detail of details) {
    const amount = amountIn(detail, head.currency);
    if (amount === null) return null;
    const signed = (readCamtSign(detail) ?? head.sign) * amount;
    amounts.push(signed);
    sum += signed;
  }
  return sum === head.sign * head.minor ? amounts : null;
}

const AMOUNT_PLACES = ['Amt', 'AmtDtls/TxAmt/Amt', 'AmtDtls/CntrValAmt/Amt', 'AmtDtls/InstdAmt/Amt'] as const;

function amountIn(detail: XmlElement, currency: Currency): bigint | null {
  for (const place of AMOUNT_PLACES) {
    const element = elementAt(detail, place);
    const amount: CamtAmount | null = element ? readCamtAmount(element) : null;
    if (amount?.ok && amount.currency === currency) return amount.minor;
  }
  return null;
}

/** What was paid in another currency. */
function originalAmount(detail: XmlElement | undefined, head: EntryHead): string[] {
  for (const place of ['AmtDtls/InstdAmt/Amt', 'AmtDtls/TxAmt/Amt', 'Amt']) {
    const element = elementAt(detail, place);
    const amount = element ? readCamtAmount(element) : null;
    if (amount?.ok && amount.currency !== head.currency) {
      return [`The payment was of ${amount.currency} ${formatMinor(amount.minor, amount.currency)}.`];
    }
  }
  return [];
}

function listedNowhere(entry: XmlElement, details: readonly XmlElement[]): string[] {
  const count = textAt(entry, 'NtryDtls/Btch/NbOfTxs') || textAt(entry, 'Btch/NbOfTxs');
  const isListed = details.length > 0 && count === String(details.length);
  return /^\d{1,15}$/.test(count) && Number(count) > 1 && !isListed
    ? [`The bank booked ${Number(count)} payments as one and does not list them.`]
    : [];
}

interface RowParts {
  readonly head: EntryHead;
  readonly texts: CamtEntryTexts;
  /** The entry without its payments. */
  readonly raw: string;
  readonly line: number;
  readonly minor: bigint;
  readonly ownAccount: string;
  readonly remarks: readonly string[];
}

function toEntry(detail: XmlElement | undefined, parts: RowParts): StatementEntry {
  const { head, line, minor, ownAccount } = parts;
  const raw = [parts.raw, detail ? rawText(detail) : ''].filter((text) => text !== '').join(' | ');
  const isCredit = minor === 0n ? head.sign > 0n : minor > 0n;
  const texts = readCamtTexts(detail, parts.texts, { isCredit, isReversal: head.isReversal, ownAccount });
  return {
    line,
    raw,
    reading: {
      ok: true,
      row: {
        line,
        date: head.date,
        ...(head.valueDate === null ? {} : { valueDate: head.valueDate }),
        amountMinor: minor,
        currency: head.currency,
        ...texts,
        rawText: raw,
        state: head.state,
        remarks: [...head.remarks, ...parts.remarks],
      },
    },
  };
}

const RAW_LENGTH = 10_000;

/** The leaves of an element; of an entry, without its payments. */
function rawText(root: XmlElement): string {
  const parts: string[] = [];
  let length = 0;
  const visit = (element: XmlElement): void => {
    if (length > RAW_LENGTH) return;
    const text = cleanText(element.text);
    if (text !== '') {
      const code = element.attributes['Ccy'];
      const part = `${element.name}=${code === undefined ? '' : `${code} `}${text}`;
      parts.push(part);
      length += part.length;
    }
    for (const child of element.children) if (child.name !== 'TxDtls') visit(child);
  };
  visit(root);
  return parts.join(' | ');
}

function invalid(reason: string): Failure {
  return { ok: false, kind: 'invalid', reason: cleanText(reason) };
}
