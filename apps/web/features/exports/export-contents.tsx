import styles from './exports.module.css';

const CONTENTS: readonly (readonly [string, string])[] = [
  ['Accounts', 'Under Assets or Liabilities. The day before the first one has an opening balance.'],
  ['Categories', 'Under Income and Expenses, with the whole path. Without a category: Uncategorised.'],
  ['Transactions', 'Payee, description, notes, tags, and the id that finds the transaction here again.'],
  ['Splits', 'One entry with a line for each part.'],
  [
    'Transfers',
    'One entry across both accounts, across currencies with its price. On two different days the money is under way in Equity:Transfers.',
  ],
  [
    'Pending',
    'Stands under Equity:Pending until the bank books it, so that every balance is the booked one.',
  ],
  [
    'Balances from the bank',
    'The other program checks each of them. What your transactions do not explain is written out under Equity:Unexplained.',
  ],
  ['Prices', 'The exchange rates of the currencies that your accounts have.'],
];

/** What the other program will find in the file. */
export function ExportContents() {
  return (
    <dl className={styles.contents}>
      {CONTENTS.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
