import { transaction } from '@fintrack/contract';
import { isCalendarDate } from '@fintrack/core/dates';
import { signOf } from '@/lib/decimal-text.ts';
import { textOf } from '@/lib/form-action.ts';
import { amountText } from '@/lib/format-amount.ts';
import { formatFullDay } from '@/lib/format-day.ts';
import { decimalMark } from '@/lib/notation.ts';
import type { FormTexts, MergingForm } from '@/lib/save-merging.ts';
import type { MergeField } from '@/lib/three-way-merge.ts';
import type { EntryLists } from './entry-lists.ts';
import { type EntryContext, readEntry, type TransactionEntry } from './read-entry.ts';

type Shown = Pick<
  TransactionEntry,
  'date' | 'payeeName' | 'categoryId' | 'amount' | 'accountId' | 'description' | 'notes' | 'status'
>;

/** What a form is read and shown with. */
type MergingContext = EntryLists & Pick<EntryContext, 'locale' | 'isTransfer'>;

const LABELS = {
  date: 'Date',
  payeeName: 'Payee',
  categoryId: 'Category',
  amount: 'Amount',
  accountId: 'Account',
  description: 'Description',
  notes: 'Notes',
  status: 'Status',
} as const;

/** What the page's form says of a row; the amount with its sign. */
export function transactionTexts(row: Shown): FormTexts {
  const { date, amount, accountId, description, status } = row;
  const texts = { date, amount, accountId, description, status };
  return {
    ...texts,
    payeeName: row.payeeName ?? '',
    categoryId: row.categoryId ?? '',
    notes: row.notes ?? '',
  };
}

/** The page's form as two people may change it; what is read from it has been found readable before. */
export function transactionMerging(
  context: MergingContext,
  send: (entry: TransactionEntry, version: string, kept: string | null) => ReturnType<MergingForm['send']>,
): MergingForm {
  const read = (form: FormData): TransactionEntry => {
    const { entry } = readEntry(form, context);
    if (entry === null) throw new Error('The form of a transaction cannot be read any more.');
    return entry;
  };
  return {
    fields: fieldsOf(context),
    textsOf: (row) => transactionTexts(transaction.parse(row)),
    read: (form) => transactionTexts(read(form)),
    write: (form, texts) => {
      for (const [name, text] of Object.entries(texts)) form.set(name, text);
      const amount = texts['amount'] ?? '';
      form.set('amount', amount.replace('-', '').replace('.', decimalMark(context.locale)));
      form.set('direction', signOf(amount) > 0 ? 'in' : 'out');
    },
    show: async (name, texts) => show(name, texts, context),
    send: (form, kept) => send(read(form), textOf(form, 'version'), kept),
  };
}

/** Where accounts are in several currencies an amount means nothing without its account. */
function fieldsOf({ accounts }: EntryLists): MergeField<string>[] {
  const isOneCurrency = new Set(accounts.map(({ currency }) => currency)).size === 1;
  return Object.entries(LABELS).flatMap(([name, label]) => {
    if (isOneCurrency || (name !== 'amount' && name !== 'accountId')) return [{ name, label, keys: [name] }];
    return name === 'amount' ? [{ name, label, keys: ['amount', 'accountId'] }] : [];
  });
}

function show(name: string, texts: FormTexts, { accounts, categories, locale }: MergingContext): string {
  const text = texts[name] ?? '';
  const account = accounts.find(({ id }) => id === texts['accountId']);
  switch (name) {
    case 'date':
      return isCalendarDate(text) ? formatFullDay(text, locale) : text;
    case 'categoryId':
      return categories.find(({ id }) => id === text)?.name ?? 'No category';
    case 'accountId':
      return account?.name ?? 'Another account';
    case 'amount':
      return account === undefined ? text : amountText(text, { locale, currency: account.currency });
    case 'payeeName':
      return text === '' ? 'No payee' : text;
    default:
      return text === '' ? 'Empty' : text;
  }
}
