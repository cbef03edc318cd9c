'use client';

import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { sealNow } from './actions.ts';
import styles from './audit.module.css';

/** Seals what is written so far now, instead of within the next minute. */
export function SealForm() {
  const { form, state, problem, isPending } = useFormAction(sealNow);
  return (
    <form {...form} className={styles.inline}>
      <ProblemMessage problem={problem} />
      <Button type="submit" small isPending={isPending}>
        Seal now
      </Button>
      {state?.ok === true ? <span role="status">{state.message}</span> : null}
    </form>
  );
}
