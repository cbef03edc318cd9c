'use client';

import type { ReactNode } from 'react';
import { countOf } from '@/lib/count-of.ts';
import type { FormState } from '@/lib/form-action.ts';
import type { NameList } from '@/lib/name-list.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { NativeSelect } from '../native-select.tsx';
import styles from './name-list.module.css';
import { PanelForm } from './panel-form.tsx';

export interface MergeNamesFormProps {
  /** Those that are ticked, the most used first. */
  items: readonly { readonly id: string; readonly name: string; readonly transactionCount: number }[];
  view: NameList;
  singular: string;
  plural: string;
  action: (before: FormState, form: FormData) => Promise<FormState>;
  /** What merging does, in words and numbers. */
  children: ReactNode;
}

/** Says what merging does, and asks which name stays. */
export function MergeNamesForm({ items, view, singular, plural, action, children }: MergeNamesFormProps) {
  const control = useFormAction(action);
  return (
    <PanelForm
      control={control}
      view={view}
      label={`Merge ${plural}`}
      submit={`Merge ${countOf(items.length, singular, plural)}`}
    >
      {items.map(({ id }) => (
        <input key={id} type="hidden" name="select" value={id} />
      ))}
      <p>{children}</p>
      <div className={styles.fields}>
        <NativeSelect
          key={control.problem?.values['targetId']}
          label="The name that stays"
          name="targetId"
          options={items.map(({ id, name, transactionCount }) => ({
            value: id,
            label: `${name} (${countOf(transactionCount, 'transaction', 'transactions')})`,
          }))}
          defaultValue={control.valueOf('targetId', items[0]?.id)}
          error={control.errorOf('targetId')}
        />
      </div>
    </PanelForm>
  );
}
