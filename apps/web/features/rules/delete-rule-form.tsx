'use client';

import type { RuleWire } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { removeRule } from './actions.ts';
import styles from './rules.module.css';

export function DeleteRuleForm({ rule }: { rule: RuleWire }) {
  const control = useFormAction(removeRule);
  return (
    <form {...control.form} className={styles.panel} aria-label={`Delete ${rule.name}`}>
      <ProblemMessage problem={control.problem} />
      <input type="hidden" name="id" value={rule.id} />
      <p>Rows that this rule has set stay as they are.</p>
      <div className={styles.buttons}>
        <Button type="submit" look="danger" isPending={control.isPending}>
          Delete “{rule.name}”
        </Button>
        <LinkButton href="/rules">Keep it</LinkButton>
      </div>
    </form>
  );
}
