import { type Currency, isCurrency } from '../money/index.ts';
import {
  type BankFileReading,
  type FileNote,
  MOST_ENTRIES,
  type StatementAccountType,
  type StatementBalance,
  type StatementEntry,
  tooManyEntries,
} from './bank-statement.ts';
import { readCamtEntry } from './camt-entry.ts';
import { accountNumber, codeAt, readCamtAmount, readCamtDate, readCamtSign } from './camt-values.ts';
import { cleanText } from './clean-text.ts';
import { joinPages, type StatementPage, sumOfBooked } from './statement-pages.ts';
import { childOf, childrenOf, firstText, textAt, type XmlElement } from './xml-element.ts';

type Refusal = Extract<BankFileReading, { ok: false }>;

const DEEPEST = 64;

/** What holds the entries of an account: in camt.053, camt.052 and camt.054. */
const STATEMENTS: ReadonlySet<string> = new Set(['Stmt', 'Rpt', 'Ntfctn']);

/**
 * Takes the elements of a camt.052, camt.053 or camt.054 file of any version as a tokeniser meets them, so that no
 * more than one entry of the file is held as a tree. See docs/specs/bank-files.md.
 */
export class CamtReader {
  readonly #stack: XmlElement[] = [];
  readonly #pages: StatementPage[] = [];
  readonly #notes: FileNote[] = [];
  #entries: StatementEntry[] = [];
  #entryElements = 0;
  #count = 0;
  #refusal: Refusal | null = null;

  /** Why nothing more need be handed over; null while all is well. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  /** An element begins. @param name without the namespace's prefix; @param line 1-based. */
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    if (this.#refusal) return;
    if (this.#stack.length >= DEEPEST) {
      this.#refuse(line, 'The elements are nested deeper than any camt file needs.');
      return;
    }
    if (STATEMENTS.has(name)) {
      this.#entries = [];
      this.#entryElements = 0;
    }
    this.#stack.push({ name, line, attributes, text: '', children: [] });
  }

  /** Text of the innermost element. */
  addText(text: string): void {
    const element = this.#stack.at(-1);
    if (element && (element.text !== '' || text.trim() !== '')) element.text += text;
  }

