import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import styles from './day-row.module.css';
import type { DayItem } from './list-items.ts';

export interface DayRowProps {
  item: DayItem;
  showsCurrency: boolean;
  /** The sums stand above the amounts, which are not the last column then. */
  showsBalance: boolean;
}

/** The head of a day with the sum of its rows. */
export function DayRow({ item, showsCurrency, showsBalance }: DayRowProps) {
  return (
    <div role="row" className={styles.day} {...(showsBalance ? { 'data-with-balance': true } : {})}>
      <span role="rowheader" className={styles.date}>
        <Day date={item.date} />
      </span>
      <span role="cell" className={styles.sums}>
        {item.sums?.map(({ currency, amount }) => (
          <Amount
            key={currency}
            value={amount}
            currency={currency}
            currencyDisplay={showsCurrency ? 'symbol' : 'none'}
            tone="muted"
          />
        ))}
      </span>
    </div>
  );
}
