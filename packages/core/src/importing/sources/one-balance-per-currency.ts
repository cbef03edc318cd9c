import type { CsvSource, LineReader, LineReading, SourceFile } from './csv-source.ts';
import { readLine } from './plain-reader.ts';

/** Revolut: a fee beside the amount, states, and several balances (currencies, pockets) in one file. */
export const REVOLUT: CsvSource = {
  id: 'revolut',
  name: 'Revolut',
  headings: [
    [
      'type',
      'product',
      'started date',
      'completed date',
      'description',
      'amount',
      'fee',
      'currency',
      'state',
    ],
    ['date started utc', 'date completed utc', 'description', 'total amount', 'payment currency', 'state'],
  ],
  columns: {
    'started date': 'date',
    'completed date': 'valueDate',
    'date started utc': 'date',
    'date completed utc': 'valueDate',
    description: 'description',
    payer: 'payee',
    reference: 'notes',
    amount: 'amount',
    // Of a business account: with the fee in it, so that `amount` and `fee` say nothing more.
    'total amount': 'amount',
    fee: 'fee',
    currency: 'currency',
    'payment currency': 'currency',
    state: 'state',
    balance: 'balance',
    id: 'externalId',
  },
  dateOrder: 'ymd',
  sign: { kind: 'signed' },
  open: (file) => openByBalance(file, file.columnOf('product', 'account')),
};

/** Every currency, and every pocket, is an account of its own. */
export function openByBalance(file: SourceFile, pocketColumn: number): LineReader {
  return {
    push: (record, line) => [
      placeByBalance(readLine(file, record, line), record[pocketColumn]?.trim() ?? ''),
    ],
    end: () => [],
  };
}

/** The row in the account of its currency: "EUR", or "Savings EUR". */
export function placeByBalance(read: LineReading, pocket: string): LineReading {
  if (!read.reading.ok) return read;
  const { currency } = read.reading.row;
  const isMain = pocket === '' || /^current$/i.test(pocket);
  return { ...read, account: isMain ? currency : `${pocket} ${currency}`, currency };
}
