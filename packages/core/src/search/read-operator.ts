import { addDays, type CalendarDate } from '../dates/index.ts';
import { isCurrency } from '../money/index.ts';
import { type DateContext, isDateWord, readDays } from './date-words.ts';
import { closestName } from './edit-distance.ts';
import { foldText } from './fold-text.ts';
import { OPERATORS, type Operator, type OperatorName } from './operators.ts';
import type { AmountBound, SearchLeaf, SearchNode, Span } from './query.ts';

/** The value behind an operator's colon. */
export interface OperatorValue {
  /** As it was written: date, on, ... */
  readonly written: string;
  readonly text: string;
  readonly isQuoted: boolean;
  /** Of operator and value. */
  readonly span: Span;
}

/** What is wrong with a value; where it stands is known to the caller. */
export interface ValueProblem {
  readonly message: string;
  readonly hint: string;
}

/** Reads what an operator asks for. */
export function readOperator(
  name: OperatorName,
  value: OperatorValue,
  context: DateContext,
): SearchNode | ValueProblem {
  const { span } = value;
  switch (name) {
    case 'amount':
      return readAmount(value);
    case 'date':
    case 'after':
    case 'before':
    case 'since':
    case 'until':
      return readDate(name, value, context);
    case 'account':
    case 'category':
    case 'payee':
    case 'tag':
      return readName(name, value);
    case 'id':
    case 'import':
      return UUID.test(value.text)
        ? { kind: 'id', field: name, id: value.text.toLowerCase(), span }
        : {
            message: `${value.written}: wants an id`,
            hint: 'An id looks like 0190a1b2-0000-7000-8000-000000000001.',
          };
    case 'currency': {
      const code = value.text.toUpperCase();
      return isCurrency(code)
        ? { kind: 'currency', code, span }
        : { message: 'currency: wants a code like EUR', hint: `There is no currency "${value.text}".` };
    }
    case 'type':
    case 'status':
    case 'is':
    case 'has':
      return readChoice(name, value);
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

function readName(
  field: 'account' | 'category' | 'payee' | 'tag',
  { text, isQuoted, span, written }: OperatorValue,
): SearchNode | ValueProblem {
  if (!isQuoted && text.toLowerCase() === 'none') {
    if (field === 'category') return { kind: 'is', what: 'uncategorised', span };
    if (field !== 'account') {
      return { kind: 'not', item: { kind: 'has', what: field === 'tag' ? 'tags' : field, span }, span };
    }
  }
  if (foldText(text) === '') {
    return { message: `${written}: wants a name`, hint: `Write it like ${exampleOf(field)}.` };
  }
  return { kind: 'named', field, name: text, span };
}

const STATUSES = ['pending', 'cleared', 'reconciled'] as const;
const TYPES = ['income', 'expense', 'transfer'] as const;
const HELD = ['attachment', 'notes', 'tags', 'split', 'refund', 'transfer', 'payee', 'category'] as const;
/** Spellings that mean the same. */
const SAME: Readonly<Record<string, string>> = {
  attachments: 'attachment',
  note: 'notes',
  tag: 'tags',
  splits: 'split',
  refunds: 'refund',
  uncategorized: 'uncategorised',
};

function readChoice(
  name: 'type' | 'status' | 'is' | 'has',
  { text, span, written }: OperatorValue,
): SearchLeaf | ValueProblem {
  const typed = text.toLowerCase();
  const word = SAME[typed] ?? typed;
  if (name === 'has') {
    const what = HELD.find((one) => one === word);
    if (what) return { kind: 'has', what, span };
  } else {
    const status = name === 'type' ? undefined : STATUSES.find((one) => one === word);
    if (status) return { kind: 'status', value: status, span };
    const type = name === 'status' ? undefined : TYPES.find((one) => one === word);
    if (type) return { kind: 'type', value: type, span };
    if (name === 'is' && word === 'split') return { kind: 'has', what: 'split', span };
    if (name === 'is' && (word === 'uncategorised' || word === 'refund'))
      return { kind: 'is', what: word, span };
  }
  const values = valuesOf(name);
  const near = closestName(typed, values);
  return {
    message: `${written}: wants one of ${values.join(', ')}`,
    hint: near === undefined ? `Write it like ${exampleOf(name)}.` : `Did you mean ${written}:${near}?`,
  };
}

function readDate(
  name: 'date' | 'after' | 'before' | 'since' | 'until',
  value: OperatorValue,
  context: DateContext,
): SearchLeaf | ValueProblem {
  const { text, span } = value;
  const range = /^(.*?)\.\.(.*)$/u.exec(text);
  if (range && name !== 'date') {
    return { message: `${value.written}: wants one date`, hint: `For a range write date:${text}.` };
  }
  const [first = text, last = text] = range ? [range[1], range[2]] : [];
  const from = first === '' ? null : readDays(first, context);
  const to = last === '' ? null : readDays(last, context);
  if ((first !== '' && !from) || (last !== '' && !to) || (!from && !to)) {
    return dateProblem(value, from ? last : first, context);
  }
  if (from && to && from.from > to.to) {
    return { message: 'the range ends before it begins', hint: `Write date:${last}..${first}.` };
  }
  return limitDays(name, { from: from?.from ?? null, to: to?.to ?? null }, span);
}

function limitDays(
  name: 'date' | 'after' | 'before' | 'since' | 'until',
  { from, to }: { from: CalendarDate | null; to: CalendarDate | null },
  span: Span,
): SearchLeaf | ValueProblem {
  const problem = {
    message: `there is no day ${name} that`,
    hint: 'Dates go from 0001-01-01 to 9999-12-31.',
  };
  switch (name) {
    case 'date':
      return { kind: 'date', from, to, span };
    case 'since':
      return { kind: 'date', from, to: null, span };
    case 'until':
      return { kind: 'date', from: null, to, span };
    case 'after':
      return to === null || to === '9999-12-31'
        ? problem
        : { kind: 'date', from: addDays(to, 1), to: null, span };
    case 'before':
      return from === null || from === '0001-01-01'
        ? problem
        : { kind: 'date', from: null, to: addDays(from, -1), span };
  }
}

function dateProblem({ written }: OperatorValue, typed: string, { today }: DateContext): ValueProblem {
  if (today === undefined && isDateWord(typed)) {
    return { message: `"${typed}" needs to know which day it is`, hint: 'Write a date like 2026-01-31.' };
  }
  const hasFigures = /^\d{1,4}[-./]\d/u.test(typed);
  return {
    message: `${written}: wants a date like 2026-01-31`,
    hint: hasFigures
      ? `"${typed}" is no day of the calendar written year, month, day.`
      : 'A month (2026-01), a year (2026) and words such as last-month will do, too.',
  };
}

const NUMBER = String.raw`[+\-\u2212]?\d{1,18}(?:\.\d{1,18})?`;
const COMPARED = new RegExp(`^(>=|<=|>|<|=)?(${NUMBER})$`, 'u');
const RANGE = new RegExp(`^(${NUMBER})?\\.\\.(${NUMBER})?$`, 'u');

function readAmount({ text, span }: OperatorValue): SearchLeaf | ValueProblem {
  const compared = COMPARED.exec(text);
  const range = compared ? null : RANGE.exec(text);
  const given = compared ? [compared[2]] : [range?.[1], range?.[2]];
  if (given.every((one) => one === undefined)) {
    return {
      message: 'amount: wants an amount like 12.50, >50 or 10..20',
      hint: /\d,\d/u.test(text)
        ? 'Write the decimals behind a point, and thousands without a mark.'
        : 'A sign asks for the direction: amount:<-50 is money out, amount:>+50 money in.',
    };
  }
  const isSigned = given.some((one) => one !== undefined && !/^\d/u.test(one));
  const bound = (written: string | undefined, isIncluded = true): AmountBound | null =>
    written === undefined ? null : { value: written.replace('\u2212', '-').replace('+', ''), isIncluded };
  if (compared) {
    const [, comparison = '=', written] = compared;
    const isIncluded = comparison.endsWith('=');
    const low = comparison.startsWith('<') ? null : bound(written, isIncluded);
    const high = comparison.startsWith('>') ? null : bound(written, isIncluded);
    return { kind: 'amount', low, high, isSigned, span };
  }
  const [low, high] = [bound(range?.[1]), bound(range?.[2])];
  if (low && high && compareDecimals(low.value, high.value) > 0) {
    return {
      message: 'the range ends below its beginning',
      hint: `Write amount:${range?.[2]}..${range?.[1]}.`,
    };
  }
  return { kind: 'amount', low, high, isSigned, span };
}

/** Of plain decimal texts, whatever their number of digits. */
function compareDecimals(left: string, right: string): number {
  const [scaledLeft, scaledRight] = [scaled(left), scaled(right)];
  return scaledLeft < scaledRight ? -1 : Number(scaledLeft > scaledRight);
}

function scaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(18, '0'));
  return text.startsWith('-') ? -value : value;
}

function operatorOf(name: string): Operator | undefined {
  return OPERATORS.find((operator) => operator.name === name);
}

function valuesOf(name: string): readonly string[] {
  return operatorOf(name)?.values ?? [];
}

function exampleOf(name: string): string {
  return operatorOf(name)?.example ?? name;
}
