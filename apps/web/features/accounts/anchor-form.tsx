'use client';

import { Button } from '@/components/button.tsx';
import { DateField } from '@/components/date-field.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import styles from './accounts.module.css';
import { addAnchor } from './actions.ts';

/** Says what the bank says at the end of a day. */
export function AnchorForm({ accountId, currency }: { accountId: string; currency: string }) {
  const { today } = useFormat();
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(addAnchor);
  return (
    <form {...form} aria-label="Balance at the bank">
      <ProblemMessage problem={problem} />
      <input type="hidden" name="accountId" value={accountId} />
      <input type="hidden" name="currency" value={currency} />
      <div className={styles.anchorForm}>
        <MoneyField
          label="Balance at the bank"
          name="balance"
          required
          currency={currency}
          defaultValue={valueOf('balance')}
          error={errorOf('balance')}
        />
        <DateField label="At the end of" name="date" required defaultValue={today} error={errorOf('date')} />
        <TextField
          label="Note"
          name="description"
          optional
          defaultValue={valueOf('description')}
          error={errorOf('description')}
        />
        <Button type="submit" isPending={isPending}>
          Save balance
        </Button>
      </div>
    </form>
  );
}
