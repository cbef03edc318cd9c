'use client';

import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox, Input, Label } from 'react-aria-components/ComboBox';
import { Group } from 'react-aria-components/Group';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { classNames } from './class-names.ts';
import fieldStyles from './field.module.css';
import { type FieldProps, LabelText } from './field.tsx';
import listStyles from './list-box.module.css';
import { type ListOption, OptionList } from './option-list.tsx';
import styles from './select.module.css';

export interface ComboBoxProps extends FieldProps {
  options: readonly ListOption[];
  name?: string;
  /** `text` posts what is written (a payee may be new), `key` the chosen value. Without JavaScript it is the text. */
  formValue?: 'text' | 'key';
  allowsCustomValue?: boolean;
  defaultValue?: string;
  defaultInputValue?: string;
  placeholder?: string;
  isRequired?: boolean;
  autoFocus?: boolean;
  /** The chosen option, or null while there is only text. */
  onValue?: (value: string | null) => void;
  onText?: (text: string) => void;
}

/** A text field with suggestions: payees and categories while typing. */
export function ComboBox(props: ComboBoxProps) {
  const { label, hideLabel, description, error, optional, options, placeholder, onValue, onText, ...box } =
    props;
  return (
    <AriaComboBox
      {...box}
      {...(onText === undefined ? {} : { onInputChange: onText })}
      className={fieldStyles.field ?? ''}
      isInvalid={error !== undefined}
      menuTrigger="input"
      onChange={(value) => onValue?.(value === null ? null : String(value))}
    >
      <Label className={classNames(fieldStyles.label, hideLabel === true && fieldStyles.labelHidden)}>
        <LabelText label={label} optional={optional} />
      </Label>
      <Group className={classNames(fieldStyles.control, styles.combo)}>
        <Input placeholder={placeholder ?? ''} />
        <Button className={styles.toggle ?? ''} aria-label={`Suggestions for ${label}`}>
          <ChevronDown aria-hidden="true" />
        </Button>
      </Group>
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
    </AriaComboBox>
  );
}
