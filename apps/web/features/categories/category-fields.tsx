import { CATEGORY_COLORS } from '@fintrack/core/categories';
import { NativeSelect, type SelectOption } from '@/components/native-select.tsx';
import { TextField } from '@/components/text-field.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import type { FormControl } from '@/lib/use-form-action.ts';
import styles from './categories.module.css';

export interface CategoryFieldsProps {
  control: FormControl;
  places: readonly SelectOption[];
  initial: { name: string; place: string; color: string };
}

/** Name, place in the tree and colour. */
export function CategoryFields({ control, places, initial }: CategoryFieldsProps) {
  const { errorOf, valueOf } = control;
  return (
    <>
      <div className={styles.fields}>
        <TextField
          label="Name"
          name="name"
          required
          autoFocus
          maxLength={255}
          autoComplete="off"
          defaultValue={valueOf('name', initial.name)}
          error={errorOf('name')}
        />
        <NativeSelect
          key={control.problem?.values['place']}
          label="Place"
          name="place"
          options={places}
          defaultValue={valueOf('place', initial.place)}
          error={errorOf('parentId') ?? errorOf('kind')}
        />
      </div>
      <fieldset className={styles.colors}>
        <legend>Colour</legend>
        {CATEGORY_COLORS.map((color, index) => (
          <label key={color} className={styles.color} data-hue={index + 1}>
            <input
              type="radio"
              name="color"
              value={color}
              defaultChecked={color === valueOf('color', initial.color)}
            />
            <VisuallyHidden>Colour {index + 1}</VisuallyHidden>
          </label>
        ))}
      </fieldset>
    </>
  );
}
