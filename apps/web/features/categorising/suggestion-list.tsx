import type { SuggestedTransaction } from '@fintrack/contract';
import { parseCalendarDate } from '@fintrack/core/dates';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import styles from './categorising.module.css';
import { SuggestionForm } from './suggestion-form.tsx';

export interface SuggestionListProps {
  rows: readonly SuggestedTransaction[];
  canWrite: boolean;
}

/** Rows without a category, each with what it may be. */
export function SuggestionList({ rows, canWrite }: SuggestionListProps) {
  return (
    <ol className={styles.rows}>
      {rows.map(({ transaction, suggestions }) => {
        const title = titleOf(transaction);
        return (
          <li key={transaction.id} className={styles.row} tabIndex={-1} data-suggested aria-label={title}>
            <div className={styles.line}>
              <Link href={`/transactions/${transaction.id}`} className={styles.title}>
                {title}
              </Link>
              <span className={styles.where}>
                {transaction.accountName} · <Day date={parseCalendarDate(transaction.date)} />
              </span>
              <Amount value={transaction.amount} currency={transaction.currency} tone="flow" />
            </div>
            {suggestions.length === 0 ? (
              <p className={styles.reason}>Nothing to suggest: open it to choose a category.</p>
            ) : (
              <SuggestionForm
                transactionId={transaction.id}
                version={transaction.version}
                suggestions={suggestions}
                of={title}
                canWrite={canWrite}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Its payee, else its words, else where it is. */
function titleOf({ payeeName, description, accountName }: SuggestedTransaction['transaction']): string {
  if (payeeName !== null && payeeName !== '') return payeeName;
  return description === '' ? `Row in ${accountName}` : description;
}
