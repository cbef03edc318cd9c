import type { ColumnRole, CsvMappingWire } from '@fintrack/contract';
import { COLUMN_ROLES, DELIMITERS } from '@fintrack/core/importing';
import type { SignName } from './words.ts';

/** What a form changes in the reading of a file. */
export type MappingChanges = Partial<CsvMappingWire>;

/**
 * Reads the fields of the reading that a form has sent, and keeps those that say something new. A form that answers a
 * question sends `answers`: then what it says counts even where it is as guessed.
 */
export function readMappingForm(form: FormData, mapping: CsvMappingWire): MappingChanges {
  const isAnswer = form.has('answers');
  const delimiter = DELIMITERS.find((known) => known === form.get('delimiter'));
  // Under another delimiter all columns are others: they are detected anew.
  if (delimiter !== undefined && delimiter !== mapping.delimiter) return { delimiter };
  const read: MappingChanges = {
    ...readTable(form),
    ...readColumns(form, mapping),
    ...readOrder(form),
    ...readSign(form, mapping.sign),
  };
  const changed = Object.entries(read).filter(
    ([key, value]) => isAnswer || !isSame(value, mapping[key as keyof CsvMappingWire]),
  );
  return Object.fromEntries(changed);
}

/** What a form answers about a file that has no columns, such as QIF: the order of its dates, its decimal mark. */
export function readAnswers(form: FormData): MappingChanges {
  return form.has('answers') ? readOrder(form) : {};
}

/** The sign convention as one choice of the form. */
export function signName(sign: CsvMappingWire['sign']): SignName {
  if (sign.kind === 'debitCredit') return `debitCredit ${sign.debitIs}`;
  if (sign.kind === 'flag') return `flag ${sign.minus}`;
  return sign.kind;
}

function readTable(form: FormData): MappingChanges {
  const preamble = textOf(form, 'preambleRecords');
  return {
    ...(form.has('hasHeader') ? { hasHeader: textOf(form, 'hasHeader') === 'true' } : {}),
    ...(/^\d{1,4}$/u.test(preamble) ? { preambleRecords: Number(preamble) } : {}),
  };
}

function readColumns(form: FormData, mapping: CsvMappingWire): MappingChanges {
  const role = roleOf(textOf(form, 'assignRole'));
  const at = textOf(form, 'assignColumn');
  if (role !== undefined && /^\d+$/u.test(at)) {
    return { columns: mapping.columns.map((known, index) => (index === Number(at) ? role : known)) };
  }
  if (!form.has('column-0')) return {};
  return { columns: mapping.columns.map((known, index) => roleOf(textOf(form, `column-${index}`)) ?? known) };
}

function readOrder(form: FormData): MappingChanges {
  const order = textOf(form, 'dateOrder');
  const mark = textOf(form, 'decimalMark');
  return {
    ...(order === 'ymd' || order === 'dmy' || order === 'mdy' ? { dateOrder: order } : {}),
    ...(mark === '.' || mark === ',' ? { decimalMark: mark } : {}),
  };
}

function readSign(form: FormData, before: CsvMappingWire['sign']): MappingChanges {
  const name = textOf(form, 'sign');
  switch (name) {
    case 'signed':
    case 'inverted':
      return { sign: { kind: name } };
    case 'debitCredit positive':
      return { sign: { kind: 'debitCredit', debitIs: 'positive' } };
    case 'debitCredit negative':
      return { sign: { kind: 'debitCredit', debitIs: 'negative' } };
    case 'flag ignore':
    case 'flag reverse':
      return {
        sign: {
          kind: 'flag',
          ...flagWords(form, before),
          minus: name === 'flag ignore' ? 'ignore' : 'reverse',
        },
      };
    default:
      return {};
  }
}

function flagWords(form: FormData, before: CsvMappingWire['sign']): { out: string[]; in: string[] } {
  const known = before.kind === 'flag' ? before : { out: [], in: [] };
  return {
    out: form.has('flagOut') ? wordsOf(form, 'flagOut') : [...known.out],
    in: form.has('flagIn') ? wordsOf(form, 'flagIn') : [...known.in],
  };
}

function wordsOf(form: FormData, name: string): string[] {
  return textOf(form, name)
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function roleOf(text: string): ColumnRole | undefined {
  return COLUMN_ROLES.find((role) => role === text);
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
