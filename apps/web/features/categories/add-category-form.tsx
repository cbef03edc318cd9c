'use client';

import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import type { SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { addCategory } from './actions.ts';
import styles from './categories.module.css';
import { CategoryFields } from './category-fields.tsx';
import { FORM_ID } from './hrefs.ts';

export interface AddCategoryFormProps {
  places: readonly SelectOption[];
  initial: { place: string; color: string };
}

export function AddCategoryForm({ places, initial }: AddCategoryFormProps) {
  const control = useFormAction(addCategory);
  return (
    <form {...control.form} className={styles.panel} id={FORM_ID} aria-label="New category">
      <ProblemMessage problem={control.problem} />
      <CategoryFields control={control} places={places} initial={{ name: '', ...initial }} />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={control.isPending}>
          Add category
        </Button>
        <LinkButton href="/categories" scroll={false}>
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}
