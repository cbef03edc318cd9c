'use client';

import { Button } from '@/components/button.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import type { FormProblem } from '@/lib/form-action.ts';
import styles from './transaction-form.module.css';

export interface OriginalFieldsProps {
  currencies: readonly SelectOption[];
  problem: FormProblem | null;
  errorOf: (name: string) => string | undefined;
}

/** What was paid in another currency than the account's. The account's amount can be proposed from the rate of the day. */
export function OriginalFields({ currencies, problem, errorOf }: OriginalFieldsProps) {
  const typed = problem?.values ?? {};
  const proposal = typed['proposal'];
  return (
    <>
      <NativeSelect
        label="Paid in another currency"
        name="originalCurrency"
        optional
        placeholder="Paid in the account's"
        options={currencies}
        defaultValue={typed['originalCurrency'] ?? ''}
        error={errorOf('originalCurrency')}
      />
      <TextField
        label="Amount in that currency"
        name="originalAmount"
        optional
        inputMode="decimal"
        autoComplete="off"
        defaultValue={typed['originalAmount'] ?? ''}
        error={errorOf('originalAmount')}
      />
      <div className={styles.wide}>
        <Button type="submit" small name="propose" value="yes" formNoValidate>
          Propose the account's amount
        </Button>
        {proposal === undefined ? null : (
          <p className={styles.proposal} role="status">
            {proposal}
          </p>
        )}
      </div>
    </>
  );
}
