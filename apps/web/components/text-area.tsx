import type { ComponentProps } from 'react';
import styles from './field.module.css';
import { Field, type FieldProps, splitFieldProps } from './field.tsx';

export type TextAreaProps = FieldProps &
  Omit<ComponentProps<'textarea'>, 'id' | 'className' | 'style' | 'children'>;

/** Several lines of text; it grows with what is written. */
export function TextArea(props: TextAreaProps) {
  const [field, area] = splitFieldProps(props);
  return (
    <Field {...field}>
      {(control) => <textarea rows={3} {...area} {...control} className={styles.control} />}
    </Field>
  );
}
