/** What can stand before a colon in a query. */
export interface Operator {
  readonly name: string;
  /** In a few words, for a list of suggestions. */
  readonly meaning: string;
  readonly example: string;
  /** What the value can be where it is one of a few words. */
  readonly values?: readonly string[];
  /** Other names of the same. */
  readonly aliases?: readonly string[];
}

/** Every operator of the query language, in the order in which they are suggested. */
export const OPERATORS = [
  { name: 'amount', meaning: 'Amount, whichever way it went', example: 'amount:>50' },
  { name: 'category', meaning: 'Category and those below it', example: 'category:food', values: ['none'] },
  { name: 'payee', meaning: 'Payee', example: 'payee:"corner shop"', values: ['none'] },
  { name: 'account', meaning: 'Account', example: 'account:savings' },
  { name: 'tag', meaning: 'Tag', example: 'tag:holiday', values: ['none'] },
  {
    name: 'date',
    meaning: 'Day, month or year, or a range of them',
    example: 'date:2026-03',
    aliases: ['on'],
    values: [
      'today',
      'yesterday',
      'this-week',
      'last-week',
      'this-month',
      'last-month',
      'this-year',
      'last-year',
    ],
  },
  { name: 'after', meaning: 'Later than a day', example: 'after:2026-01-31' },
  { name: 'before', meaning: 'Earlier than a day', example: 'before:2026-01-31' },
  { name: 'since', meaning: 'From a day on', example: 'since:2026-01-01' },
  { name: 'until', meaning: 'Up to a day', example: 'until:2026-01-31' },
  {
    name: 'type',
    meaning: 'Income, expense or transfer',
    example: 'type:expense',
    values: ['income', 'expense', 'transfer'],
  },
  {
    name: 'status',
    meaning: 'Pending, cleared or reconciled',
    example: 'status:pending',
    values: ['pending', 'cleared', 'reconciled'],
  },
  {
    name: 'is',
    meaning: 'What the row is',
    example: 'is:uncategorised',
    values: [
      'uncategorised',
      'refund',
      'income',
      'expense',
      'transfer',
      'split',
      'pending',
      'cleared',
      'reconciled',
    ],
  },
  {
    name: 'has',
    meaning: 'What the row has',
    example: 'has:attachment',
    values: ['attachment', 'notes', 'tags', 'split', 'refund', 'transfer', 'payee', 'category'],
  },
  { name: 'currency', meaning: 'Currency of the row', example: 'currency:EUR' },
  { name: 'import', meaning: 'Rows of one import, by its id', example: 'import:0190...' },
  { name: 'id', meaning: 'One row, by its id', example: 'id:0190...' },
] as const satisfies readonly Operator[];

export type OperatorName = (typeof OPERATORS)[number]['name'];

/** The operator of a name or alias, whatever its case. */
export function findOperator(name: string): OperatorName | undefined {
  const typed = name.toLowerCase();
  const known: readonly Operator[] = OPERATORS;
  const index = known.findIndex((operator) => operator.name === typed || operator.aliases?.includes(typed));
  return OPERATORS[index]?.name;
}
