import type { ColumnRole, ImportFormat, ImportRow, ImportSummary } from '@fintrack/contract';

/** What a column may hold, in the order in which people look for it. */
export const ROLE_NAMES: Readonly<Record<ColumnRole, string>> = {
  ignore: 'Not used',
  date: 'Date',
  valueDate: 'Value date',
  description: 'Description',
  payee: 'Payee',
  amount: 'Amount',
  debit: 'Money out',
  credit: 'Money in',
  signFlag: 'In or out',
  balance: 'Balance',
  currency: 'Currency',
  externalId: "The bank's id",
  fee: 'Fee',
  state: 'State',
  category: 'Category',
  notes: 'Notes',
  tags: 'Tags',
  account: 'Account',
};

export const FORMAT_NAMES: Readonly<Record<ImportFormat, string>> = {
  csv: 'CSV',
  ofx: 'OFX',
  qif: 'QIF',
  mt940: 'MT940',
  camt: 'camt',
  xlsx: 'Excel',
  xls: 'Excel',
};

export const DELIMITER_NAMES = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Bar' } as const;

export const DATE_ORDER_NAMES = {
  ymd: 'Year, month, day',
  dmy: 'Day, month, year',
  mdy: 'Month, day, year',
} as const;

export const DECIMAL_MARK_NAMES = { '.': 'Point: 1,234.56', ',': 'Comma: 1.234,56' } as const;

/** Ways to tell money out from money in, as one choice. */
export const SIGN_NAMES = {
  signed: 'A minus is money out',
  inverted: 'A plus is money out',
  'debitCredit positive': 'Two columns, written without a sign',
  'debitCredit negative': 'Two columns, money out with a minus',
  'flag ignore': 'A column says in or out',
  'flag reverse': 'A column says in or out, a minus turns it round',
} as const;
export type SignName = keyof typeof SIGN_NAMES;

type Fate = ImportRow['fate'];

export const FATE_NAMES: Readonly<Record<Fate, string>> = {
  new: 'New',
  match: 'Brings up to date',
  ask: 'Perhaps there',
  duplicate: 'Already there',
  deleted: 'Deleted before',
  skip: 'Left out',
  invalid: 'Not readable',
};

export const TRANSACTION_STATUS_NAMES = {
  pending: 'Pending',
  cleared: 'Posted',
  reconciled: 'Reconciled',
} as const;

type Phase = NonNullable<ImportSummary['progress']['phase']>;

const PHASE_NAMES: Readonly<Record<Phase, string>> = {
  reading: 'Reading the file',
  comparing: 'Comparing its rows with those that are here',
  booking: 'Booking the rows',
  finishing: 'Looking for transfers and balances',
};

const REPLAY_PHASE_NAMES: Readonly<Record<Phase, string>> = {
  reading: 'Reading the file again',
  comparing: 'Comparing its rows with those that are here',
  booking: 'Going through what is different',
  finishing: 'Adding rows and balances',
};

/** What the job of an import does. */
export function phaseName({ status, progress }: Pick<ImportSummary, 'status' | 'progress'>): string {
  if (progress.phase === null) return 'Waiting for its turn';
  return (status === 'replaying' ? REPLAY_PHASE_NAMES : PHASE_NAMES)[progress.phase];
}

export const STATUS_NAMES: Readonly<Record<ImportSummary['status'], string>> = {
  reading: 'Being read',
  draft: 'To be checked',
  committing: 'Being booked',
  committed: 'Booked',
  replaying: 'Being read again',
  reverted: 'Undone',
  failed: 'Failed',
};

export const MATCHER_NAMES = {
  v2: 'Bank lines, pending rows and likeness',
  v1: 'Bank lines alone, as in earlier versions',
} as const;

export const REPLAY_CHANGE_NAMES = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Taken out',
  kept: 'Kept',
} as const;

export const REPLAY_FIELD_NAMES = {
  date: 'Date',
  amount: 'Amount',
  description: 'Description',
  payee: 'Payee',
  category: 'Category',
  notes: 'Notes',
  status: 'State',
  tags: 'Tags',
} as const;

/** "1 row", "1,240 rows". */
export function rowsText(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'}`;
}
