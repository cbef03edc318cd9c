import { CATEGORY_COLORS } from '@fintrack/core/categories';
import nameStyles from '@/components/name-list/name-list.module.css';
import { TextField } from '@/components/text-field.tsx';
import { VisuallyHidden } from '@/components/visually-hidden.tsx';
import type { FormControl } from '@/lib/use-form-action.ts';
import styles from './tags.module.css';

export interface TagFieldsProps {
  control: FormControl;
  initial: { name: string; color: string };
}

/** Name and colour. */
export function TagFields({ control, initial }: TagFieldsProps) {
  const { errorOf, valueOf } = control;
  const chosen = valueOf('color', initial.color);
  return (
    <>
      <div className={nameStyles.fields}>
        <TextField
          label="Name"
          name="name"
          required
          autoFocus
          maxLength={50}
          autoComplete="off"
          defaultValue={valueOf('name', initial.name)}
          error={errorOf('name')}
        />
      </div>
      <fieldset className={styles.colors}>
        <legend>Colour</legend>
        <label className={styles.color} data-none="true">
          <input type="radio" name="color" value="" defaultChecked={chosen === ''} />
          <VisuallyHidden>No colour</VisuallyHidden>
        </label>
        {CATEGORY_COLORS.map((color, index) => (
          <label key={color} className={styles.color} data-hue={index + 1}>
            <input type="radio" name="color" value={color} defaultChecked={color === chosen} />
            <VisuallyHidden>Colour {index + 1}</VisuallyHidden>
          </label>
        ))}
      </fieldset>
    </>
  );
}
