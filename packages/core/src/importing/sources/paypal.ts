import type { Currency } from '../../money/index.ts';
import { formatMinor, MAX_MINOR } from '../../money/index.ts';
import { foldWords } from '../clean-text.ts';
import type { StatementRow } from '../statement-row.ts';
import type { Conversion, CsvSource, LineReader, LineReading, SourceFile, SourceScan } from './csv-source.ts';
import { placeByBalance } from './one-balance-per-currency.ts';
import { readLine } from './plain-reader.ts';

/**
 * PayPal: the net amount moves the balance. A payment in another currency stands there three times (the payment and both
 * sides of its conversion) and becomes one row in the currency that it was paid from; what fills the balance from the
 * bank stays a row of its own, because the bank's statement has its other side. Memo rows move nothing.
 */
export const PAYPAL: CsvSource = {
  id: 'paypal',
  name: 'PayPal',
  headings: [
    ['date', 'time', 'currency', 'gross', 'net', 'transaction id', 'reference txn id'],
    ['datum', 'uhrzeit', 'wahrung', 'brutto', 'netto', 'transaktionscode', 'zugehoriger transaktionscode'],
  ],
  columns: {
    date: 'date',
    datum: 'date',
    name: 'payee',
    type: 'description',
    typ: 'description',
    description: 'description',
    beschreibung: 'description',
    currency: 'currency',
    wahrung: 'currency',
    net: 'amount',
    netto: 'amount',
    balance: 'balance',
    guthaben: 'balance',
    status: 'state',
    'transaction id': 'externalId',
    transaktionscode: 'externalId',
    'item title': 'notes',
    artikelbezeichnung: 'notes',
    subject: 'notes',
    betreff: 'notes',
    note: 'notes',
    hinweis: 'notes',
  },
  sign: { kind: 'signed' },
  scan: scanConversions,
  open: openPaypal,
};

const CONVERSION =
  /\b(?:currency conversion|wahrungsumrechnung|conversion de devise|conversion de divisa|conversione di valuta|valutaomrekening)\b/;
const MAX_ENTRIES = 200_000;

interface Entry {
  readonly line: number;
  readonly currency: Currency;
  readonly minor: bigint;
  readonly balanceMinor: bigint | undefined;
}

/** Finds the conversions that belong to a payment and balance it out to nothing in the payment's own currency. */
function scanConversions(file: SourceFile): SourceScan {
  const conversions = new Map<string, Entry[]>();
  const payments = new Map<string, Entry>();
  const referenceAt = referenceColumn(file);
  return {
    push: (record, line) => {
      const { reading } = readLine(file, record, line);
      if (!reading.ok || isMemo(file, record) || payments.size + conversions.size > MAX_ENTRIES) return;
      const { row } = reading;
      const entry = { line, currency: row.currency, minor: row.amountMinor, balanceMinor: row.balanceMinor };
      if (!isConversion(row)) {
        if (row.externalId !== undefined) payments.set(row.externalId, entry);
        return;
      }
      const reference = record[referenceAt]?.trim() ?? '';
      const known = conversions.get(reference);
      if (known) known.push(entry);
      else if (reference !== '') conversions.set(reference, [entry]);
    },
    finish: () => {
      const found = new Map<string, Conversion>();
      for (const [id, entries] of conversions) {
        const conversion = settle(payments.get(id), entries);
        if (conversion) found.set(id, conversion);
      }
      return { ...file.facts, conversions: found };
    },
  };
}

function settle(payment: Entry | undefined, entries: readonly Entry[]): Conversion | null {
  if (payment === undefined) return null;
  const own = entries.filter((entry) => entry.currency === payment.currency);
  const others = entries.filter((entry) => entry.currency !== payment.currency);
  const [first] = others;
  const isBalanced = own.reduce((sum, entry) => sum + entry.minor, payment.minor) === 0n;
  if (!isBalanced || first === undefined || others.some((entry) => entry.currency !== first.currency))
    return null;
  const minor = others.reduce((sum, entry) => sum + entry.minor, 0n);
  if (minor > MAX_MINOR || minor < -MAX_MINOR) return null;
  const balanceMinor = others.at(-1)?.balanceMinor;
  return {
    lines: entries.map((entry) => entry.line),
    currency: first.currency,
    minor,
    ...(balanceMinor === undefined ? {} : { balanceMinor }),
  };
}

function openPaypal(file: SourceFile): LineReader {
  const referenceAt = referenceColumn(file);
  return {
    push: (record, line) => {
      const read = readLine(file, record, line);
      if (!read.reading.ok) return [read];
      if (isMemo(file, record))
        return [skipped(read, 'PayPal marks the line as a memo: it does not change the balance.')];
      const { row } = read.reading;
      if (
        isConversion(row) &&
        file.facts.conversions.get(record[referenceAt]?.trim() ?? '')?.lines.includes(line)
      ) {
        return [
          skipped(
            read,
            `The line converts the currency of the payment ${record[referenceAt]?.trim() ?? ''}, and is part of its row.`,
          ),
        ];
      }
      const conversion = isConversion(row) ? undefined : file.facts.conversions.get(row.externalId ?? '');
      const converted = conversion === undefined ? row : convert(row, conversion);
      return [placeByBalance({ ...read, reading: { ok: true, row: converted } }, '')];
    },
    end: () => [],
  };
}

function convert(row: StatementRow, { minor, currency, lines, balanceMinor }: Conversion): StatementRow {
  const { balanceMinor: _foreign, ...rest } = row;
  const paid = `${formatMinor(row.amountMinor, row.currency)} ${row.currency}`;
  return {
    ...rest,
    amountMinor: minor,
    currency,
    ...(balanceMinor === undefined ? {} : { balanceMinor }),
    remarks: [...row.remarks, `Paid as ${paid}, converted in lines ${lines.join(' and ')}.`],
  };
}

function skipped(read: LineReading, reason: string): LineReading {
  return { ...read, reading: { ok: false, kind: 'skip', reason } };
}

function isConversion(row: StatementRow): boolean {
  return CONVERSION.test(foldWords(row.description.slice(0, 200)));
}

function isMemo(file: SourceFile, record: readonly string[]): boolean {
  return /^memo$/i.test(record[file.columnOf('balance impact', 'auswirkung auf guthaben')]?.trim() ?? '');
}

function referenceColumn(file: SourceFile): number {
  return file.columnOf('reference txn id', 'zugehoriger transaktionscode');
}
