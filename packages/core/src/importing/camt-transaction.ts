import { accountNumber } from './camt-values.ts';
import { cleanText } from './clean-text.ts';
import type { StatementRow } from './statement-row.ts';
import { childOf, childrenOf, elementAt, firstText, textAt, type XmlElement } from './xml-element.ts';

/** Which way the money of an entry goes, for choosing the other party. */
export interface CamtDirection {
  readonly isCredit: boolean;
  /** A payment that comes back: payer and payee are those of the payment that it takes back. */
  readonly isReversal: boolean;
  /** The statement's own account. */
  readonly ownAccount: string;
}

/** What the entry (Ntry) says, for what its payments leave out. Read once, because there may be many payments. */
export interface CamtEntryTexts {
  /** What the bank calls the booking. */
  readonly booking: string;
  /** The entry's own id; "" where the entry holds several payments, of which it is none's. */
  readonly bankId: string;
}

/** Reads what an entry says of its payments. @param isOnly true when the entry is one payment. */
export function readEntryTexts(entry: XmlElement, isOnly: boolean): CamtEntryTexts {
  return {
    booking: cleanText(textAt(entry, 'AddtlNtryInf')),
    bankId: isOnly ? usable(textAt(entry, 'AcctSvcrRef')) : '',
  };
}

/** What a row says besides money and days. */
export type CamtTexts = Pick<
  StatementRow,
  'description' | 'payee' | 'notes' | 'counterAccount' | 'endToEndId' | 'externalId'
>;

/** Reads the details (TxDtls) of one payment. */
export function readCamtTexts(
  details: XmlElement | undefined,
  { booking, bankId }: CamtEntryTexts,
  direction: CamtDirection,
): CamtTexts {
  const { payee, counterAccount } = readOtherParty(details, direction);
  const purpose = readPurpose(details);
  const additional = cleanText(textAt(details, 'AddtlTxInf'));
  const text = purpose || additional;
  const parts = [payee, text === payee ? '' : text].filter((part) => part !== '');
  const notes = payee === '' ? '' : text;
  const endToEndId = usable(textAt(details, 'Refs/EndToEndId'));
  const externalId = readBankId(details) || bankId;
  return {
    description: [...(payee === '' && booking !== text ? [booking] : []), ...parts].join(' ').trim(),
    ...(payee === '' ? {} : { payee }),
    ...(notes === '' ? {} : { notes }),
    ...(counterAccount === '' ? {} : { counterAccount }),
    ...(endToEndId === '' ? {} : { endToEndId }),
    ...(externalId === '' ? {} : { externalId }),
  };
}

/** Who pays on a credit and who is paid on a debit; in a reversal the other way round. */
function readOtherParty(
  details: XmlElement | undefined,
  { isCredit, isReversal, ownAccount }: CamtDirection,
): { payee: string; counterAccount: string } {
  const parties = childOf(details, 'RltdPties');
  const party = (role: 'Dbtr' | 'Cdtr'): { payee: string; counterAccount: string } => ({
    payee: cleanText(
      firstText(parties, [
        `${role}/Nm`,
        `${role}/Pty/Nm`,
        `Ultmt${role}/Nm`,
        `Ultmt${role}/Pty/Nm`,
        `${role}Acct/Nm`,
      ]),
    ),
    counterAccount: accountNumber(elementAt(parties, `${role}Acct`)),
  });
  const payer = isCredit !== isReversal;
  const [first, second] = payer ? [party('Dbtr'), party('Cdtr')] : [party('Cdtr'), party('Dbtr')];
  const isOwn = (side: { counterAccount: string }): boolean =>
    side.counterAccount !== '' && side.counterAccount === ownAccount;
  const isSilent = first.payee === '' && first.counterAccount === '';
  return (isSilent || isOwn(first)) && !isOwn(second) && second.payee !== '' ? second : first;
}

/** The free text of the payment, else its structured reference. */
function readPurpose(details: XmlElement | undefined): string {
  const remittance = childOf(details, 'RmtInf');
  const free = childrenOf(remittance, 'Ustrd').map((line) => cleanText(line.text));
  const text = free.filter((line) => line !== '').join(' ');
  if (text !== '') return text;
  const structured = childrenOf(remittance, 'Strd').flatMap((part) => [
    textAt(part, 'CdtrRefInf/Ref') || textAt(part, 'CdtrRefInf/CdtrRef'),
    ...childrenOf(part, 'AddtlRmtInf').map((line) => line.text),
  ]);
  return cleanText(structured.filter((line) => line.trim() !== '').join(' '));
}

/**
 * The bank's own id. `NtryRef` numbers the entries of one statement and starts again in the next, so it is none; what
 * the payer chose (`EndToEndId`) is none either.
 */
function readBankId(details: XmlElement | undefined): string {
  const refs = childOf(details, 'Refs');
  const own = childrenOf(refs, 'Prtry').find((each) => /UMSATZ-?ID/i.test(textAt(each, 'Tp')));
  return usable(textAt(refs, 'AcctSvcrRef')) || usable(textAt(own, 'Ref'));
}

/** References that say that there is none. */
function usable(written: string): string {
  const text = cleanText(written);
  return /^(?:not ?provided|nonref|n\/?a|none|0+)$/i.test(text) ? '' : text;
}
