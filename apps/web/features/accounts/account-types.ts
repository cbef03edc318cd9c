import type { AccountType } from '@fintrack/contract';

/** Account types in the words and groups of the pages, in their order. */
export const ACCOUNT_TYPE_NAMES: Readonly<Record<AccountType, string>> = {
  checking: 'Checking',
  savings: 'Savings',
  cash: 'Cash',
  investment: 'Investment',
  property: 'Property',
  vehicle: 'Vehicle',
  other_asset: 'Other asset',
  credit: 'Credit card',
  loan: 'Loan',
  mortgage: 'Mortgage',
  other_liability: 'Other liability',
};

const LIABILITIES: ReadonlySet<AccountType> = new Set<AccountType>([
  'credit',
  'loan',
  'mortgage',
  'other_liability',
]);

/** True for what is owed. */
function isLiability(type: AccountType): boolean {
  return LIABILITIES.has(type);
}

/** The types as choices, what one owns before what one owes. */
export function accountTypeOptions(): { value: string; label: string; group: string }[] {
  return typesInOrder().map((type) => ({
    value: type,
    label: ACCOUNT_TYPE_NAMES[type],
    group: isLiability(type) ? 'You owe' : 'You own',
  }));
}

/** Every type, in the order of the pages. */
export function typesInOrder(): AccountType[] {
  return Object.keys(ACCOUNT_TYPE_NAMES) as AccountType[];
}
