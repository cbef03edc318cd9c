import { Plus, X } from 'lucide-react';
import { Button } from '@/components/button.tsx';
import { IconButton } from '@/components/icon-button.tsx';
import { NativeSelect } from '@/components/native-select.tsx';
import { ACTION_OPTIONS, type ActionRow, actionKindOf, BLANK_ACTION, inputOfAction } from './action-form.ts';
import type { RuleNames } from './rule-names.ts';
import styles from './rules.module.css';
import { ValueField } from './value-field.tsx';

interface ActionFieldsProps {
  rows: readonly ActionRow[];
  names: RuleNames;
  isHydrated: boolean;
  errorOf: (path: string) => string | undefined;
  onChange: (rows: readonly ActionRow[]) => void;
}

/** "Then …": what the rule does. */
export function ActionFields({ rows, names, isHydrated, errorOf, onChange }: ActionFieldsProps) {
  return (
    <fieldset className={styles.part}>
      <legend>Then</legend>
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: an action has no name but its place, and holds no state
          key={index}
          className={styles.row}
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
            {isHydrated ? (
              <IconButton
                label={`Remove action ${index + 1}`}
                icon={<X aria-hidden="true" />}
                small
                onPress={() => onChange(rows.toSpliced(index, 1))}
              />
            ) : null}
          </span>
        </div>
      ))}
      {isHydrated ? (
        <div className={styles.buttons}>
          <Button small look="quiet" onPress={() => onChange([...rows, BLANK_ACTION])}>
            <Plus aria-hidden="true" />
            Action
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
