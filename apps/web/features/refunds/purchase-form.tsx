'use client';

import { Button } from '@/components/button.tsx';
import { useFormat } from '@/components/format-provider.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { amountText } from '@/lib/format-amount.ts';
import { formatShortDay } from '@/lib/format-day.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { linkPurchase } from './actions.ts';
import type { Purchase } from './load-purchases.ts';
import styles from './refunds.module.css';

export interface PurchaseFormProps {
  id: string;
  version: number;
  /** To choose from; left out, the form takes the link off. */
  purchases?: readonly Purchase[];
}

/** Chooses the purchase that a row gives back, or takes the link off. */
export function PurchaseForm({ id, version, purchases }: PurchaseFormProps) {
  const { locale } = useFormat();
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(linkPurchase);
  const options = purchases?.map(
    ({ id: value, date, amount, currency, payeeName, description, refundable }) => {
      const left = amountText(refundable, { locale, currency });
      const whole = amountText(amount.replace('-', ''), { locale, currency });
      const name = payeeName ?? (description || 'No payee');
      return {
        value,
        label: `${formatShortDay(date, locale)} · ${name} · ${whole}${left === whole ? '' : `, ${left} left`}`,
      };
    },
  );
  const fields = (
    <form {...form} className={styles.form} aria-label="Purchase">
      <ProblemMessage problem={problem} />
      <input type="hidden" name="transactionId" value={id} />
      <input type="hidden" name="version" value={version} />
      {options === undefined ? (
        <input type="hidden" name="refundOfId" value="none" />
      ) : (
        <NativeSelect
          key={problem?.values['refundOfId']}
          label="This gives back"
          name="refundOfId"
          required
          placeholder="Choose a purchase"
          options={options}
          defaultValue={valueOf('refundOfId', '')}
          error={errorOf('refundOfId')}
        />
      )}
      <div>
        <Button type="submit" small={options === undefined} isPending={isPending}>
          {options === undefined ? 'Take the link off' : 'Link to the purchase'}
        </Button>
      </div>
    </form>
  );
  if (options === undefined) return fields;
  return (
    <details className={styles.fold} open={problem !== null}>
      <summary>This gives back a purchase</summary>
      {fields}
    </details>
  );
}
