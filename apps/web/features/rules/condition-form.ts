import { ruleTest } from '@fintrack/contract';
import type { RuleCondition, RuleTest } from '@fintrack/core/rules';
import { findTestKind, STATUSES, TYPES } from './test-kinds.ts';

/** A test as a row of the form; group 0 is the rule itself, the others stand inside of it. */
export interface ConditionRow {
  readonly group: number;
  /** A value of TEST_KINDS; empty for a row that is not filled in yet. */
  readonly test: string;
  readonly isNot: boolean;
  readonly value: string;
  /** The upper end of what has two. */
  readonly to: string;
}

export type Match = 'all' | 'any';

/** A condition as the form shows it: tests, and groups of tests. */
export interface ConditionForm {
  readonly match: Match;
  /** How the tests of the groups 1, 2, … go together. */
  readonly groups: readonly Match[];
  readonly rows: readonly ConditionRow[];
}

export const BLANK_ROW: ConditionRow = {
  group: 0,
  test: 'rawText.contains',
  isNot: false,
  value: '',
  to: '',
};

/** A condition as a form; null for one that nests deeper than the form does. */
export function toConditionForm(condition: RuleCondition): ConditionForm | null {
  const match: Match = 'any' in condition ? 'any' : 'all';
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition];
  const groups: Match[] = [];
  const rows: ConditionRow[] = [];
  for (const part of parts) {
    const own = toRows(part, { group: 0, match });
    const inner = own === null ? toGroup(part) : null;
    if (own === null && inner === null) return null;
    if (own !== null) rows.push(...own);
    if (inner !== null) {
      groups.push(inner.match);
      rows.push(...inner.rows.map((row) => ({ ...row, group: groups.length })));
    }
  }
  return { match, groups, rows };
}

function toGroup(condition: RuleCondition): { match: Match; rows: ConditionRow[] } | null {
  const several = severalOf(condition);
  const match: Match = 'any' in condition || several !== null ? 'any' : 'all';
  const parts = several ?? ('all' in condition ? condition.all : 'any' in condition ? condition.any : []);
  const rows = parts.map((part) => toRows(part, { group: 0, match }));
  return rows.length === 0 || rows.includes(null) ? null : { match, rows: rows.flatMap((row) => row ?? []) };
}

/** One of several accounts, categories, … as a test each. */
function severalOf(condition: RuleCondition): RuleTest[] | null {
  if (!('field' in condition) || condition.operator !== 'oneOf' || condition.values.length < 2) return null;
  switch (condition.field) {
    case 'account':
    case 'category':
      return condition.values.map((value) => ({ ...condition, values: [value] }));
    case 'type':
      return condition.values.map((value) => ({ ...condition, values: [value] }));
    case 'status':
      return condition.values.map((value) => ({ ...condition, values: [value] }));
    case 'weekday':
      return condition.values.map((value) => ({ ...condition, values: [value] }));
    default:
      return null;
  }
}

function toRows(
  condition: RuleCondition,
  { group, match }: { readonly group: number; readonly match: Match },
): ConditionRow[] | null {
  const isNot = 'not' in condition;
  const inner = isNot ? condition.not : condition;
  if (!('field' in inner)) return null;
  const several = severalOf(inner);
  if (several !== null) {
    return match === 'any' && !isNot ? several.flatMap((one) => toRow(one, { group, isNot })) : null;
  }
  const row = toRow(inner, { group, isNot });
  return row.length === 0 ? null : row;
}

/** Empty for what the form cannot say: a list with commas in its texts. */
function toRow(
  test: RuleTest,
  { group, isNot }: { readonly group: number; readonly isNot: boolean },
): ConditionRow[] {
  const row = { group, test: `${test.field}.${test.operator}`, isNot, value: '', to: '' };
  if ('values' in test) {
    const texts = test.values.map(String);
    return texts.some((text) => text.includes(',')) ? [] : [{ ...row, value: texts.join(', ') }];
  }
  if (test.field === 'attachment') return [{ ...row, isNot: isNot === test.value }];
  if (test.field === 'amount' || test.field === 'absoluteAmount') {
    const currency = test.currency === undefined ? '' : ` ${test.currency}`;
    return 'value' in test
      ? [{ ...row, value: `${test.value}${currency}` }]
      : [{ ...row, value: `${test.from}${currency}`, to: test.to }];
  }
  if ('from' in test) return [{ ...row, value: String(test.from ?? ''), to: String(test.to ?? '') }];
  return 'value' in test ? [{ ...row, value: test.value }] : [row];
}

