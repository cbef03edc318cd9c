'use client';

import type { Transaction, TransactionDetail } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { amountText } from '@/lib/format-amount.ts';
import { formatShortDay } from '@/lib/format-day.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { linkRows } from './actions.ts';
import styles from './transfers.module.css';

export interface LinkTransferFormProps {
  row: TransactionDetail;
  candidates: readonly Transaction[];
}

/** Says by hand that a row and another one are one transfer. */
export function LinkTransferForm({ row, candidates }: LinkTransferFormProps) {
  const { locale } = useFormat();
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(linkRows);
  const options = candidates.map(({ id, date, accountName, amount, currency, payeeName, description }) => ({
    value: id,
    label: [
      formatShortDay(date, locale),
      accountName,
      amountText(amount, { locale, currency }),
      payeeName ?? description,
    ]
      .filter((text) => text !== '')
      .join(' · '),
  }));
  return (
    <details className={styles.fold} open={problem !== null}>
      <summary>This is a transfer between two of my accounts</summary>
      <form {...form} className={styles.form} aria-label="Link a transfer">
        <ProblemMessage problem={problem} />
        <input type="hidden" name="transactionId" value={row.id} />
        <NativeSelect
          key={problem?.values['otherId']}
          label="The other row"
          name="otherId"
          required
          placeholder="Choose"
          options={options}
          defaultValue={valueOf('otherId', '')}
          error={errorOf('otherId')}
        />
        <MoneyField
          label="Fee"
          name="fee"
          optional
          currency={row.currency}
          description="What left and did not arrive: booked as an expense of its own"
          defaultValue={valueOf('fee', '')}
          error={errorOf('fee') ?? errorOf('fee.amount')}
        />
        <div className={styles.buttons}>
          <Button type="submit" isPending={isPending}>
            Link the two rows
          </Button>
        </div>
      </form>
    </details>
  );
}
