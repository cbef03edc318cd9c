'use client';

import type { CategoriserModelWire } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { saveBoldness } from './actions.ts';
import styles from './categorising.module.css';

const CHOICES = [
  { value: 'cautious', label: 'Cautious: right 98 times in 100' },
  { value: 'usual', label: 'As usual: right 95 times in 100' },
  { value: 'bold', label: 'Bold: right 90 times in 100' },
  { value: 'off', label: 'Never: only suggest' },
];

export interface BoldnessFormProps {
  boldness: CategoriserModelWire['boldness'];
  version: number;
}

/** How sure it has to be before it sets a category by itself. */
export function BoldnessForm({ boldness, version }: BoldnessFormProps) {
  const { form, problem, isPending, errorOf } = useFormAction(saveBoldness);
  return (
    <form {...form} className={styles.setting} aria-label="How sure it has to be">
      <input type="hidden" name="version" value={version} />
      <ProblemMessage problem={problem} />
      <NativeSelect
        key={boldness}
        label="It sets a category by itself when it is"
        name="boldness"
        options={CHOICES}
        defaultValue={boldness}
        error={errorOf('boldness')}
      />
      <Button type="submit" isPending={isPending}>
        Save
      </Button>
    </form>
  );
}
