'use client';

import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, Label, SelectValue, Text } from 'react-aria-components/Select';
import { classNames } from './class-names.ts';
import fieldStyles from './field.module.css';
import { type FieldProps, LabelText } from './field.tsx';
import listStyles from './list-box.module.css';
import { type ListOption, OptionList } from './option-list.tsx';
import styles from './select.module.css';

export interface SelectProps extends FieldProps {
  options: readonly ListOption[];
  name?: string;
  value?: string;
  defaultValue?: string;
  placeholder?: string;
  isDisabled?: boolean;
  onValue?: (value: string) => void;
}

/** A choice from a list, with dots and groups. It needs JavaScript: forms that must not, use NativeSelect. */
export function Select(props: SelectProps) {
  const { label, hideLabel, description, error, optional, options, onValue, ...select } = props;
  return (
    <AriaSelect
      {...select}
      className={fieldStyles.field ?? ''}
      isInvalid={error !== undefined}
      onChange={(value) => onValue?.(String(value))}
    >
      <Label className={classNames(fieldStyles.label, hideLabel === true && fieldStyles.labelHidden)}>
        <LabelText label={label} optional={optional} />
      </Label>
      <Button className={classNames(fieldStyles.control, styles.trigger)}>
        <SelectValue className={styles.value ?? ''} />
        <ChevronDown aria-hidden="true" />
      </Button>
      {error === undefined ? null : (
        <Text slot="errorMessage" className={fieldStyles.error ?? ''}>
          {error}
        </Text>
      )}
      {description === undefined ? null : (
        <Text slot="description" className={fieldStyles.description ?? ''}>
          {description}
        </Text>
      )}
      <Popover className={listStyles.popover ?? ''} offset={4}>
        <OptionList options={options} />
      </Popover>
    </AriaSelect>
  );
}