  /** The innermost element ends. */
  close(): void {
    const element = this.#stack.pop();
    if (!element || this.#refusal) return;
    const parent = this.#stack.at(-1);
    if (element.name === 'Ntry' && parent && STATEMENTS.has(parent.name)) this.#addEntry(element, parent);
    else if (STATEMENTS.has(element.name)) this.#addPage(element);
    else if (this.#isKept()) parent?.children.push(element);
  }

  /** All elements have ended: what the file says. */
  finish(): BankFileReading {
    if (this.#refusal) return this.#refusal;
    if (this.#pages.every((page) => page.entries.length === 0 && !page.closing)) {
      return { ok: false, line: 1, reason: 'The file holds no entries of an account.' };
    }
    const { statements, notes } = joinPages(this.#pages);
    return { ok: true, statements, notes: [...notes, ...this.#notes], questions: [] };
  }

  /** What stands outside of statements is not looked at, and need not be kept. */
  #isKept(): boolean {
    return this.#stack.some((element) => STATEMENTS.has(element.name));
  }

  #addEntry(entry: XmlElement, statement: XmlElement): void {
    this.#entryElements += 1;
    const rows = readCamtEntry(entry, accountNumber(childOf(statement, 'Acct')));
    for (const row of rows) this.#entries.push(row);
    this.#count += rows.length;
    if (this.#count > MOST_ENTRIES) this.#refusal ??= tooManyEntries(entry.line);
  }

  #addPage(statement: XmlElement): void {
    const currency = currencyOf(statement, this.#entries);
    if (currency === null) {
      if (this.#entries.length > 0)
        this.#refuse(statement.line, 'The statement names no currency (Acct, Ccy).');
      return;
    }
    const balances = readBalances(statement, currency);
    this.#pages.push({
      accountId: accountNumber(childOf(statement, 'Acct')),
      accountType: TYPES.get(codeAt(childOf(statement, 'Acct'), 'Tp')) ?? null,
      currency,
      name: cleanText(firstText(statement, ['ElctrncSeqNb', 'LglSeqNb', 'Id'])).slice(0, 40),
      line: statement.line,
      entries: this.#entries,
      movedMinor: sumOfBooked(this.#entries, currency),
      ...balances,
    });
    this.#notes.push(...countNotes(statement, this.#entryElements), ...pageNotes(statement));
    this.#entries = [];
  }

  #refuse(line: number, reason: string): void {
    this.#refusal ??= { ok: false, line, reason };
  }
}

/** ISO 20022, external code list for cash accounts. */
const TYPES: ReadonlyMap<string, StatementAccountType> = new Map<string, StatementAccountType>([
  ['CACC', 'checking'],
  ['SLRY', 'checking'],
  ['TRAN', 'checking'],
  ['SVGS', 'savings'],
  ['MOMA', 'savings'],
  ['CASH', 'cash'],
  ['LOAN', 'loan'],
]);

/** The account's currency, else its balances', else its entries'. */
function currencyOf(statement: XmlElement, entries: readonly StatementEntry[]): Currency | null {
  const code = textAt(statement, 'Acct/Ccy');
  if (isCurrency(code)) return code;
  for (const balance of childrenOf(statement, 'Bal')) {
    const stated = childOf(balance, 'Amt')?.attributes['Ccy'] ?? '';
    if (isCurrency(stated)) return stated;
  }
  for (const { reading } of entries) if (reading.ok) return reading.row.currency;
  return null;
}

type Balances = Pick<StatementPage, 'opening' | 'closing' | 'interim'>;

/** OPBD or PRCD opens, CLBD closes the day; ITBD, and the closing balance of a page, hold for a moment of it. */
function readBalances(statement: XmlElement, currency: Currency): Balances {
  const found = new Map<string, StatementBalance>();
  for (const balance of childrenOf(statement, 'Bal')) {
    const amount = readCamtAmount(childOf(balance, 'Amt'));
    const sign = readCamtSign(balance);
    if (!amount.ok || sign === null || amount.currency !== currency) continue;
    const isPart = textAt(balance, 'Tp/SubTp/Cd') === 'INTM';
    const code = codeAt(balance, 'Tp');
    const key = isPart && code === 'CLBD' ? 'ITBD' : code;
    const read = { amountMinor: sign * amount.minor, date: readCamtDate(balance, 'Dt'), line: balance.line };
    if (!found.has(key)) found.set(key, read);
  }
  const opening = found.get('OPBD') ?? found.get('PRCD');
  const [closing, interim] = [found.get('CLBD'), found.get('ITBD')];
  return {
    ...(opening ? { opening } : {}),
    ...(closing ? { closing } : {}),
    ...(interim && !closing ? { interim } : {}),
  };
}

/** The number of entries that the bank says there are. */
function countNotes(statement: XmlElement, entries: number): FileNote[] {
  const stated = textAt(statement, 'TxsSummry/TtlNtries/NbOfNtries');
  if (!/^\d{1,15}$/.test(stated) || Number(stated) === entries) return [];
  return [
    {
      subject: `entries in line ${statement.line}`,
      guess: 'Entries are missing or doubled',
      confidence: 0.5,
      evidence: `The statement that begins in line ${statement.line} says that it has ${Number(stated)} entries, and has ${entries}.`,
    },
  ];
}

function pageNotes(statement: XmlElement): FileNote[] {
  const isLast = firstText(statement, ['StmtPgntn/LastPgInd', 'RptPgntn/LastPgInd', 'NtfctnPgntn/LastPgInd']);
  if (!/^(?:false|0)$/.test(isLast)) return [];
  return [
    {
      subject: `page in line ${statement.line}`,
      guess: 'Not the last page',
      confidence: 1,
      evidence: `The statement that begins in line ${statement.line} goes on in another file.`,
    },
  ];
}
