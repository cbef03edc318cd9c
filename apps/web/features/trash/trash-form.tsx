'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { restoreRows } from './actions.ts';
import styles from './trash.module.css';

/** The rows of the trash with the button that brings the ticked ones back. */
export function TrashForm({ children }: { children: ReactNode }) {
  const { form, problem, isPending } = useFormAction(restoreRows);
  return (
    <form {...form} className={styles.form} aria-label="Deleted transactions">
      <ProblemMessage problem={problem} />
      <div className={styles.buttons}>
        <Button type="submit" name="what" value="chosen" isPending={isPending}>
          Bring the chosen ones back
        </Button>
        {problem?.code === 'NOT_REVERTIBLE' && problem.obstacles.length > 0 ? (
          <Button type="submit" name="what" value="possible" isPending={isPending}>
            Bring back what can be
          </Button>
        ) : null}
      </div>
      {children}
    </form>
  );
}
