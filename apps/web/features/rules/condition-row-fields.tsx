import { X } from 'lucide-react';
import { Checkbox } from '@/components/checkbox.tsx';
import { classNames } from '@/components/class-names.ts';
import { IconButton } from '@/components/icon-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import type { ConditionRow } from './condition-form.ts';
import type { RuleNames } from './rule-names.ts';
import styles from './rules.module.css';
import { findTestKind, TEST_OPTIONS } from './test-kinds.ts';
import { ValueField } from './value-field.tsx';

interface ConditionRowFieldsProps {
  row: ConditionRow;
  /** Its place among all rows of the form. */
  index: number;
  names: RuleNames;
  error: string | undefined;
  /** For those without JavaScript, who cannot add one; left empty, it is left out by itself. */
  isSpare: boolean;
  onRemove: () => void;
  onChange: (row: ConditionRow) => void;
}

/** One condition: what is asked, of which value. */
export function ConditionRowFields({
  row,
  index,
  names,
  error,
  isSpare,
  onRemove,
  onChange,
}: ConditionRowFieldsProps) {
  const input = findTestKind(row.test)?.input ?? 'text';
  const label = `Condition ${index + 1}`;
  const hasTwo = input === 'amounts' || input === 'dates' || input === 'days';
  const value = { input, names };
  return (
    <div className={classNames(styles.row, isSpare && styles.spare)} role="group" aria-label={label}>
      <input type="hidden" name={`c${index}.group`} value={row.group} />
      <NativeSelect
        label={`${label}: what is asked`}
        hideLabel
        name={`c${index}.test`}
        options={TEST_OPTIONS}
        value={row.test}
        onChange={(event) => onChange({ ...row, test: event.target.value, value: '', to: '' })}
      />
      <div className={styles.values}>
        {input === 'nothing' ? null : (
          <ValueField
            {...value}
            label={`${label}: value`}
            name={`c${index}.value`}
            value={row.value}
            error={error}
            onValue={(text) => onChange({ ...row, value: text })}
          />
        )}
        {hasTwo ? (
          <>
            <span className={styles.and}>and</span>
            <ValueField
              {...value}
              label={`${label}: up to`}
              name={`c${index}.to`}
              value={row.to}
              error={undefined}
              onValue={(text) => onChange({ ...row, to: text })}
            />
          </>
        ) : null}
      </div>
      <span className={styles.rowEnd}>
        <Checkbox
          label="Not"
          name={`c${index}.not`}
          checked={row.isNot}
          onChange={(event) => onChange({ ...row, isNot: event.target.checked })}
        />
        <span className={styles.scripted}>
          <IconButton
            label={`Remove condition ${index + 1}`}
            icon={<X aria-hidden="true" />}
            small
            onPress={onRemove}
          />
        </span>
      </span>
    </div>
  );
}
