'use client';

import { Button } from '@/components/button.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { askForRates } from './actions.ts';
import styles from './currencies.module.css';

/** Asks for the newest rates without waiting for the day's own time. */
export function AskForRatesForm() {
  const { form, state, problem, isPending } = useFormAction(askForRates);
  return (
    <form {...form} className={styles.form} aria-label="Newest rates">
      <ProblemMessage problem={problem} />
      {state?.ok && state.message !== undefined ? (
        <FormMessage tone="done">{state.message}</FormMessage>
      ) : null}
      <div>
        <Button type="submit" small isPending={isPending}>
          Ask for the newest rates
        </Button>
      </div>
    </form>
  );
}
