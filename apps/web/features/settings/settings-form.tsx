'use client';

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { type FormControl, useFormAction } from '@/lib/use-form-action.ts';
import { saveSettings } from './actions.ts';
import styles from './settings.module.css';

export interface SettingsFormProps {
  label: string;
  version: number;
  children: (control: FormControl) => ReactNode;
}

/** One section of the settings, saved by itself. */
export function SettingsForm({ label, version, children }: SettingsFormProps) {
  const control = useFormAction(saveSettings);
  const { form, state, problem, isPending } = control;
  return (
    <form {...form} aria-label={label} className={styles.form}>
      <ProblemMessage problem={problem} />
      <input type="hidden" name="version" value={version} />
      {children(control)}
      <div className={styles.buttons}>
        <Button type="submit" isPending={isPending}>
          Save
        </Button>
        <SavedMark text={state?.ok === true && !isPending ? state.message : undefined} />
      </div>
    </form>
  );
}

/** The quiet confirmation beside a button. */
export function SavedMark({ text }: { text: string | undefined }) {
  return (
    <span role="status" className={styles.saved}>
      {text === undefined ? null : (
        <>
          <Check aria-hidden="true" />
          {text}
        </>
      )}
    </span>
  );
}
