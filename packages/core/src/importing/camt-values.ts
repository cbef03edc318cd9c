import { type CalendarDate, isCalendarDate } from '../dates/index.ts';
import { type Currency, isCurrency } from '../money/index.ts';
import { readAmount } from './amount-text.ts';
import { cleanText } from './clean-text.ts';
import { elementAt, firstText, textAt, type XmlElement } from './xml-element.ts';

/** An amount with its currency, minor units without a sign; or why it cannot be read. */
export type CamtAmount =
  | { readonly ok: true; readonly minor: bigint; readonly currency: Currency }
  | { readonly ok: false; readonly reason: string };

/** Reads `<Amt Ccy="EUR">12.50</Amt>`. */
export function readCamtAmount(element: XmlElement | undefined): CamtAmount {
  if (!element) return { ok: false, reason: 'The entry has no amount (Amt).' };
  const code = element.attributes['Ccy'] ?? '';
  if (!isCurrency(code)) {
    return { ok: false, reason: `"${cleanText(code).slice(0, 10)}" is not a currency code (Amt, Ccy).` };
  }
  const text = element.text.trim();
  if (!/^\d{1,18}(?:\.\d{0,5})?$|^\.\d{1,5}$/.test(text)) {
    return { ok: false, reason: `"${cleanText(text).slice(0, 40)}" is not an amount (Amt).` };
  }
  return readAmount(text, '.', code);
}

/** The day of `<BookgDt><Dt>` or `<DtTm>`, as it is written: the day at the bank. */
export function readCamtDate(element: XmlElement | undefined, name: string): CalendarDate | null {
  const written = firstText(element, [`${name}/Dt`, `${name}/DtTm`, name]).slice(0, 10);
  return isCalendarDate(written) ? written : null;
}

/** 1 for a credit, -1 for a debit, null where the element does not say. */
export function readCamtSign(element: XmlElement | undefined): 1n | -1n | null {
  switch (textAt(element, 'CdtDbtInd')) {
    case 'CRDT':
      return 1n;
    case 'DBIT':
      return -1n;
    default:
      return null;
  }
}

/** The code of a type or status, which older versions write directly and newer ones in an element of its own. */
export function codeAt(element: XmlElement | undefined, name: string): string {
  return firstText(element, [
    `${name}/CdOrPrtry/Cd`,
    `${name}/CdOrPrtry/Prtry`,
    `${name}/Cd`,
    `${name}/Prtry`,
    name,
  ]);
}

/** IBAN, or the number that the bank has for an account. */
export function accountNumber(account: XmlElement | undefined): string {
  const id = elementAt(account, 'Id');
  return cleanText(firstText(id, ['IBAN', 'BBAN', 'Othr/Id', 'PrtryAcct/Id', 'Prtry/Id', 'UPIC']));
}
