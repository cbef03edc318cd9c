import { dateParts, isoWeekday } from '../dates/index.ts';
import { comparableText, tidyText } from './compare-text.ts';
import { compareMinor, type ExactNumber, parseExact } from './exact-number.ts';
import type { RuleCondition, RuleTest, TextField, TextOperator } from './rule.ts';
import type { RuleRow } from './rule-row.ts';

/** Whether a row is what a condition asks for. Total: it answers for every row. */
export type RowTest = (row: RuleRow) => boolean;

/**
 * Makes a test of a regular expression; the engine must take time linear in the text, whatever the pattern.
 * Answers null for a pattern that it does not take.
 */
export type PatternCompiler = (pattern: string) => ((text: string) => boolean) | null;

/** A condition ready to be asked of many rows. A test that cannot be read, such as a broken pattern, matches nothing. */
export function compileCondition(condition: RuleCondition, compilePattern: PatternCompiler): RowTest {
  if ('all' in condition) {
    const tests = condition.all.map((inner) => compileCondition(inner, compilePattern));
    return (row) => tests.every((test) => test(row));
  }
  if ('any' in condition) {
    const tests = condition.any.map((inner) => compileCondition(inner, compilePattern));
    return (row) => tests.some((test) => test(row));
  }
  if ('not' in condition) {
    const test = compileCondition(condition.not, compilePattern);
    return (row) => !test(row);
  }
  return compileTest(condition, compilePattern);
}

function compileTest(test: RuleTest, compilePattern: PatternCompiler): RowTest {
  switch (test.field) {
    case 'amount':
    case 'absoluteAmount':
      return compileAmount(test);
    case 'account':
      return anyOf(test.values, (row) => row.accountId);
    case 'category':
      return test.operator === 'empty'
        ? (row) => row.categoryId === null
        : anyOf(test.values, (row) => row.categoryId);
    case 'tags':
      return test.operator === 'empty' ? (row) => row.tags.length === 0 : bearsTag(test.values);
    case 'currency':
      return anyOf(test.values, (row) => row.currency);
    case 'type':
      return anyOf(test.values, (row) => row.type);
    case 'status':
      return anyOf(test.values, (row) => row.status);
    case 'date':
      return ({ date }) => (test.from === null || date >= test.from) && (test.to === null || date <= test.to);
    case 'weekday':
      return ({ date }) => test.values.includes(isoWeekday(date));
    case 'dayOfMonth':
      return ({ date }) => {
        const { day } = dateParts(date);
        return day >= test.from && day <= test.to;
      };
    case 'attachment':
      return (row) => row.hasAttachment === test.value;
    default:
      return compileText(test, compilePattern);
  }
}

type AmountTest = Extract<RuleTest, { field: 'amount' | 'absoluteAmount' }>;

function compileAmount(test: AmountTest): RowTest {
  const [from, to] = boundsOf(test);
  if (from === null || to === null) return () => false;
  const fits = FITS[test.operator];
  return (row) => {
    if (test.currency !== undefined && test.currency !== row.currency) return false;
    const isTurned = test.field === 'absoluteAmount' && row.amountMinor < 0n;
    const minor = isTurned ? -row.amountMinor : row.amountMinor;
    return fits(compareMinor(minor, row.currency, from), compareMinor(minor, row.currency, to));
  };
}

function boundsOf(test: AmountTest): readonly [ExactNumber | null, ExactNumber | null] {
  if (test.operator === 'between') return [parseExact(test.from), parseExact(test.to)];
  const value = parseExact(test.value);
  return [value, value];
}

/** By how the amount compares with the lower and the upper end. */
const FITS = {
  equals: (from: number) => from === 0,
  lessThan: (from: number) => from < 0,
  greaterThan: (from: number) => from > 0,
  between: (from: number, to: number) => from >= 0 && to <= 0,
} as const satisfies Record<AmountTest['operator'], (from: number, to: number) => boolean>;

function anyOf(values: readonly string[], read: (row: RuleRow) => string | null): RowTest {
  const wanted = new Set(values);
  return (row) => {
    const value = read(row);
    return value !== null && wanted.has(value);
  };
}

function bearsTag(values: readonly string[]): RowTest {
  const wanted = new Set(values.map(comparableText));
  return (row) => row.tags.some((tag) => wanted.has(comparableText(tag)));
}

type TextTest = Extract<RuleTest, { field: TextField }>;

function compileText(test: TextTest, compilePattern: PatternCompiler): RowTest {
  const { field } = test;
  switch (test.operator) {
    case 'empty':
      return (row) => comparable(row, field) === '';
    case 'oneOf': {
      const wanted = new Set(test.values.map(comparableText));
      return (row) => wanted.has(comparable(row, field));
    }
    case 'matches': {
      const matches = compilePattern(test.value);
      return matches === null ? () => false : (row) => matches(tidyText(textOf(row, field)));
    }
    default: {
      const wanted = comparableText(test.value);
      const compare = COMPARE[test.operator];
      return (row) => compare(comparable(row, field), wanted);
    }
  }
}

const COMPARE: Readonly<Record<Exclude<TextOperator, 'matches'>, (text: string, wanted: string) => boolean>> =
  {
    equals: (text, wanted) => text === wanted,
    contains: (text, wanted) => text.includes(wanted),
    startsWith: (text, wanted) => text.startsWith(wanted),
    endsWith: (text, wanted) => text.endsWith(wanted),
  };

/**
 * The texts of the row that was asked last, as they are compared: forty rules ask one row for the same text, and then the
 * next row. Of one row alone, because a weak map of all of them takes long to grow and to be cleared.
 */
let asked: { readonly row: RuleRow; readonly texts: Map<TextField, string> } | null = null;

function comparable(row: RuleRow, field: TextField): string {
  if (asked?.row !== row) asked = { row, texts: new Map() };
  const { texts } = asked;
  const known = texts.get(field);
  if (known !== undefined) return known;
  const text = comparableText(textOf(row, field));
  texts.set(field, text);
  return text;
}

function textOf(row: RuleRow, field: TextField): string {
  return row[field] ?? '';
}
