import type { Account, getBalance } from '@fintrack/contract';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { Day } from '@/components/day.tsx';
import styles from './accounts.module.css';
import { BalanceProof } from './balance-proof.tsx';

type Balance = (typeof getBalance.data)['_output'];

/** How much of the credit limit is used. */
function CreditUse({ credit, currency }: { credit: NonNullable<Balance['credit']>; currency: string }) {
  return (
    <div>
      <dt>
        Credit used of <Amount value={credit.limit} currency={currency} />
      </dt>
      <dd>
        <Amount value={credit.used} currency={currency} size="section" />
        {credit.usedPercent === null ? null : <span className={styles.percent}> {credit.usedPercent}%</span>}
      </dd>
    </div>
  );
}

/** Up to which statement the rows are locked. */
function Reconciled({ account: { id, reconciledUntil } }: { account: Account }) {
  if (reconciledUntil === null) return null;
  return (
    <p className={styles.reconciled}>
      <Link href={`/accounts/${id}/reconcile`}>
        Reconciled until <Day date={reconciledUntil} format="full" />
      </Link>
    </p>
  );
}

export interface BalanceFiguresProps {
  account: Account;
  balance: Balance;
  /** The proof is open. */
  isExplained?: boolean;
}

/** The balance as a figure, what is on its way, and the proof of it. */
export function BalanceFigures({ account, balance, isExplained = false }: BalanceFiguresProps) {
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
            <Link href={`/transactions?accountId=${account.id}&status=pending`} className={styles.figureLink}>
              <Amount value={pending} currency={currency} size="section" sign="always" />
            </Link>
          </dd>
        </div>
        <div>
          <dt>{account.creditLimit === null ? 'Available' : 'Available with the credit limit'}</dt>
          <dd>
            <Amount value={available} currency={currency} size="section" />
          </dd>
        </div>
        {balance.credit === null ? null : <CreditUse credit={balance.credit} currency={currency} />}
      </dl>
      <Reconciled account={account} />
      {explanation === undefined ? null : (
        <details className={styles.explain} open={isExplained}>
          <summary>Explain this balance</summary>
          <BalanceProof {...{ explanation, currency, posted, accountId: account.id }} />
        </details>
      )}
    </div>
  );
}
