import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/button.tsx';
import { classNames } from '@/components/class-names.ts';
import { NativeSelect } from '@/components/native-select.tsx';
import { BLANK_ROW, type ConditionForm, type ConditionRow, type Match } from './condition-form.ts';
import { ConditionRowFields } from './condition-row-fields.tsx';
import type { RuleNames } from './rule-names.ts';
import styles from './rules.module.css';

interface ConditionFieldsProps {
  form: ConditionForm;
  names: RuleNames;
  /** The rows from this place on are there for those without JavaScript. */
  spareFrom: number;
  errorOf: (path: string) => string | undefined;
  onChange: (form: ConditionForm) => void;
}

/** "If all of: …", with groups inside. */
export function ConditionFields({ form, names, spareFrom, errorOf, onChange }: ConditionFieldsProps) {
  const setRow = (index: number, row: ConditionRow): void =>
    onChange({ ...form, rows: form.rows.with(index, row) });
  const rowsOf = (group: number): ReactNode =>
    form.rows.map((row, index) =>
      row.group !== group ? null : (
        <ConditionRowFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place, and holds no state
          key={index}
          row={row}
          index={index}
          names={names}
          error={errorOf(`c${index}.value`)}
          isSpare={index >= spareFrom}
          onRemove={() => onChange(withoutRow(form, index))}
          onChange={(changed) => setRow(index, changed)}
        />
      ),
    );
  const addRow = (group: number): void =>
    onChange({ ...form, rows: [...form.rows, { ...BLANK_ROW, group }] });
  return (
    <fieldset className={styles.part}>
      <legend>If</legend>
      <MatchSelect
        label="Which of the conditions"
        name="match"
        value={form.match}
        onMatch={(match) => onChange({ ...form, match })}
      />
      {rowsOf(0)}
      {form.groups.map((match, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is its number
        <div key={index} className={styles.group} role="group" aria-label={`Group ${index + 1}`}>
          <MatchSelect
            label={`Which of group ${index + 1}`}
            name={`g${index + 1}.match`}
            value={match}
            onMatch={(changed) => onChange({ ...form, groups: form.groups.with(index, changed) })}
          />
          {rowsOf(index + 1)}
          <div className={styles.scripted}>
            <AddButton onPress={() => addRow(index + 1)}>Condition in the group</AddButton>
          </div>
        </div>
      ))}
      <div className={classNames(styles.buttons, styles.scripted)}>
        <AddButton onPress={() => addRow(0)}>Condition</AddButton>
        <AddButton onPress={() => onChange(withGroup(form))}>Group</AddButton>
      </div>
    </fieldset>
  );
}

function AddButton({ onPress, children }: { onPress: () => void; children: string }) {
  return (
    <Button small look="quiet" onPress={onPress}>
      <Plus aria-hidden="true" />
      {children}
    </Button>
  );
}

interface MatchSelectProps {
  label: string;
  name: string;
  value: Match;
  onMatch: (match: Match) => void;
}

function MatchSelect({ label, name, value, onMatch }: MatchSelectProps) {
  return (
    <div className={styles.match}>
      <NativeSelect
        label={label}
        hideLabel
        name={name}
        options={[
          { value: 'all', label: 'all of these' },
          { value: 'any', label: 'any of these' },
        ]}
        value={value}
        onChange={(event) => onMatch(event.target.value === 'any' ? 'any' : 'all')}
      />
    </div>
  );
}

function withGroup(form: ConditionForm): ConditionForm {
  const groups: Match[] = [...form.groups, form.match === 'all' ? 'any' : 'all'];
  return { ...form, groups, rows: [...form.rows, { ...BLANK_ROW, group: groups.length }] };
}

/** A group goes with its last row. */
function withoutRow(form: ConditionForm, index: number): ConditionForm {
  const group = form.rows[index]?.group ?? 0;
  const rows = form.rows.toSpliced(index, 1);
  if (group === 0 || rows.some((row) => row.group === group)) return { ...form, rows };
  return {
    ...form,
    groups: form.groups.toSpliced(group - 1, 1),
    rows: rows.map((row) => (row.group > group ? { ...row, group: row.group - 1 } : row)),
  };
}
