import type { getBalancesSummary } from '@fintrack/contract';
import Link from 'next/link';
import { Amount } from '@/components/amount.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { RatesUsed } from '@/components/rates-used.tsx';
import styles from './accounts.module.css';

type Summary = (typeof getBalancesSummary.data)['_output'];

/** What is owned less what is owed, in the base currency. */
export function NetWorth({ summary, locale }: { summary: Summary; locale: string }) {
  const { baseCurrency, netWorth, assets, liabilities, converted, unconverted } = summary;
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
      <RatesUsed converted={converted} locale={locale} />
      {unconverted.length === 0 ? null : (
        <FormMessage tone="warning">
          <p>
            Not counted, because no exchange rate to {baseCurrency} is known:{' '}
            {unconverted.map(({ currency, netWorth: worth }, index) => (
              <span key={currency}>
                {index === 0 ? '' : ', '}
                <Amount value={worth} currency={currency} currencyDisplay="code" />
              </span>
            ))}
            . <Link href="/currencies">See the rates</Link>
          </p>
        </FormMessage>
      )}
    </div>
  );
}
