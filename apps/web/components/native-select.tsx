import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import fieldStyles from './field.module.css';
import { Field, type FieldProps, splitFieldProps } from './field.tsx';
import styles from './native-select.module.css';

/** One choice; `group` puts it under a heading. */
export interface SelectOption {
  value: string;
  label: string;
  group?: string | undefined;
}

export type NativeSelectProps = FieldProps &
  Omit<ComponentProps<'select'>, 'id' | 'className' | 'style' | 'children' | 'multiple'> & {
    options: readonly SelectOption[];
    /** The first choice, with an empty value. */
    placeholder?: string | undefined;
  };

/** The browser's own select: use it in every form that has to work without JavaScript, and on the phone. */
export function NativeSelect(props: NativeSelectProps) {
  const [field, { options, placeholder, ...select }] = splitFieldProps(props);
  return (
    <Field {...field}>
      {(control) => (
        <span className={styles.wrap}>
          <select {...select} {...control} className={classNames(fieldStyles.control, styles.select)}>
            {placeholder === undefined ? null : <option value="">{placeholder}</option>}
            {groupOptions(options).map(([group, members]) =>
              group === '' ? (
                <Options key={group} options={members} />
              ) : (
                <optgroup key={group} label={group}>
                  <Options options={members} />
                </optgroup>
              ),
            )}
          </select>
          <ChevronDown aria-hidden="true" />
        </span>
      )}
    </Field>
  );
}

function Options({ options }: { options: readonly SelectOption[] }) {
  return options.map((option) => (
    <option key={option.value} value={option.value}>
      {option.label}
    </option>
  ));
}

function groupOptions(options: readonly SelectOption[]): [string, SelectOption[]][] {
  return [...Map.groupBy(options, (option) => option.group ?? '')];
}
