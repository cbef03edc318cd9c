'use client';

import { revertChange } from '@/lib/revert-action.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { Button } from './button.tsx';
import { ProblemMessage } from './problem-message.tsx';
import styles from './undo-form.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface UndoFormProps {
  changeSetId: string;
  /** What would be undone, for screen readers where several stand below each other. */
  of: string;
  /** What the button says. */
  label?: string;
}

/** Undo as a button that works without JavaScript; it says what stands in the way. */
export function UndoForm({ changeSetId, of, label = 'Undo' }: UndoFormProps) {
  const { form, state, problem, isPending } = useFormAction(revertChange);
  return (
    <form {...form} className={styles.undo}>
      <input type="hidden" name="changeSetId" value={changeSetId} />
      <ProblemMessage problem={problem} />
      {state?.ok === true ? (
        <span role="status">Undone.</span>
      ) : (
        <Button type="submit" small isPending={isPending}>
          {label} <VisuallyHidden>{of}</VisuallyHidden>
        </Button>
      )}
    </form>
  );
}
