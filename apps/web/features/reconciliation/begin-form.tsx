'use client';

import type { Account } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { DateField } from '@/components/date-field.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { beginReconciliation } from './actions.ts';
import styles from './reconciliation.module.css';

/** What stands on the statement: its last day and what it ends with. */
export function BeginForm({ account }: { account: Pick<Account, 'id' | 'currency'> }) {
  const { today } = useFormat();
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(beginReconciliation);
  const { id, currency } = account;
  return (
    <form {...form} aria-label="Statement to reconcile" className={styles.begin}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="accountId" value={id} />
      <input type="hidden" name="currency" value={currency} />
      <div className={styles.fields}>
        <DateField
          label="Last day of the statement"
          name="statementDate"
          required
          defaultValue={today}
          error={errorOf('statementDate')}
        />
        <MoneyField
          label="It ends with"
          name="closingBalance"
          required
          currency={currency}
          defaultValue={valueOf('closingBalance')}
          error={errorOf('closingBalance')}
        />
        <Button type="submit" look="primary" isPending={isPending}>
          Start
        </Button>
      </div>
      <details>
        <summary>The statement begins with another balance than the one before ended with</summary>
        <div className={styles.fields}>
          <MoneyField
            label="It begins with"
            name="openingBalance"
            optional
            currency={currency}
            defaultValue={valueOf('openingBalance')}
            error={errorOf('openingBalance')}
          />
          <DateField label="At the end of" name="openingDate" optional error={errorOf('openingDate')} />
        </div>
      </details>
    </form>
  );
}
