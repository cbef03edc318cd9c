import { TEXT_FIELDS, type TextField } from '@fintrack/core/rules';
import type { SelectOption } from '@/components/native-select.tsx';

/** How the value of a test is entered. */
export type TestInput =
  | 'text'
  | 'list'
  | 'amount'
  | 'amounts'
  | 'account'
  | 'category'
  | 'type'
  | 'status'
  | 'weekday'
  | 'dates'
  | 'days'
  | 'nothing';

/** A field with an operator, as one choice. */
export interface TestKind {
  /** "rawText.contains". */
  readonly value: string;
  /** "Bank text contains". */
  readonly label: string;
  readonly group: string;
  readonly input: TestInput;
}

const TEXT_NAMES: Readonly<Record<TextField, string>> = {
  rawText: 'Bank text',
  description: 'Description',
  payee: 'Payee',
  notes: 'Notes',
  externalId: 'Bank’s id',
  importSource: 'File name',
};

const TEXT_OPERATORS: readonly (readonly [operator: string, verb: string, input: TestInput])[] = [
  ['contains', 'contains', 'text'],
  ['equals', 'is', 'text'],
  ['startsWith', 'begins with', 'text'],
  ['endsWith', 'ends with', 'text'],
  ['oneOf', 'is one of', 'list'],
  ['matches', 'matches the pattern', 'text'],
  ['empty', 'is empty', 'nothing'],
];

const AMOUNT_OPERATORS: readonly (readonly [operator: string, verb: string, input: TestInput])[] = [
  ['equals', 'is', 'amount'],
  ['lessThan', 'is less than', 'amount'],
  ['greaterThan', 'is more than', 'amount'],
  ['between', 'is between', 'amounts'],
];

/** Everything that a condition can ask, in the order of the list. */
const TEST_KINDS: readonly TestKind[] = [
  ...TEXT_FIELDS.flatMap((field) => kindsOf(field, TEXT_NAMES[field], TEXT_OPERATORS)),
  ...kindsOf('absoluteAmount', 'Amount', AMOUNT_OPERATORS),
  ...kindsOf('amount', 'Amount with its sign', AMOUNT_OPERATORS),
  { value: 'account.oneOf', label: 'Account is', group: 'Row', input: 'account' },
  { value: 'type.oneOf', label: 'Type is', group: 'Row', input: 'type' },
  { value: 'status.oneOf', label: 'Status is', group: 'Row', input: 'status' },
  { value: 'currency.oneOf', label: 'Currency is', group: 'Row', input: 'list' },
  { value: 'category.oneOf', label: 'Category is', group: 'Row', input: 'category' },
  { value: 'category.empty', label: 'Has no category', group: 'Row', input: 'nothing' },
  { value: 'tags.oneOf', label: 'Has one of the tags', group: 'Row', input: 'list' },
  { value: 'tags.empty', label: 'Has no tag', group: 'Row', input: 'nothing' },
  { value: 'attachment.is', label: 'Has an attachment', group: 'Row', input: 'nothing' },
  { value: 'date.between', label: 'Date is between', group: 'Date', input: 'dates' },
  { value: 'weekday.oneOf', label: 'Weekday is', group: 'Date', input: 'weekday' },
  { value: 'dayOfMonth.between', label: 'Day of the month is between', group: 'Date', input: 'days' },
];

/** The choices of a test's select. */
export const TEST_OPTIONS: readonly SelectOption[] = TEST_KINDS.map(({ value, label, group }) => ({
  value,
  label,
  group,
}));

export function findTestKind(value: string): TestKind | undefined {
  return TEST_KINDS.find((kind) => kind.value === value);
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const TYPES = ['income', 'expense', 'transfer'] as const;
export const STATUSES = ['pending', 'cleared', 'reconciled'] as const;

function kindsOf(
  field: string,
  name: string,
  operators: readonly (readonly [operator: string, verb: string, input: TestInput])[],
): TestKind[] {
  return operators.map(([operator, verb, input]) => ({
    value: `${field}.${operator}`,
    label: `${name} ${verb}`,
    group: name,
    input,
  }));
}
