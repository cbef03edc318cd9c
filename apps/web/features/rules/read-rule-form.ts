import type { RuleAction, RuleCondition } from '@fintrack/core/rules';
import { type ActionRow, actionKindOf, readActions } from './action-form.ts';
import { type ConditionForm, type ConditionRow, type Match, readCondition } from './condition-form.ts';
import { idOf, type RuleNames } from './rule-names.ts';

/** What stands in the form of a rule. */
export interface RuleFormFields {
  readonly name: string;
  /** null: the condition stays as it is, because the form cannot show it. */
  readonly condition: ConditionForm | null;
  readonly actions: readonly ActionRow[];
}

interface ReadRule {
  readonly name: string;
  readonly condition: RuleCondition;
  readonly actions: RuleAction[];
}

export type RuleFormReading =
  | { readonly ok: true; readonly rule: ReadRule }
  /** `path` is the field of the form that it is about. */
  | { readonly ok: false; readonly path: string; readonly message: string };

/** The most rows that are looked for. */
const ROWS = 100;

/** The fields of a form by their names: c0.test, c0.value, …, a0.kind, a0.value, …; match, g1.match, … */
export function fieldsOf(read: (name: string) => string | null): RuleFormFields {
  const rows = indexes((index) => read(`c${index}.test`) !== null).map(
    (index): ConditionRow => ({
      group: Number(read(`c${index}.group`) ?? 0),
      test: read(`c${index}.test`) ?? '',
      isNot: read(`c${index}.not`) !== null,
      value: read(`c${index}.value`) ?? '',
      to: read(`c${index}.to`) ?? '',
    }),
  );
  const groups = indexes((index) => read(`g${index + 1}.match`) !== null).map((index) =>
    matchOf(read(`g${index + 1}.match`)),
  );
  const actions = indexes((index) => read(`a${index}.kind`) !== null).map(
    (index): ActionRow => ({
      kind: actionKindOf(read(`a${index}.kind`) ?? ''),
      value: read(`a${index}.value`) ?? '',
    }),
  );
  const isFixed = read('condition') !== null;
  return {
    name: read('name')?.trim() ?? '',
    condition: isFixed ? null : { match: matchOf(read('match')), groups, rows },
    actions,
  };
}

/** The rule that a form says; `fixed` is its condition where the form cannot show it. */
export function readRule(
  fields: RuleFormFields,
  { names, fixed }: { readonly names: RuleNames; readonly fixed: RuleCondition | null },
): RuleFormReading {
  const condition =
    fields.condition === null
      ? fixed === null
        ? { ok: false as const, row: null, message: 'Say which rows are meant.' }
        : { ok: true as const, condition: fixed }
      : readCondition(fields.condition, {
          account: (text) => idOf(names.accounts, text),
          category: (text) => idOf(names.categories, text),
        });
  if (!condition.ok) return problem('c', condition);
  const actions = readActions(fields.actions, names);
  if (!actions.ok) return problem('a', actions);
  const name = fields.name === '' ? 'Rule' : fields.name;
  return { ok: true, rule: { name, condition: condition.condition, actions: actions.actions } };
}

function problem(
  part: 'a' | 'c',
  { row, message }: { readonly row: number | null; readonly message: string },
): RuleFormReading {
  return { ok: false, path: `${part}${row ?? 0}.value`, message };
}

function matchOf(text: string | null): Match {
  return text === 'any' ? 'any' : 'all';
}

function indexes(has: (index: number) => boolean): number[] {
  return Array.from({ length: ROWS }, (_, index) => index).filter(has);
}
