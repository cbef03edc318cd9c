import type { Account, getBalance } from '@fintrack/contract';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import styles from './accounts.module.css';
import { BalanceProof } from './balance-proof.tsx';

type Balance = (typeof getBalance.data)['_output'];

/** The balance as a figure, what is on its way, and the proof of it. */
export function BalanceFigures({ account, balance }: { account: Account; balance: Balance }) {
  const { currency, posted, pending, available, date, explanation } = balance;
  return (
    <div className={styles.worth}>
      <dl className={styles.figures}>
        <div>
          <dt>
            Balance, <Day date={date} />
          </dt>
          <dd>
            <Amount value={posted} currency={currency} size="figure" />
          </dd>
        </div>
        <div>
          <dt>Pending</dt>
          <dd>
            <Amount value={pending} currency={currency} size="section" sign="always" />
          </dd>
        </div>
        <div>
          <dt>{account.creditLimit === null ? 'Available' : 'Available with the credit limit'}</dt>
          <dd>
            <Amount value={available} currency={currency} size="section" />
          </dd>
        </div>
      </dl>
      {explanation === undefined ? null : (
        <details className={styles.explain}>
          <summary>Explain this balance</summary>
          <BalanceProof {...{ explanation, currency, posted, accountId: account.id }} />
        </details>
      )}
    </div>
  );
}
