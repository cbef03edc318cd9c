import type { getBalancesSummary } from '@fintrack/contract';
import { Amount } from '@/components/amount.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import styles from './accounts.module.css';

type Summary = (typeof getBalancesSummary.data)['_output'];

/** What is owned less what is owed, in the base currency. */
export function NetWorth({ summary }: { summary: Summary }) {
  const { baseCurrency, netWorth, assets, liabilities, unconverted } = summary;
  return (
    <div className={styles.worth}>
      <dl className={styles.figures}>
        <div>
          <dt>Net worth</dt>
          <dd>
            <Amount value={netWorth} currency={baseCurrency} size="figure" />
          </dd>
        </div>
        <div>
          <dt>You own</dt>
          <dd>
            <Amount value={assets} currency={baseCurrency} size="section" />
          </dd>
        </div>
        <div>
          <dt>You owe</dt>
          <dd>
            <Amount value={liabilities} currency={baseCurrency} size="section" />
          </dd>
        </div>
      </dl>
      {unconverted.length === 0 ? null : (
        <FormMessage tone="warning">
          Not counted, because no exchange rate to {baseCurrency} is known:{' '}
          {unconverted.map(({ currency, netWorth: worth }, index) => (
            <span key={currency}>
              {index === 0 ? '' : ', '}
              <Amount value={worth} currency={currency} currencyDisplay="code" />
            </span>
          ))}
        </FormMessage>
      )}
    </div>
  );
}
