'use client';

import type { Category } from '@fintrack/contract';
import { Button } from '@/components/button.tsx';
import { Checkbox } from '@/components/checkbox.tsx';
import { ConflictFields } from '@/components/conflict-fields.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import type { SelectOption } from '@/components/native-select.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { baseOf } from '@/lib/save-merging.ts';
import { useFormAction } from '@/lib/use-form-action.ts';
import { saveCategory } from './actions.ts';
import styles from './categories.module.css';
import { CategoryFields } from './category-fields.tsx';
import { addBelowHref, deleteHref, FORM_ID } from './hrefs.ts';
import { categoryTexts } from './merge-category.ts';

export interface EditCategoryFormProps {
  category: Category;
  places: readonly SelectOption[];
}

export function EditCategoryForm({ category, places }: EditCategoryFormProps) {
  const { id, name, parentId, kind, color, isActive, version } = category;
  const control = useFormAction(saveCategory);
  return (
    <form {...control.form} className={styles.panel} id={FORM_ID} aria-label={`Edit ${name}`}>
      <ProblemMessage problem={control.problem} />
      <ConflictFields problem={control.problem} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={control.valueOf('version', String(version))} />
      <input type="hidden" name="base" value={control.valueOf('base', baseOf(categoryTexts(category)))} />
      <CategoryFields
        control={control}
        places={places}
        initial={{ name, place: parentId ?? kind, color: color ?? '' }}
      />
      <Checkbox
        label="Offered for new transactions"
        name="isActive"
        defaultChecked={control.problem === null ? isActive : 'isActive' in control.problem.values}
      />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={control.isPending}>
          Save
        </Button>
        <LinkButton href="/categories" scroll={false}>
          Cancel
        </LinkButton>
        <span className={styles.spread} />
        <LinkButton href={addBelowHref(id)} look="quiet" scroll={false}>
          Add below
        </LinkButton>
        <LinkButton href={deleteHref(id)} look="danger" scroll={false}>
          Delete
        </LinkButton>
      </div>
    </form>
  );
}
