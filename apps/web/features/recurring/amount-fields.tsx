'use client';

import type { RecurringSeries } from '@fintrack/contract';
import { Checkbox } from '@/components/checkbox.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import type { FormControl } from '@/lib/use-form-action.ts';
import styles from './recurring.module.css';

export interface AmountFieldsProps extends Pick<FormControl, 'errorOf' | 'valueOf'> {
  /** Null for a new one. */
  series: RecurringSeries | null;
  currency: string;
}

const DIRECTIONS = [
  { value: 'out', label: 'Money out' },
  { value: 'in', label: 'Money in' },
];

const plain = (amount: string) => amount.replace(/^-/u, '');

/** Which way the money goes, how much, and within which range. */
export function AmountFields({ series, currency, errorOf, valueOf }: AmountFieldsProps) {
  const isFound = series !== null && !series.isMadeByHand;
  const hasRange = series !== null && series.low !== series.high;
  return (
    <fieldset className={styles.group}>
      <legend>Amount</legend>
      {isFound ? (
        <Checkbox
          label="I set the amount myself"
          description="Otherwise it follows the rows."
          name="ownAmount"
          defaultChecked={series.isOwnAmount}
        />
      ) : null}
      <div className={styles.fields}>
        <NativeSelect
          label="Direction"
          name="direction"
          options={DIRECTIONS}
          defaultValue={valueOf(
            'direction',
            series === null || series.expected.startsWith('-') ? 'out' : 'in',
          )}
        />
        <MoneyField
          label="Usual amount"
          name="amount"
          currency={currency}
          defaultValue={valueOf('amount', series === null ? '' : plain(series.expected))}
          error={errorOf('amount')}
        />
        <MoneyField
          label="Smallest"
          name="low"
          optional
          currency={currency}
          defaultValue={valueOf('low', hasRange ? plain(series.low) : '')}
          error={errorOf('low')}
        />
        <MoneyField
          label="Largest"
          name="high"
          optional
          currency={currency}
          defaultValue={valueOf('high', hasRange ? plain(series.high) : '')}
          error={errorOf('high')}
        />
      </div>
    </fieldset>
  );
}
