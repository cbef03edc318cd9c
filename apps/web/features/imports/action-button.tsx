'use client';

import type { ReactNode } from 'react';
import { Button, type ButtonLook } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import type { FormAction } from '@/lib/form-action.ts';
import { useFormAction } from '@/lib/use-form-action.ts';

export interface ActionButtonProps {
  action: FormAction;
  /** Hidden fields. */
  fields: Readonly<Record<string, string | number>>;
  look?: ButtonLook;
  small?: boolean;
  isDisabled?: boolean;
  children: ReactNode;
}

/** One button as a form of its own: it works without JavaScript and says what was refused. */
export function ActionButton({ action, fields, children, ...button }: ActionButtonProps) {
  const { form, problem, isPending } = useFormAction(action);
  return (
    <form {...form}>
      <ProblemMessage problem={problem} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" isPending={isPending} {...button}>
        {children}
      </Button>
    </form>
  );
}
