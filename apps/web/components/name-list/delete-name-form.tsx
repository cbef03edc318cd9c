'use client';

import type { ReactNode } from 'react';
import type { FormState } from '@/lib/form-action.ts';
import type { NameList } from '@/lib/name-list.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { PanelForm } from './panel-form.tsx';

export interface DeleteNameFormProps {
  item: { readonly id: string; readonly name: string };
  view: NameList;
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** What it leaves behind, in numbers. */
  children: ReactNode;
}

/** Asks before something named is deleted. */
export function DeleteNameForm({ item: { id, name }, view, action, children }: DeleteNameFormProps) {
  const control = useFormAction(action);
  return (
    <PanelForm
      control={control}
      view={view}
      label={`Delete ${name}`}
      submit={`Delete “${name}”`}
      look="danger"
      cancel="Keep it"
    >
      <input type="hidden" name="id" value={id} />
      <p>{children}</p>
    </PanelForm>
  );
}
