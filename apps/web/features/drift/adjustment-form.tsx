'use client';

import type { Drift } from '@fintrack/contract';
import { Amount } from '@/components/amount.tsx';
import { Button } from '@/components/button.tsx';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { adjustDrift } from './actions.ts';
import styles from './drift.module.css';

export interface AdjustmentFormProps {
  drift: Pick<Drift, 'accountId' | 'to' | 'drift' | 'currency'>;
  categories: readonly SelectOption[];
}

/** The last resort: the difference as a row that says what it is. */
export function AdjustmentForm({ drift, categories }: AdjustmentFormProps) {
  const { form, problem, isPending, errorOf, valueOf } = useFormAction(adjustDrift);
  return (
    <details className={styles.adjustment} open={problem !== null}>
      <summary>None of these? Book the difference as an adjustment</summary>
      <form {...form} aria-label="Adjustment" className={styles.adjustmentForm}>
        <p>
          A row of <Amount value={drift.drift} currency={drift.currency} sign="always" /> on {drift.to}. It
          hides the cause, so it says that it is an adjustment.
        </p>
        <ProblemMessage problem={problem} />
        <input type="hidden" name="accountId" value={drift.accountId} />
        <input type="hidden" name="to" value={drift.to} />
        <input type="hidden" name="drift" value={drift.drift} />
        <div className={styles.fields}>
          <NativeSelect
            label="Category"
            name="categoryId"
            required
            placeholder="Choose one"
            options={categories}
            error={errorOf('mend.categoryId')}
          />
          <TextField
            label="Text"
            name="description"
            required
            defaultValue={valueOf('description', 'Adjustment')}
            error={errorOf('mend.description')}
          />
          <Button type="submit" isPending={isPending}>
            Add adjustment
          </Button>
        </div>
      </form>
    </details>
  );
}
