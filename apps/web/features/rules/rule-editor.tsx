'use client';

import type { RuleWire } from '@fintrack/contract';
import { useState } from 'react';
import { Button } from '@/components/button.tsx';
import { LinkButton } from '@/components/link-button.tsx';
import { ProblemMessage } from '@/components/problem-message.tsx';
import { TextField } from '@/components/text-field.tsx';
import { useFormAction } from '@/lib/use-form-action.ts';
import { useHydrated } from '@/lib/use-hydrated.ts';
import { ActionFields } from './action-fields.tsx';
import { type ActionRow, BLANK_ACTION, toActionRow } from './action-form.ts';
import { saveRule } from './actions.ts';
import { ConditionFields } from './condition-fields.tsx';
import { BLANK_ROW, type ConditionForm, toConditionForm } from './condition-form.ts';
import { describeCondition } from './describe-rule.ts';
import { fieldsOf, type RuleFormFields } from './read-rule-form.ts';
import { shownIn, typedIn } from './rule-form-state.ts';
import type { RuleNames } from './rule-names.ts';
import { RulePreviewPanel } from './rule-preview.tsx';
import styles from './rules.module.css';

interface RuleEditorProps {
  /** Null for a new one. */
  rule: RuleWire | null;
  names: RuleNames;
}

/** A rule as a sentence to fill in, with what it would do below. */
export function RuleEditor({ rule, names }: RuleEditorProps) {
  const control = useFormAction(saveRule);
  const isHydrated = useHydrated();
  const [fields, setFields] = useState(() => startOf(rule, { names, values: typedIn(control.state) }));
  const spare = isHydrated ? fields : withSpareRows(fields);
  return (
    <form {...control.form} className={styles.editor} aria-label={rule === null ? 'New rule' : 'Rule'}>
      <ProblemMessage problem={control.problem} />
      {rule === null ? null : (
        <>
          <input type="hidden" name="id" value={rule.id} />
          <input type="hidden" name="version" value={rule.version} />
        </>
      )}
      <TextField
        label="Name"
        name="name"
        required
        maxLength={255}
        value={fields.name}
        error={control.errorOf('name')}
        onChange={(event) => setFields({ ...fields, name: event.target.value })}
      />
      {spare.condition === null ? (
        <fieldset className={styles.part}>
          <legend>If</legend>
          <input type="hidden" name="condition" value="kept" />
          <p>{rule === null ? null : describeCondition(rule.condition, names)}</p>
          <p className={styles.muted}>
            These conditions nest deeper than this form does. They stay as they are; change them through the
            API.
          </p>
        </fieldset>
      ) : (
        <ConditionFields
          form={spare.condition}
          names={names}
          spareFrom={fields.condition?.rows.length ?? 0}
          errorOf={control.errorOf}
          onChange={(condition) => setFields({ ...fields, condition })}
        />
      )}
      <ActionFields
        rows={spare.actions}
        names={names}
        spareFrom={fields.actions.length}
        errorOf={control.errorOf}
        onChange={(actions) => setFields({ ...fields, actions })}
      />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={control.isPending}>
          {rule === null ? 'Add rule' : 'Save'}
        </Button>
        <noscript className={styles.buttons}>
          <Button type="submit" name="trial" value="1" formNoValidate>
            Show what it would do
          </Button>
        </noscript>
        <LinkButton href="/rules">Cancel</LinkButton>
        <span className={styles.spread} />
        {rule === null ? null : (
          <LinkButton href={`/rules?delete=${rule.id}`} look="danger">
            Delete
          </LinkButton>
        )}
      </div>
      <RulePreviewPanel fields={fields} rule={rule} names={names} answered={shownIn(control.state)} />
    </form>
  );
}

const BLANK_FORM: ConditionForm = { match: 'all', groups: [], rows: [BLANK_ROW] };

/** What was typed before a refusal, else the rule, else empty rows. */
function startOf(
  rule: RuleWire | null,
  {
    names,
    values,
  }: { readonly names: RuleNames; readonly values: Readonly<Record<string, string>> | undefined },
): RuleFormFields {
  if (values) return withoutSpareRows(fieldsOf((name) => values[name] ?? null));
  if (rule === null) return { name: '', condition: BLANK_FORM, actions: [BLANK_ACTION] };
  return {
    name: rule.name,
    condition: toConditionForm(rule.condition),
    actions: rule.actions.map((action) => toActionRow(action, names)),
  };
}

/** Without JavaScript no row can be added: two of each kind are there, and those that stay empty are left out. */
function withSpareRows({ name, condition, actions }: RuleFormFields): RuleFormFields {
  return {
    name,
    condition: condition && { ...condition, rows: [...condition.rows, BLANK_ROW, BLANK_ROW] },
    actions: [...actions, ...SPARE_ACTIONS],
  };
}

const SPARE_ACTIONS = [
  { kind: 'setPayee', value: '' },
  { kind: 'addTags', value: '' },
] as const satisfies readonly ActionRow[];

/** The form that was sent, but for rows at its end that stayed empty: they come again by themselves. */
function withoutSpareRows({ name, condition, actions }: RuleFormFields): RuleFormFields {
  return {
    name,
    condition: condition && {
      ...condition,
      rows: withoutBlankEnd(condition.rows, ({ group, test, value }) => {
        return group === 0 && test === BLANK_ROW.test && value === '';
      }),
    },
    actions: withoutBlankEnd(actions, ({ kind, value }) => {
      return value === '' && SPARE_ACTIONS.some((spare) => spare.kind === kind);
    }),
  };
}

/** The first one stays. */
function withoutBlankEnd<Row>(rows: readonly Row[], isBlank: (row: Row) => boolean): readonly Row[] {
  const last = rows.findLastIndex((row) => !isBlank(row));
  return rows.slice(0, Math.max(last, 0) + 1);
}
