import type { Payee } from '@fintrack/contract';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import { countOf } from '@/lib/count-of.ts';
import styles from './payees.module.css';

/** What a payee's rows come to. */
export function PayeeUse({ payee }: { payee: Payee }) {
  if (payee.transactionCount === 0) return <p className={styles.muted}>No transaction names this payee.</p>;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Transactions</dt>
        <dd>{countOf(payee.transactionCount, 'row', 'rows')}</dd>
      </div>
      <div>
        <dt>Sum</dt>
        <dd className={styles.sums}>
          {payee.totals.map(({ currency, net }) => (
            <Amount key={currency} value={net} currency={currency} tone="flow" />
          ))}
        </dd>
      </div>
      {payee.lastUsedOn === null ? null : (
        <div>
          <dt>Last used</dt>
          <dd>
            <Day date={payee.lastUsedOn} />
          </dd>
        </div>
      )}
    </dl>
  );
}
