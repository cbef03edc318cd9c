import type { Category } from '@fintrack/contract';
import { Section } from '@/components/section.tsx';
import { AddCategoryForm } from './add-category-form.tsx';
import styles from './categories.module.css';
import { CategoryRow } from './category-row.tsx';
import { DeleteCategoryForm } from './delete-category-form.tsx';
import { EditCategoryForm } from './edit-category-form.tsx';
import { categoryOptions, KIND_NAMES, outside, placeOptions } from './places.ts';

/** What is open: a form at one category. */
export interface OpenForm {
  readonly form: 'add' | 'edit' | 'delete';
  readonly categoryId: string;
}

export interface CategoryTreeProps {
  kind: Category['kind'];
  /** All of them, in tree order. */
  categories: readonly Category[];
  open: OpenForm | null;
  canWrite: boolean;
}

export function CategoryTree({ kind, categories, open, canWrite }: CategoryTreeProps) {
  const shown = categories.filter((category) => category.kind === kind);
  return (
    <Section title={KIND_NAMES[kind]}>
      <ul className={styles.tree}>
        {shown.map((category) => (
          <CategoryRow key={category.id} category={category} canWrite={canWrite}>
            {canWrite && open?.categoryId === category.id ? (
              <FormAt form={open.form} category={category} categories={categories} />
            ) : null}
          </CategoryRow>
        ))}
      </ul>
    </Section>
  );
}

interface FormAtProps {
  form: OpenForm['form'];
  category: Category;
  categories: readonly Category[];
}

function FormAt({ form, category, categories }: FormAtProps) {
  const { kind } = category;
  switch (form) {
    case 'add':
      return (
        <AddCategoryForm
          places={placeOptions(categories, [kind])}
          initial={{ place: category.id, color: category.color ?? '' }}
        />
      );
    case 'edit':
      return (
        <EditCategoryForm category={category} places={placeOptions(outside(categories, category), [kind])} />
      );
    case 'delete':
      return (
        <DeleteCategoryForm
          category={category}
          childCount={categories.filter(({ parentId }) => parentId === category.id).length}
          targets={categoryOptions(outside(categories, category))}
        />
      );
  }
}
