'use client';

import { Button } from '@/components/button.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { applyToRows } from './actions.ts';
import styles from './rules.module.css';

/** Applies all rules, or one of them, to the rows that are there. */
export function ApplyForm({ ruleId }: { ruleId?: string }) {
  const control = useFormAction(applyToRows);
  return (
    <form {...control.form} className={styles.apply} aria-label="Apply to rows that are there">
      <ProblemMessage problem={control.problem} />
      {ruleId === undefined ? null : <input type="hidden" name="id" value={ruleId} />}
      <Checkbox
        label="Also change what I have set by hand"
        description="Without it, categories, payees, notes and tags that a person set stay as they are."
        name="overwrite"
      />
      <Button type="submit" isPending={control.isPending}>
        {ruleId === undefined ? 'Apply all rules' : 'Apply this rule'}
      </Button>
    </form>
  );
}
