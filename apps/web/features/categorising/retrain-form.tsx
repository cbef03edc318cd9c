'use client';

import { Button } from '@/components/button.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { retrain } from './actions.ts';
import styles from './categorising.module.css';

/** Training now instead of tonight. */
export function RetrainForm() {
  const { form, state, problem, isPending } = useFormAction(retrain);
  return (
    <form {...form} className={styles.retrain}>
      <ProblemMessage problem={problem} />
      <Button type="submit" small isPending={isPending}>
        Train it now
      </Button>
      {state?.ok === true && state.message !== undefined ? (
        <FormMessage tone="done">{state.message}</FormMessage>
      ) : null}
    </form>
  );
}
