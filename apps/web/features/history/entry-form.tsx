'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { undoRows } from './actions.ts';
import styles from './history.module.css';

export interface EntryFormProps {
  changeSetId: string;
  /** The change is a single row, so that there is nothing to choose. */
  isOne: boolean;
  canChoose: boolean;
  children: ReactNode;
}

/** The rows of a change with the buttons that undo it: all, those that are ticked, or what can be. */
export function EntryForm({ changeSetId, isOne, canChoose, children }: EntryFormProps) {
  const { form, problem, isPending } = useFormAction(undoRows);
  return (
    <form {...form} className={styles.entryForm} aria-label="Rows of this change">
      <input type="hidden" name="changeSetId" value={changeSetId} />
      <ProblemMessage problem={problem} />
      <div className={styles.buttons}>
        <Button type="submit" name="what" value="all" isPending={isPending}>
          {isOne ? 'Undo' : 'Undo all of it'}
        </Button>
        {canChoose ? (
          <Button type="submit" name="what" value="chosen" isPending={isPending}>
            Undo the chosen rows
          </Button>
        ) : null}
        {problem?.code === 'NOT_REVERTIBLE' && !isOne ? (
          <Button type="submit" name="what" value="possible" isPending={isPending}>
            Undo what can be undone
          </Button>
        ) : null}
      </div>
      {children}
    </form>
  );
}
