import { type Currency, formatMinor } from '../money/index.ts';
import type { BankStatement, FileNote, StatementBalance, StatementEntry } from './bank-statement.ts';

/** One statement of a file as the bank sent it: of several for one account, one is made. */
export interface StatementPage extends Omit<BankStatement, 'currency'> {
  readonly currency: Currency;
  /** What the bank calls the page, for texts: "27/01". */
  readonly name: string;
  readonly line: number;
  /** A balance after the last entry that is not the end of a day; it proves the rows and becomes no anchor. */
  readonly interim?: StatementBalance;
  /** Amounts of the booked entries that the balances are proven with. */
  readonly movedMinor: bigint;
}

const MOST_NOTES = 5;

/** Puts the pages of each account together, and proves each page by its balances. */
export function joinPages(pages: readonly StatementPage[]): {
  readonly statements: BankStatement[];
  readonly notes: FileNote[];
} {
  const groups = new Map<string, StatementPage[]>();
  for (const page of pages) {
    const key = JSON.stringify([page.bankId ?? '', page.accountId, page.currency, page.accountType]);
    const group = groups.get(key);
    if (group) group.push(page);
    else groups.set(key, [page]);
  }
  const statements = [...groups.values()].map(joinGroup);
  return { statements, notes: [...proofNotes(pages), ...gapNotes([...groups.values()])] };
}

/** The amounts of entries that are booked, in the statement's currency. */
export function sumOfBooked(entries: readonly StatementEntry[], currency: Currency): bigint {
  let sum = 0n;
  for (const { reading } of entries) {
    if (reading.ok && reading.row.state === 'posted' && reading.row.currency === currency)
      sum += reading.row.amountMinor;
  }
  return sum;
}

function joinGroup(pages: readonly StatementPage[]): BankStatement {
  const [first] = pages;
  if (first === undefined) throw new Error('A group has at least one page.');
  const { accountId, bankId, accountType, currency, opening } = first;
  const closing = latestClosing(pages);
  return {
    accountId,
    ...(bankId === undefined ? {} : { bankId }),
    accountType,
    currency,
    entries: pages.length === 1 ? first.entries : pages.flatMap((page) => page.entries),
    ...(opening ? { opening } : {}),
    ...(closing ? { closing } : {}),
  };
}

/** Of the latest day; of one day, the one named last, because pages stand in order of time. */
function latestClosing(pages: readonly StatementPage[]): StatementBalance | undefined {
  let latest: StatementBalance | undefined;
  for (const { closing } of pages) {
    if (!closing || closing.date === null) continue;
    if (latest === undefined || latest.date === null || closing.date >= latest.date) latest = closing;
  }
  return latest;
}

function proofNotes(pages: readonly StatementPage[]): FileNote[] {
  const withBoth = pages.filter((page) => page.opening && (page.closing ?? page.interim));
  const wrong = withBoth.filter((page) => differenceOf(page) !== 0n);
  const cut = pages.filter((page) => page.opening && !page.closing && !page.interim);
  const notes = [...wrong.map(wrongBalance), ...cut.map(missingClosing)];
  if (withBoth.length > 0 && notes.length === 0) {
    const count = withBoth.length === 1 ? 'The' : `In each of ${withBoth.length} statements the`;
    notes.push({
      subject: 'balance',
      guess: 'The balances agree',
      confidence: 1,
      evidence: `${count} opening balance and the rows give the closing balance.`,
    });
  }
  return notes.slice(0, MOST_NOTES);
}

function differenceOf({ opening, closing, interim, movedMinor }: StatementPage): bigint {
  const end = closing ?? interim;
  return opening && end ? opening.amountMinor + movedMinor - end.amountMinor : 0n;
}

function wrongBalance(page: StatementPage): FileNote {
  const { opening, closing, interim, movedMinor, currency, name, line } = page;
  const start = opening?.amountMinor ?? 0n;
  const end = (closing ?? interim)?.amountMinor ?? 0n;
  const [from, reached, stated] = [start, start + movedMinor, end].map((minor) =>
    formatMinor(minor, currency),
  );
  return {
    subject: `balance of statement ${name === '' ? `in line ${line}` : name}`,
    guess: 'The balances do not agree',
    confidence: 0.5,
    evidence: `Line ${line}: ${from ?? ''} and the rows give ${reached ?? ''}, and the bank states ${stated ?? ''}. Rows may be missing or doubled.`,
  };
}

function missingClosing({ name, line }: StatementPage): FileNote {
  return {
    subject: `end of statement ${name === '' ? `in line ${line}` : name}`,
    guess: 'No closing balance',
    confidence: 0.5,
    evidence: `The statement that begins in line ${line} has no closing balance: the file may be cut off.`,
  };
}

/** Where one page does not begin with the balance that the page before it ended with. */
function gapNotes(groups: readonly (readonly StatementPage[])[]): FileNote[] {
  const notes: FileNote[] = [];
  for (const pages of groups) {
    for (const [index, page] of pages.entries()) {
      const before = pages[index - 1];
      const end = before?.closing ?? before?.interim;
      if (!end || !page.opening || end.amountMinor === page.opening.amountMinor) continue;
      const [from, to] = [end, page.opening].map(({ amountMinor }) =>
        formatMinor(amountMinor, page.currency),
      );
      notes.push({
        subject: `gap before line ${page.line}`,
        guess: 'A statement may be missing',
        confidence: 0.5,
        evidence: `The statement before line ${page.line} ends with ${from ?? ''}, and this one begins with ${to ?? ''}.`,
      });
    }
  }
  return notes.slice(0, MOST_NOTES);
}
