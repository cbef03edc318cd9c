'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import type { FormAction } from '@/lib/form-action.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import styles from './settings.module.css';

export interface RowFormProps {
  action: FormAction;
  /** The hidden field that names the row. */
  name: string;
  value: string;
  label: string;
  /** Which row, for screen readers. */
  of: string;
}

/** A list row's one button, as a form. */
export function RowForm({ action, name, value, label, of }: RowFormProps) {
  const { form, problem, isPending } = useFormAction(action);
  return (
    <form {...form} className={styles.rowForm}>
      <input type="hidden" name={name} value={value} />
      <ProblemMessage problem={problem} />
      <Button type="submit" small isPending={isPending}>
        {label} <VisuallyHidden>{of}</VisuallyHidden>
      </Button>
    </form>
  );
}
