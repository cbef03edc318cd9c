'use client';

import type { listCategoryTemplates } from '@fintrack/contract';
import type { CallResult } from '@fintrack/contract/client';
import { Button } from '@/components/button.tsx';
import { FormMessage } from '@/components/form-message.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { applyTemplate } from './actions.ts';
import styles from './categories.module.css';

type Template = CallResult<typeof listCategoryTemplates>['data'][number];

/** Ready-made sets; applying one adds what is missing and changes nothing that is there. */
export function TemplateList({ templates }: { templates: readonly Template[] }) {
  const { form, state, problem, isPending } = useFormAction(applyTemplate);
  return (
    <form {...form} className={styles.templates}>
      <ProblemMessage problem={problem} />
      {state?.ok === true && state.message !== undefined ? (
        <FormMessage tone="done">{state.message}</FormMessage>
      ) : null}
      <ul className={styles.templateRows}>
        {templates.map(({ id, name, description }) => (
          <li key={id} className={styles.template}>
            <div>
              <p className={styles.templateName}>{name}</p>
              <p className={styles.templateText}>{description}</p>
            </div>
            <Button type="submit" name="templateId" value={id} small isDisabled={isPending}>
              Add missing<VisuallyHidden> categories of {name}</VisuallyHidden>
            </Button>
          </li>
        ))}
      </ul>
    </form>
  );
}
