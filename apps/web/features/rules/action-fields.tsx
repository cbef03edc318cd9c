import { Plus, X } from 'lucide-react';
import { Button } from '@/components/button.tsx';
import { classNames } from '@/components/class-names.ts';
import { IconButton } from '@/components/icon-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { ACTION_OPTIONS, type ActionRow, actionKindOf, BLANK_ACTION, inputOfAction } from './action-form.ts';
import type { RuleNames } from './rule-names.ts';
import styles from './rules.module.css';
import { ValueField } from './value-field.tsx';

interface ActionFieldsProps {
  rows: readonly ActionRow[];
  names: RuleNames;
  /** The rows from this place on are there for those without JavaScript. */
  spareFrom: number;
  errorOf: (path: string) => string | undefined;
  onChange: (rows: readonly ActionRow[]) => void;
}

/** "Then …": what the rule does. */
export function ActionFields({ rows, names, spareFrom, errorOf, onChange }: ActionFieldsProps) {
  return (
    <fieldset className={styles.part}>
      <legend>Then</legend>
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: an action has no name but its place, and holds no state
          key={index}
          className={classNames(styles.row, index >= spareFrom && styles.spare)}
          role="group"
          aria-label={`Action ${index + 1}`}
        >
          <NativeSelect
            label={`Action ${index + 1}: what is done`}
            hideLabel
            name={`a${index}.kind`}
            options={ACTION_OPTIONS}
            value={row.kind}
            onChange={(event) =>
              onChange(rows.with(index, { kind: actionKindOf(event.target.value), value: '' }))
            }
          />
          <div className={styles.values}>
            {inputOfAction(row.kind) === 'nothing' ? null : (
              <ValueField
                label={`Action ${index + 1}: value`}
                name={`a${index}.value`}
                input={inputOfAction(row.kind)}
                value={row.value}
                names={names}
                error={errorOf(`a${index}.value`)}
                onValue={(value) => onChange(rows.with(index, { ...row, value }))}
              />
            )}
          </div>
          <span className={styles.rowEnd}>
            <span className={styles.scripted}>
              <IconButton
                label={`Remove action ${index + 1}`}
                icon={<X aria-hidden="true" />}
                small
                onPress={() => onChange(rows.toSpliced(index, 1))}
              />
            </span>
          </span>
        </div>
      ))}
      <div className={classNames(styles.buttons, styles.scripted)}>
        <Button small look="quiet" onPress={() => onChange([...rows, BLANK_ACTION])}>
          <Plus aria-hidden="true" />
          Action
        </Button>
      </div>
    </fieldset>
  );
}
