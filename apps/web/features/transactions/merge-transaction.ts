import { signOf } from '@/lib/decimal-text.ts';
import { type Merge, type MergeField, mergeThreeWay, type Versions } from '@/lib/three-way-merge.ts';
import type { EntryCategory } from './entry-lists.ts';
import type { ListedTransaction } from './listed-transaction.ts';
import { type TransactionEntry, typeOfDirection } from './read-entry.ts';

/** A field of the list that two people may change. */
export interface TransactionField extends MergeField<keyof ListedTransaction> {
  readonly name: 'date' | 'payee' | 'category' | 'amount' | 'account' | 'description' | 'notes' | 'status';
}

const DATE: TransactionField = { name: 'date', label: 'Date', keys: ['date'] };
const PAYEE: TransactionField = { name: 'payee', label: 'Payee', keys: ['payeeName'] };
const CATEGORY: TransactionField = {
  name: 'category',
  label: 'Category',
  keys: ['categoryId'],
  along: ['categoryName', 'categoryColor'],
};
const AMOUNT: TransactionField = { name: 'amount', label: 'Amount', keys: ['amount'] };
const ACCOUNT: TransactionField = {
  name: 'account',
  label: 'Account',
  keys: ['accountId'],
  along: ['accountName', 'currency'],
};
/** Where currencies differ an amount means nothing without its account. */
const AMOUNT_AND_ACCOUNT: TransactionField = {
  name: 'amount',
  label: 'Amount',
  keys: ['amount', 'accountId'],
  along: ['accountName', 'currency'],
};
const DESCRIPTION: TransactionField = { name: 'description', label: 'Description', keys: ['description'] };
const NOTES: TransactionField = { name: 'notes', label: 'Notes', keys: ['notes'] };
const STATUS: TransactionField = { name: 'status', label: 'Status', keys: ['status'] };

/** Brings two people's changes of one row together. */
export function mergeTransaction(
  versions: Versions<ListedTransaction>,
): Merge<ListedTransaction, TransactionField> {
  const currencies = new Set([versions.base.currency, versions.mine.currency, versions.theirs.currency]);
  const money = currencies.size === 1 ? [AMOUNT, ACCOUNT] : [AMOUNT_AND_ACCOUNT];
  return mergeThreeWay(versions, [DATE, PAYEE, CATEGORY, ...money, DESCRIPTION, NOTES, STATUS]);
}

/** The row as it is to be saved. Whether it is a refund follows from its amount and category, whoever chose which. */
export function entryOf(
  row: ListedTransaction,
  categories: readonly Pick<EntryCategory, 'id' | 'kind'>[],
): TransactionEntry {
  const { accountId, date, amount, payeeName, categoryId, description, notes, status, type } = row;
  const entry = { accountId, date, amount, payeeName, categoryId, description, notes, status };
  // A split has its categories in its parts, and keeps its type as a transfer does.
  if (type === 'transfer' || row.isSplit) return entry;
  const kind = categories.find(({ id }) => id === categoryId)?.kind;
  return { ...entry, ...typeOfDirection(signOf(amount) > 0 ? 'in' : 'out', kind) };
}
