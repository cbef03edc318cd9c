'use client';

import type { ImportRow } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { DateField } from '@/components/date-field.tsx';
import { MoneyField } from '@/components/money-field.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { changeRow } from './actions.ts';
import styles from './imports.module.css';

export interface RowCorrectionProps {
  row: ImportRow;
  importId: string;
  view: string;
  isOpen?: boolean;
}

/** Mends a row that could not be read, or one that was read wrong. */
export function RowCorrection({ row, importId, view, isOpen = false }: RowCorrectionProps) {
  const { form, problem, isPending, errorOf } = useFormAction(changeRow);
  return (
    <details open={isOpen}>
      <summary>Correct it</summary>
      <form {...form} className={styles.correction} aria-label={`Correct line ${row.line}`}>
        <ProblemMessage problem={problem} />
        <input type="hidden" name="importId" value={importId} />
        <input type="hidden" name="rowNumber" value={row.rowNumber} />
        <input type="hidden" name="view" value={view} />
        <input type="hidden" name="currency" value={row.currency ?? 'USD'} />
        <DateField
          label="Date"
          name="date"
          error={errorOf('date')}
          {...(row.date === null ? {} : { defaultValue: row.date })}
        />
        <TextField
          label="Description"
          name="description"
          defaultValue={row.description ?? ''}
          error={errorOf('description')}
        />
        <MoneyField
          label="Amount, below zero for money out"
          name="amount"
          currency={row.currency ?? undefined}
          defaultValue={row.amount ?? ''}
          error={errorOf('amount')}
        />
        <Button type="submit" isPending={isPending}>
          Save
        </Button>
      </form>
    </details>
  );
}