/** Finds the id of what was chosen or typed; null when there is none. */
export interface IdFinder {
  readonly account: (text: string) => string | null;
  readonly category: (text: string) => string | null;
}

/** A condition of a form, or what is wrong with which row (by its place). */
export type ReadCondition =
  | { readonly ok: true; readonly condition: RuleCondition }
  | { readonly ok: false; readonly row: number | null; readonly message: string };

export function readCondition({ match, groups, rows }: ConditionForm, ids: IdFinder): ReadCondition {
  const members: RuleCondition[][] = [[], ...groups.map(() => [])];
  for (const [index, row] of rows.entries()) {
    if (isBlank(row)) continue;
    const test = readTest(row, ids);
    if (typeof test === 'string') return { ok: false, row: index, message: test };
    members[row.group]?.push(row.isNot ? { not: test } : test);
  }
  const [own = [], ...inner] = members;
  const nested = inner.flatMap((tests, index): RuleCondition[] => {
    if (tests.length === 0) return [];
    return [groups[index] === 'any' ? { any: tests } : { all: tests }];
  });
  const parts = [...own, ...nested];
  if (parts.length === 0) return { ok: false, row: null, message: 'Say which rows are meant.' };
  const [only] = parts;
  if (parts.length === 1 && only) return { ok: true, condition: only };
  return { ok: true, condition: match === 'any' ? { any: parts } : { all: parts } };
}

function isBlank({ test, value, to }: ConditionRow): boolean {
  const kind = findTestKind(test);
  return kind === undefined || (kind.input !== 'nothing' && value.trim() === '' && to.trim() === '');
}

/** The test of a row, or what is wrong with it. */
function readTest({ test, value, to }: ConditionRow, ids: IdFinder): RuleTest | string {
  const [field = '', operator = ''] = test.split('.');
  const text = value.trim();
  const list = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  switch (findTestKind(test)?.input) {
    case 'account':
    case 'category': {
      const id = field === 'account' ? ids.account(text) : ids.category(text);
      return id === null ? `There is no ${field} “${text}”.` : asTest({ field, operator, values: [id] });
    }
    case 'type':
      return oneOf(field, text.toLowerCase(), TYPES);
    case 'status':
      return oneOf(field, text.toLowerCase(), STATUSES);
    case 'weekday':
      return /^[1-7]$/u.test(text)
        ? asTest({ field, operator, values: [Number(text)] })
        : 'Choose a weekday.';
    case 'amount':
    case 'amounts':
      return readAmounts({ field, operator, text, to: to.trim() });
    case 'days': {
      const days = [text, to.trim()].map(Number);
      const isRange = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 31);
      return isRange
        ? asTest({ field, operator, from: days[0], to: days[1] })
        : 'Write two days from 1 to 31.';
    }
    case 'dates':
      return asTest({ field, operator, from: text || null, to: to.trim() || null });
    case 'list':
      return asTest({ field, operator, values: list });
    case 'nothing':
      return asTest(operator === 'is' ? { field, operator, value: true } : { field, operator });
    default:
      return asTest({ field, operator, value: text });
  }
}

function oneOf(field: string, text: string, known: readonly string[]): RuleTest | string {
  return known.includes(text)
    ? asTest({ field, operator: 'oneOf', values: [text] })
    : 'Choose one of the list.';
}

function readAmounts(given: {
  field: string;
  operator: string;
  text: string;
  to: string;
}): RuleTest | string {
  const { field, operator, text, to } = given;
  const [, amount, currency] =
    /^([+-]?\d+(?:[.,]\d+)?)\s*([A-Za-z]{3})?$/u.exec(text.replace('−', '-')) ?? [];
  if (amount === undefined) return 'Write an amount like 12.50, or 12.50 EUR.';
  const from = amount.replace(',', '.');
  const inCurrency = currency === undefined ? {} : { currency: currency.toUpperCase() };
  if (operator !== 'between') return asTest({ field, operator, value: from, ...inCurrency });
  const upper = to.replace('−', '-').replace(',', '.');
  return /^[+-]?\d+(\.\d+)?$/u.test(upper)
    ? asTest({ field, operator, from, to: upper, ...inCurrency })
    : 'Write both amounts, like 10 and 20.50.';
}

/** A test in the contract's terms, or what is wrong with it. */
function asTest(test: object): RuleTest | string {
  const read = ruleTest.safeParse(test);
  return read.success ? read.data : 'This condition cannot be read. Choose it again.';
}
