import type { BulkAction } from '@fintrack/contract';

/** The action in the history's words. */
export function describeBulk(action: BulkAction, count: number): string {
  const rows = count === 1 ? '1 transaction' : `${count.toLocaleString('en')} transactions`;
  switch (action.action) {
    case 'create':
      return `Added ${rows}`;
    case 'update':
      return `Changed the ${listOf(fieldsOf(action.set))} of ${rows}`;
    case 'categorise':
      return action.categoryId === null ? `Took the category off ${rows}` : `Set the category of ${rows}`;
    case 'tag':
      return describeTags(action, rows);
    case 'move':
      return `Moved ${rows} to another account`;
    case 'delete':
      return `Deleted ${rows}`;
  }
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  date: 'date',
  dateShiftDays: 'date',
  status: 'status',
  type: 'type',
  isRefund: 'type',
  description: 'description',
  notes: 'notes',
  payeeId: 'payee',
  payeeName: 'payee',
  categoryId: 'category',
  paymentMethod: 'payment method',
  metadata: 'metadata',
};

function fieldsOf(set: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(set).filter((key) => set[key] !== undefined);
  return [...new Set(keys.map((key) => FIELD_WORDS[key] ?? key))];
}

function describeTags(action: Extract<BulkAction, { action: 'tag' }>, rows: string): string {
  if (action.set) return action.set.length === 0 ? `Took all tags off ${rows}` : `Set the tags of ${rows}`;
  const added = action.add?.length ? `Tagged ${rows} ${quoted(action.add)}` : '';
  const removed = action.remove?.length ? `took ${quoted(action.remove)} off ${added ? 'them' : rows}` : '';
  const text = [added, removed].filter((part) => part !== '').join(' and ');
  return text === '' ? `Tagged ${rows}` : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function quoted(names: readonly string[]): string {
  return listOf(names.slice(0, 5).map((name) => `"${name}"`));
}

function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
