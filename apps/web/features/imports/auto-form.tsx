'use client';

import type { FormEvent, ReactNode } from 'react';
import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import type { FormAction } from '@/lib/form-action.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import styles from './imports.module.css';

export interface AutoFormProps {
  action: FormAction;
  label: string;
  /** Hidden fields. */
  fields: Readonly<Record<string, string | number>>;
  children: ReactNode;
}

/** A form that is sent as soon as one of its fields changes; without JavaScript it has a button. */
export function AutoForm({ action, label, fields, children }: AutoFormProps) {
  const { form, problem, isPending } = useFormAction(action);
  const hydrated = useHydrated();
  function onChange(event: FormEvent<HTMLFormElement>): void {
    const isText = event.target instanceof HTMLInputElement && event.target.type === 'text';
    if (!isText) event.currentTarget.requestSubmit();
  }
  return (
    <form {...form} aria-label={label} aria-busy={isPending} className={styles.autoForm} onChange={onChange}>
      <ProblemMessage problem={problem} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {hydrated ? null : (
        <div>
          <Button type="submit">Apply</Button>
        </div>
      )}
    </form>
  );
}
