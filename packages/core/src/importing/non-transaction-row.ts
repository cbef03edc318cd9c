import { foldWords } from './clean-text.ts';

const BALANCE_WORDS =
  'beginning balance|opening balance|closing balance|ending balance|starting balance|previous balance|current balance|available balance|ledger balance|statement balance|balance brought forward|balance carried forward|balance forward|brought forward|carried forward|new balance|old balance|saldo|saldo anterior|saldo inicial|saldo final|saldo atual|saldo actual|saldo do dia|saldo iniziale|saldo finale|saldo contabile|saldovortrag|anfangssaldo|endsaldo|schlusssaldo|anfangsbestand|endbestand|alter saldo|neuer saldo|alter kontostand|neuer kontostand|letzter kontostand|kontostand|beginsaldo|eindsaldo|solde|solde initial|solde final|solde precedent|ancien solde|nouveau solde|account balance'.split(
    '|',
  );
const TOTAL_WORDS =
  'total|totals|subtotal|grand total|total credits|total debits|total amount|summe|summen|gesamt|gesamtsumme|gesamtbetrag|totaal|totale|totales|totali|totaux|total general|sum|number of transactions|anzahl umsatze|count'.split(
    '|',
  );
/** Words that a bank, but hardly a shop or a payee, puts before an amount: enough even with a date and an amount. */
const CERTAIN =
  /^(?:(?:beginning|opening|closing|ending) balance(?: as of\b.*| on\b.*)?|balance (?:brought|carried) forward.*|saldo (?:anterior|inicial|final|do dia|iniziale|finale)|saldovortrag|anfangssaldo|endsaldo|schlusssaldo|(?:alter|neuer|letzter) kontostand|beginsaldo|eindsaldo|ancien solde.*|nouveau solde.*|solde (?:precedent|initial|final)(?: au\b.*)?)$/;

/** What the row reader found in a record that may be no transaction. */
export interface RowOutline {
  /** The text cells of the record, in order. */
  readonly texts: readonly string[];
  readonly isEmpty: boolean;
  readonly hasDate: boolean;
  readonly hasAmount: boolean;
}

/**
 * Finds lines that look like transactions and are none: balances, totals, footers, lines that move no money.
 * "TOTAL ENERGIES 4711" with a date and an amount is a transaction.
 * @returns the reason for the user, or null when the record should be read as a transaction.
 */
export function findNonTransactionRow(outline: RowOutline): string | null {
  const { texts, hasDate, hasAmount } = outline;
  if (outline.isEmpty) return 'The line is empty.';
  for (const text of texts) {
    const folded = foldWords(text.length > 80 ? text.slice(0, 80) : text);
    if (CERTAIN.test(folded)) return `The line states a balance ("${text}"); it is not a transaction.`;
    if (hasDate && hasAmount) continue;
    if (startsWithAny(folded, BALANCE_WORDS))
      return `The line states a balance ("${text}"); it is not a transaction.`;
    if (startsWithAny(folded, TOTAL_WORDS))
      return `The line states a total ("${text}"); it is not a transaction.`;
  }
  if (!hasDate && !hasAmount) return 'The line has neither a date nor an amount.';
  if (!hasAmount) return 'The line has no amount, so it moves no money.';
  return null;
}

function startsWithAny(text: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => text === phrase || text.startsWith(`${phrase} `));
}
