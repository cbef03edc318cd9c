'use client';

import { Button } from '@/components/button.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { lookForSeries } from './actions.ts';
import styles from './recurring.module.css';

/** Looks through the books now; it is done by itself each night and after each import. */
export function DetectForm() {
  const { form, state, problem, isPending } = useFormAction(lookForSeries);
  return (
    <form {...form} className={styles.detect} aria-label="Look for series">
      <ProblemMessage problem={problem} />
      {state?.ok && state.message !== undefined ? (
        <FormMessage tone="done">{state.message}</FormMessage>
      ) : null}
      <Button type="submit" small isPending={isPending}>
        Look through the books now
      </Button>
    </form>
  );
}
